import { meanShare, type PointLight, type ShareCurve } from '@openilrs/core/terrain';
import {
  complement,
  etToUtc,
  intersect,
  longest,
  totalS,
  utcToEt,
  type LeapSeconds,
  type Windows,
} from '@openilrs/core/time';
import { escape } from '../figures/svg.ts';
import { flatterThan } from './local-relief.ts';
import type { ReportFacts, StationFacts } from './report-facts.ts';

export type Cell = string | number;

/** A table of text and numbers; numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const th = head.map((name, i) => `<th${i > 0 ? ' class="n"' : ''}>${escape(name)}</th>`).join('');
  const tr = rows.map((row) => `<tr>${row.map((cell, i) => `<td${i > 0 ? ' class="n"' : ''}>${escape(String(cell))}</td>`).join('')}</tr>`); // prettier-ignore
  return `<table><thead><tr>${th}</tr></thead><tbody>${tr.join('')}</tbody></table>`;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const hours = (h: number): string => `${h.toFixed(1)} h`;
const minute = (lsk: LeapSeconds, et: number): string => etToUtc(lsk, et, 0).slice(0, 16).replace('T', ' ');

/** A row a month: each of the period when it has up to 24, else the twelve months of the calendar over all years. */
export function monthlyTable(light: PointLight, lsk: LeapSeconds): string {
  const months = monthsOf(light.period, lsk);
  const facts = months.map((month) => monthFacts(light, month));
  if (months.length <= 24) {
    const rows = facts.map((f) => [f.name, percent(f.mean), percent(f.any), percent(f.full), percent(f.earth), hours(f.dark)]); // prettier-ignore
    return table(['month', 'sunDiscMean', 'any part', 'whole disc', 'Earth', 'longest dark within'], rows);
  }
  const rows = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ').map((name, i) => {
    const own = facts.filter((f) => f.month === i + 1 && f.whole);
    const mean = (pick: (f: MonthFacts) => number) => own.reduce((sum, f) => sum + pick(f), 0) / own.length;
    const discs = own.map((f) => f.mean);
    const span = `${(100 * Math.min(...discs)).toFixed(1)} to ${(100 * Math.max(...discs)).toFixed(1)} %`;
    return [name, percent(mean((f) => f.mean)), span, percent(mean((f) => f.any)), percent(mean((f) => f.earth)), hours(Math.max(...own.map((f) => f.dark)))]; // prettier-ignore
  });
  return table(
    ['month', 'sunDiscMean, mean', 'least to most of the years', 'any part', 'Earth', 'longest dark within'],
    rows,
  );
}

interface MonthFacts {
  readonly name: string;
  readonly month: number;
  /** All of the month lies in the period. */
  readonly whole: boolean;
  readonly mean: number;
  readonly any: number;
  readonly full: number;
  readonly earth: number;
  readonly dark: number;
}

