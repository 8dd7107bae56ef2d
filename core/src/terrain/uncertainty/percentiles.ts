/** The percentiles that are given unless others are asked for. */
export const PERCENTILES = [1, 5, 50, 95, 99] as const;

/**
 * Percentile (0 to 100) of values in rising order: linear between the order statistics, as numpy and R (type 7, Hyndman & Fan 1996, The American Statistician 50:361) do.
 */
export function percentileOf(sorted: ArrayLike<number>, percent: number): number {
  const at = ((sorted.length - 1) * percent) / 100;
  const low = Math.floor(at);
  const a = sorted[low]!;
  return at === low ? a : a + (at - low) * (sorted[low + 1]! - a);
}

/** Percentile maps of maps of the same size, exact by sorting; NaN where any map has none. */
export function percentileMaps(maps: readonly Float32Array[], percents: readonly number[]): Float32Array[] {
  const cells = maps[0]!.length;
  const out = percents.map(() => new Float32Array(cells));
  const values = new Float32Array(maps.length);
  for (let cell = 0; cell < cells; cell++) {
    for (let i = 0; i < maps.length; i++) values[i] = maps[i]![cell]!;
    values.sort(); // NaN goes last
    const hole = Number.isNaN(values[maps.length - 1]!);
    for (const [k, percent] of percents.entries()) out[k]![cell] = hole ? NaN : percentileOf(values, percent);
  }
  return out;
}
