/** Figures of the log keep six decimals. */
export function roundFigure(value: number): number {
  return Number(value.toFixed(6));
}
