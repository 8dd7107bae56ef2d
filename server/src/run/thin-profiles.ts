import type { OperateProfiles } from '@openilrs/core/mission';

type Series = OperateProfiles['series'][number];

/**
 * Thins a series to at most `points` samples in `[fromEt, toEt]` for a plot.
 *
 * Of every bin of equal time the smallest and the largest value stay, in their order, so no spike is lost; the samples next to the span on either side stay as well, so that
 * lines reach its edges. A series that is short enough comes back as it is.
 */
export function thinSeries(series: Series, fromEt: number, toEt: number, points: number): Series {
  const { et, values } = series;
  const first = Math.max(0, firstAtOrAfter(et, fromEt) - 1);
  const end = Math.min(et.length, firstAtOrAfter(et, toEt) + 1);
  if (end - first <= points) return { ...series, et: et.slice(first, end), values: values.slice(first, end) };
  const kept = extremes(et, values, first, end, Math.max(1, Math.floor((points - 2) / 2)));
  return { ...series, et: kept.map((i) => et[i]!), values: kept.map((i) => values[i]!) };
}

/** Indices of the smallest and the largest value of every bin, with the first and the last sample, ascending. */
function extremes(
  et: readonly number[],
  values: readonly number[],
  first: number,
  end: number,
  bins: number,
): number[] {
  const kept = [first];
  const add = (i: number) => {
    if (i > kept[kept.length - 1]!) kept.push(i);
  };
  const widthS = (et[end - 1]! - et[first]!) / bins || 1;
  let i = first;
  for (let bin = 1; bin <= bins && i < end; bin += 1) {
    const until = bin === bins ? Infinity : et[first]! + bin * widthS;
    if (et[i]! >= until) continue; // no sample in this bin
    let [low, high] = [i, i];
    for (; i < end && et[i]! < until; i += 1) {
      if (values[i]! < values[low]!) low = i;
      if (values[i]! > values[high]!) high = i;
    }
    add(Math.min(low, high));
    add(Math.max(low, high));
  }
  add(end - 1);
  return kept;
}

/** Index of the first instant >= `at`; the length when there is none. Instants ascend. */
export function firstAtOrAfter(et: readonly number[], at: number): number {
  let [low, high] = [0, et.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (et[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Value at an instant, linear between samples; null outside of them. At a step (two samples at one instant) the later one holds. */
export function valueAt(series: Series, at: number): number | null {
  const { et, values } = series;
  let i = firstAtOrAfter(et, at);
  while (i + 1 < et.length && et[i + 1] === at) i += 1;
  if (i === et.length || (i === 0 && et[0] !== at)) return null;
  if (et[i] === at) return values[i]!;
  const share = (at - et[i - 1]!) / (et[i]! - et[i - 1]!);
  return values[i - 1]! + share * (values[i]! - values[i - 1]!);
}
