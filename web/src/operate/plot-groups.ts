import type { ProfilesAnswer } from '@openilrs/api/contract';

type Samples = readonly number[] | Float64Array;

/** A curve; those that share `et` by reference are drawn without joining their times. */
export type Series = Omit<ProfilesAnswer['series'][number], 'et' | 'values'> & {
  /** Ascending. */
  readonly et: Samples;
  readonly values: Samples;
};

export interface PlotGroup {
  readonly id: string;
  readonly unit: string;
  readonly series: readonly Series[];
  /** What the numbers are divided by to be read easily: 1000 for kW, 1e9 for Gbit, 0.01 for percent. */
  readonly per: number;
  readonly shownUnit: string;
}

const ORDER = ['power', 'battery', 'store', 'sun'];

/** Sorts curves into plots that share an axis: power, battery, store, the Sun, then whatever else there is, by unit. */
export function plotGroups(series: readonly Series[]): PlotGroup[] {
  const groups = new Map<string, Series[]>();
  for (const one of series) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  const rank = (id: string) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return [...groups]
    .map(([id, members]) => ({ id, unit: members[0]!.unit, series: members, ...scaleOf(members) }))
    .sort((a, b) => rank(a.id) - rank(b.id));
}

/**
 * Lowest and highest value that a plot of `[fromEt, toEt]` shows, with the samples on either side of it: a curve that stays level has none between.
 * Null when there are none at all.
 */
export function extentIn(series: readonly Series[], fromEt: number, toEt: number): [min: number, max: number] | null {
  let [min, max] = [Infinity, -Infinity];
  for (const { et, values } of series)
    for (
      let i = Math.max(0, firstPast(et, fromEt, true) - 1);
      i <= Math.min(et.length - 1, firstPast(et, toEt, false));
      i += 1
    ) {
      min = Math.min(min, values[i]!);
      max = Math.max(max, values[i]!);
    }
  return min <= max ? [min, max] : null;
}

/** The first index whose sample lies after `limit`, or at it when `strictly` is false; the length when there is none. */
function firstPast(et: Samples, limit: number, strictly: boolean): number {
  let [low, high] = [0, et.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (strictly ? et[middle]! <= limit : et[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Name of a curve in a plot that says the quantity already: `temp:science-bay` is science-bay. */
export function curveName({ id, title }: Series, translated: (key: string, fallback: string) => string): string {
  return translated(`series.${id}`, id.includes(':') ? id.slice(id.indexOf(':') + 1) : title);
}

function groupOf({ id, unit }: Series): string {
  if (unit === 'W') return 'power';
  if (/batter/i.test(id) && !/temp/i.test(id)) return 'battery';
  if (unit === 'bit') return 'store';
  if (/sun/i.test(id)) return 'sun';
  return unit;
}

function scaleOf(series: readonly Series[]): { per: number; shownUnit: string } {
  const unit = series[0]!.unit;
  if (unit === '1') return { per: 0.01, shownUnit: '%' };
  let most = 0;
  for (const { values } of series) for (const value of values) most = Math.max(most, Math.abs(value));
  const power =
    ['W', 'bit', 'J', 'Wh'].includes(unit) && most > 0 ? Math.max(0, Math.floor(Math.log10(most / 2) / 3)) : 0;
  return { per: 1000 ** Math.min(4, power), shownUnit: `${['', 'k', 'M', 'G', 'T'][Math.min(4, power)]}${unit}` };
}