interface Month {
  readonly year: number;
  readonly month: number;
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

function monthsOf([fromEt, toEt]: readonly [number, number], lsk: LeapSeconds): Month[] {
  const months: Month[] = [];
  let [year, month] = etToUtc(lsk, fromEt, 0).split('-').map(Number) as [number, number];
  for (;;) {
    const start = utcToEt(lsk, `${year}-${String(month).padStart(2, '0')}-01T00:00:00Z`);
    if (start >= toEt) return months;
    const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
    const end = utcToEt(lsk, `${next.year}-${String(next.month).padStart(2, '0')}-01T00:00:00Z`);
    const [from, to] = [Math.max(start, fromEt), Math.min(end, toEt)];
    months.push({ year, month, from, to, whole: start >= fromEt - 1 && end <= toEt + 1 });
    ({ year, month } = next);
  }
}

function monthFacts(light: PointLight, { year, month, from, to, whole }: Month): MonthFacts {
  const window: Windows = [[from, to]];
  const share = (windows: Windows) => totalS(intersect(windows, window)) / (to - from);
  const dark = longest(complement(intersect(light.sunAny, window), [from, to]));
  return {
    name: `${year}-${String(month).padStart(2, '0')}`,
    month,
    whole,
    mean: meanShare(pieceOf(light.share, from, to)),
    any: share(light.sunAny),
    full: share(light.sunFull),
    earth: share(light.earthCentre),
    dark: dark === null ? 0 : (dark[1] - dark[0]) / 3600,
  };
}

/** The curve between two epochs, with nodes at both. */
function pieceOf({ et, share }: ShareCurve, from: number, to: number): ShareCurve {
  const at = (t: number): number => {
    let [low, high] = [0, et.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (et[middle]! <= t) low = middle;
      else high = middle;
    }
    const span = et[high]! - et[low]!;
    return span > 0 ? share[low]! + ((t - et[low]!) / span) * (share[high]! - share[low]!) : share[low]!;
  };
  const inside = [...et.keys()].filter((i) => et[i]! > from && et[i]! < to);
  return {
    et: Float64Array.from([from, ...inside.map((i) => et[i]!), to]),
    share: Float64Array.from([at(from), ...inside.map((i) => share[i]!), at(to)]),
  };
}

/** The longest times without any part of the Sun, and how many there are beyond some lengths. */
export function nightsTable(light: PointLight, lsk: LeapSeconds): string {
  const nights = complement(light.sunAny, light.period).map(([from, to]) => ({ from, to, h: (to - from) / 3600 }));
  if (nights.length === 0) return '<p>Some part of the Sun is in view all the time.</p>';
  const longer = [24, 72, 120, 240].map((limit) => `${nights.filter(({ h }) => h > limit).length} longer than ${limit} h`); // prettier-ignore
  const rows = [...nights].sort((a, b) => b.h - a.h).slice(0, 15).map(({ from, to, h }, i) => [i + 1, minute(lsk, from), minute(lsk, to), hours(h), `${(h / 24).toFixed(2)} d`]); // prettier-ignore
  return `<p>${nights.length} nights in the period; ${longer.join(', ')}.</p>${table(['', 'Sun gone (UTC)', 'Sun back (UTC)', 'length', ''], rows)}`;
}

/** How long the Earth is in view and away. */
export function earthTable({ light, earthGaps }: ReportFacts, lsk: LeapSeconds): string {
  const passes = light.earthCentre;
  if (passes.length === 0) return '<p>The Earth’s centre is never in view.</p>';
  const h = (windows: Windows) => windows.map(([a, b]) => (b - a) / 3600);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const words = `${passes.length} passes, ${hours(mean(h(passes)))} long in the mean; ${earthGaps.length} gaps, ${hours(mean(h(earthGaps)))} in the mean, the longest ${hours(Math.max(0, ...h(earthGaps)))}.`;
  const rows = passes.slice(0, 15).map(([from, to], i) => [i + 1, minute(lsk, from), minute(lsk, to), hours((to - from) / 3600)]); // prettier-ignore
  return `<p>${words} The first ${rows.length} (cut at the start of the period):</p>${table(['', 'Earth rises (UTC)', 'Earth sets (UTC)', 'length'], rows)}`;
}

export function stationsTable(stations: readonly StationFacts[], any: StationFacts): string {
  const row = ({ name, fraction, passes, longestGapH }: StationFacts) => [name, percent(fraction), (24 * fraction).toFixed(1), passes, hours(longestGapH)]; // prettier-ignore
  return table(
    ['station', 'of the time', 'hours a day, mean', 'passes', 'longest gap'],
    [...stations.map(row), row(any)],
  );
}

const LIMITS_DEG = [5, 10, 15, 20, 25];

/** Slopes over baselines and around the site that the finest grid there can tell; else a sentence. */
export function slopesTable({ slopes, relief }: ReportFacts): string {
  const { gridCellM } = relief;
  const told = slopes.filter(({ baselineM }) => baselineM >= gridCellM);
  const here = told.map(({ baselineM, slopeDeg, downhillDeg }) => [`${baselineM} m`, Number.isNaN(slopeDeg) ? '-' : `${slopeDeg.toFixed(1)}°`, Number.isNaN(downhillDeg) ? '-' : `${downhillDeg.toFixed(0)}°`]); // prettier-ignore
  const coarse = `<p>The finest grid here has cells of ${gridCellM.toFixed(0)} m: too coarse for slopes.</p>`;
  if (told.length === 0) return coarse;
  const around = [250, 500, 1000, 2000].map((radius) => [`${radius} m`, ...flatterThan(relief, radius, LIMITS_DEG).map((share) => `${(100 * share).toFixed(0)} %`)]); // prettier-ignore
  return (
    table(['slope at the site over', 'slope', 'falls toward azimuth'], here) +
    (gridCellM <= 100 ? table(['ground within', ...LIMITS_DEG.map((limit) => `below ${limit}°`)], around) : '')
  );
}
