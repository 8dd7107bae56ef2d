/**
 * Difference of two figures as they are shown: rounded first, then subtracted, so that a table adds up and what reads the same differs by nothing.
 *
 * @param decimals of the figures
 */
export function shownDifference(before: number, after: number, decimals = 0): number {
  const scale = 10 ** decimals;
  return (Math.round(after * scale) - Math.round(before * scale)) / scale;
}

/** A difference with its sign; null when there is none. `write` gets its size. */
export function signed(difference: number, write: (size: number) => string): string | null {
  if (difference === 0) return null;
  return `${difference > 0 ? '+' : '−'}${write(Math.abs(difference))}`;
}
