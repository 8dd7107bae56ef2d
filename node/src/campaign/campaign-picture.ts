import type { SeedRecord } from '@openilrs/core/mission';
import { escape, FONT, line, px, rect, SOFT_INK, text } from '../figures/svg.ts';
import type { CampaignResult, VariantResult } from './campaign-result.ts';

const WIDTH = 1120;
const HEIGHT = 760;
const PANEL = { width: 450, height: 250 };
const COLUMN_X = [80, 620] as const;
const ROW_Y = [110, 450] as const;
const BLUE = '#0072b2';
const ORANGE = '#d55e00';
const DAY_S = 86_400;

/** Four panels: distribution of value over the bound, hours in each mode, survival, worst battery. */
export function campaignPicture(
  result: CampaignResult,
  variant: VariantResult,
  records: readonly SeedRecord[],
): string {
  const { missionId, fromUtc, toUtc } = result;
  const days = spanDays(fromUtc, toUtc);
  const title = `Campaign of ${missionId}${result.variants.length > 1 ? `, ${variant.id}` : ''}: ${variant.seeds} seeds, ${days} days from ${fromUtc.slice(0, 10)}`;
  const share = variant.spreads.find(({ name }) => name === 'valueOverBound')!;
  const sub = `value over clairvoyant bound P5 ${percent(share.p5)}, P50 ${percent(share.p50)}, P95 ${percent(share.p95)}; survived ${variant.survived} of ${variant.seeds}; avoidable breaches ${variant.avoidableBreaches}`;
  const parts = [
    rect([0, 0], WIDTH, HEIGHT, 'fill="#ffffff"'),
    text([40, 36], title, { size: 18, weight: 600 }),
    text([40, 60], sub, { size: 13, fill: SOFT_INK }),
    ...histogram(COLUMN_X[0], ROW_Y[0], 'Value over clairvoyant bound', records.map((r) => 100 * r.valueOverBound)),
    ...modes(COLUMN_X[1], ROW_Y[0], records),
    ...survival(COLUMN_X[0], ROW_Y[1], records, days),
    ...histogram(COLUMN_X[1], ROW_Y[1], 'Worst battery', records.map((r) => 100 * r.worstBatteryFraction)),
  ]; // prettier-ignore
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="${escape(FONT)}">\n${parts.join('\n')}\n</svg>\n`;
}

function spanDays(fromUtc: string, toUtc: string): number {
  return Math.round((Date.parse(toUtc) - Date.parse(fromUtc)) / (DAY_S * 1000));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const BINS = 30;

/** Counts of seeds by per cent. */
function histogram(x: number, y: number, title: string, values: readonly number[]): string[] {
  const [least, most] = range(values);
  const width = (most - least) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value - least) / width))]! += 1;
  const top = Math.max(...counts);
  const at = (value: number) => x + ((value - least) / (most - least)) * PANEL.width;
  return [
    ...frame(x, y, title, '%', 'seeds'),
    ...counts.flatMap((count, i) => {
      const height = (count / top) * (PANEL.height - 12);
      return count === 0 ? [] : [rect([at(least + i * width) + 0.5, y + PANEL.height - height], PANEL.width / BINS - 1, height, `fill="${BLUE}"`)];
    }),
    ...ticks(least, most).map((value) => text([at(value), y + PANEL.height + 18], String(value), { size: 11, anchor: 'middle', fill: SOFT_INK })),
    text([x - 6, y + 16], String(top), { size: 11, anchor: 'end', fill: SOFT_INK }),
    text([x - 6, y + PANEL.height], '0', { size: 11, anchor: 'end', fill: SOFT_INK }),
  ]; // prettier-ignore
}

/** Hours in each mode: P5 to P95 as a bar, P50 as a mark; on a scale of per cent of the time. */
function modes(x: number, y: number, records: readonly SeedRecord[]): string[] {
  const names = ['nominal', 'reduced', 'safe', 'sleep'] as const;
  const parts = frame(x, y, 'Time in each mode', '% of the time; bar P5 to P95, mark P50', '');
  const row = PANEL.height / names.length;
  names.forEach((name, i) => {
    const shares = records
      .map(({ hoursByMode }) => (100 * hoursByMode[name]) / Object.values(hoursByMode).reduce((a, b) => a + b, 0))
      .sort((a, b) => a - b);
    const [p5, p50, p95] = [0.05, 0.5, 0.95].map((p) => shares[Math.round(p * (shares.length - 1))]!) as [number, number, number]; // prettier-ignore
    const at = (share: number) => x + (share / 100) * PANEL.width;
    const middle = y + (i + 0.5) * row;
    parts.push(
      text([x - 8, middle + 4], name, { size: 12, anchor: 'end' }),
      rect([at(p5), middle - 9], Math.max(1.5, at(p95) - at(p5)), 18, `fill="${BLUE}" fill-opacity="0.45"`),
      line([[at(p50), middle - 12], [at(p50), middle + 12]], `stroke="${ORANGE}" stroke-width="2.5"`),
      text([Math.min(at(p95) + 8, x + PANEL.width - 60), middle - 14], `${p50.toFixed(1)} %`, { size: 11, fill: SOFT_INK }),
    ); // prettier-ignore
  });
  return [...parts, ...[0, 25, 50, 75, 100].map((value) => text([x + (value / 100) * PANEL.width, y + PANEL.height + 18], String(value), { size: 11, anchor: 'middle', fill: SOFT_INK }))]; // prettier-ignore
}

/** Share of the stations that live, by day. */
function survival(x: number, y: number, records: readonly SeedRecord[], days: number): string[] {
  const firstEt = (record: SeedRecord) => record.lostEt! - record.startEt;
  const lost = records.filter(({ survived }) => !survived).map(firstEt).sort((a, b) => a - b); // prettier-ignore
  const at = (dayS: number, alive: number) => [x + (dayS / (days * DAY_S)) * PANEL.width, y + PANEL.height * (1 - alive)] as const; // prettier-ignore
  const points: (readonly [number, number])[] = [at(0, 1)];
  lost.forEach((dayS, i) => {
    points.push(at(dayS, 1 - i / records.length), at(dayS, 1 - (i + 1) / records.length));
  });
  points.push(at(days * DAY_S, 1 - lost.length / records.length));
  return [
    ...frame(x, y, 'Stations alive, %', 'days', ''),
    line(points, `stroke="${BLUE}" stroke-width="2.5"`),
    ...ticks(0, days).map((day) => text([at(day * DAY_S, 0)[0], y + PANEL.height + 18], String(day), { size: 11, anchor: 'middle', fill: SOFT_INK })),
    ...[0, 50, 100].map((value) => text([x - 6, at(0, value / 100)[1] + 4], String(value), { size: 11, anchor: 'end', fill: SOFT_INK })),
  ]; // prettier-ignore
}

function frame(x: number, y: number, title: string, xUnit: string, yUnit: string): string[] {
  return [
    text([x, y - 14], title, { size: 14, weight: 600 }),
    text([x + PANEL.width, y + PANEL.height + 38], xUnit, { size: 11, anchor: 'end', fill: SOFT_INK }),
    ...(yUnit === '' ? [] : [text([x - 6, y - 2], yUnit, { size: 11, anchor: 'end', fill: SOFT_INK })]),
    `<rect x="${px(x)}" y="${px(y)}" width="${PANEL.width}" height="${PANEL.height}" fill="none" stroke="#cccccc"/>`,
  ];
}

/** Around the values, never of no width. */
function range(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max(0.5, 0.05 * (most - least));
  return [Math.floor(least - pad), Math.ceil(most + pad)];
}

/** Round numbers inside a range, about six. */
function ticks(least: number, most: number): number[] {
  const step = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((one) => (most - least) / one <= 7) ?? 2000;
  const found: number[] = [];
  for (let value = Math.ceil(least / step) * step; value <= most; value += step) found.push(value);
  return found;
}
