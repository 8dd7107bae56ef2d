import type { PlanMissionOutput, PlanResult } from '@openilrs/core/mission';
import { escape, FONT, line, px, rect, SOFT_INK, text, type Point } from '../figures/svg.ts';

const WIDTH = 1400;
const LEFT = 190;
const RIGHT = 24;
const TOP = 74;
const ROW = 22;
const CURVE = 90;
const GAP = 14;
/** Distinct on white and for most colour-blind readers (Okabe and Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7a6f00', '#666666'];

/** The plan as one picture: an activity bar for each execution on the row of its instrument, above the battery and the light, on one time axis. */
export function planPicture({ result, profiles }: PlanMissionOutput): string {
  const rows = [...new Set(result.activities.map(({ instrumentId }) => instrumentId))].sort();
  const owners = [...new Set(result.activities.map(({ ownerId }) => ownerId))].sort();
  const axis = timeAxis(result);
  const rowsEnd = TOP + rows.length * ROW;
  const curves = profiles.series.map((series, i) => ({ series, top: rowsEnd + GAP + i * (CURVE + GAP) }));
  const bottom = (curves.at(-1)?.top ?? rowsEnd) + CURVE;
  const height = bottom + 64;
  const colour = (ownerId: string) => COLOURS[owners.indexOf(ownerId) % COLOURS.length]!;
  const parts = [
    rect([0, 0], WIDTH, height, 'fill="#ffffff"'),
    ...heading(result),
    ...sleepBars(result, axis.x, bottom),
    ...axis.months.flatMap(({ et, label }) => [
      line([[axis.x(et), TOP - 6], [axis.x(et), bottom]], 'stroke="#dddddd" stroke-width="1"'),
      ...(axis.x(et) < WIDTH - RIGHT - 46 ? [text([axis.x(et) + 3, bottom + 16], label, { size: 11, fill: SOFT_INK })] : []),
    ]),
    ...rows.flatMap((id, i) => {
      const y = TOP + i * ROW;
      const bars = result.activities.filter(({ instrumentId }) => instrumentId === id);
      return [
        text([LEFT - 10, y + 15], id, { size: 12, anchor: 'end' }),
        line([[LEFT, y + ROW], [WIDTH - RIGHT, y + ROW]], 'stroke="#eeeeee" stroke-width="1"'),
        ...bars.map((one) => bar([axis.x(one.startEt), y + 4], Math.max(1, axis.x(one.endEt) - axis.x(one.startEt)), colour(one.ownerId), `${one.requestId}, ${one.startUtc} to ${one.endUtc}, value ${one.value}`)),
      ];
    }),
    ...curves.flatMap(({ series, top }) => curve(series, top, axis.x)),
    ...owners.flatMap((owner, i): string[] => {
      const x = LEFT + i * 120;
      return [rect([x, bottom + 32], 12, 12, `fill="${colour(owner)}"`), text([x + 18, bottom + 42], owner, { size: 11 })];
    }),
    rect([LEFT + owners.length * 120, bottom + 32], 12, 12, 'fill="#e8e8f4"'),
    text([LEFT + owners.length * 120 + 18, bottom + 42], 'the station sleeps', { size: 11 }),
  ]; // prettier-ignore
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escape(FONT)}">\n${parts.join('\n')}\n</svg>\n`;
}

function heading(result: PlanResult): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    text([LEFT, 28], `Plan of ${result.missionId}, ${result.fromUtc.slice(0, 10)} to ${result.toUtc.slice(0, 10)}`, { size: 18, weight: 600 }),
    text([LEFT, 50], `${result.requestsPlaced} of ${result.requestsTotal} requests, value ${round(result.value)} of at most ${round(result.upperBound)} (gap ${percent(result.gap)}); priority-greedy ${round(result.greedyValue)}`, { size: 13, fill: SOFT_INK }),
  ]; // prettier-ignore
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function bar([x, y]: Point, width: number, fill: string, title: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${ROW - 8}" fill="${fill}"><title>${escape(title)}</title></rect>`;
}

function sleepBars(result: PlanResult, x: (et: number) => number, bottom: number): string[] {
  return result.levels
    .filter(({ level }) => level === result.sleepLevel)
    .map(({ fromEt, toEt }) => rect([x(fromEt), TOP], x(toEt) - x(fromEt), bottom - TOP, 'fill="#e8e8f4"'));
}

/** What stands beside the curves, where there is little room. */
const SHORT: Readonly<Record<string, string>> = { battery: 'Battery', sunShare: 'Sun, visible share' };

function curve(
  { id, title, et, values }: PlanMissionOutput['profiles']['series'][number],
  top: number,
  x: (et: number) => number,
): string[] {
  const y = (value: number) => top + CURVE * (1 - value);
  const points = et.map((t, i): Point => [x(t), y(values[i]!)]);
  return [
    rect([LEFT, top], WIDTH - LEFT - RIGHT, CURVE, 'fill="none" stroke="#dddddd"'),
    line(points, 'stroke="#1a1a1a" stroke-width="1"'),
    text([LEFT - 10, top + CURVE / 2], SHORT[id] ?? title, { size: 12, anchor: 'end' }),
    text([LEFT - 10, top + 10], '100 %', { size: 10, anchor: 'end', fill: SOFT_INK }),
    text([LEFT - 10, top + CURVE], '0 %', { size: 10, anchor: 'end', fill: SOFT_INK }),
  ];
}

/** Pixels of an instant, and the beginnings of months. */
function timeAxis({ fromEt, toEt, fromUtc, toUtc }: PlanResult): {
  readonly x: (et: number) => number;
  readonly months: readonly { readonly et: number; readonly label: string }[];
} {
  const x = (et: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (et - fromEt)) / (toEt - fromEt);
  const startMs = Date.parse(fromUtc);
  // leap seconds do not show at this scale
  const et = (ms: number) => fromEt + (ms - startMs) / 1000;
  const first = new Date(startMs);
  const months = (Date.parse(toUtc) - startMs) / (30.4 * 86400e3);
  const step = Math.max(1, Math.ceil(months / 24));
  return {
    x,
    months: Array.from({ length: Math.ceil(months / step) + 1 }, (_, k) => Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + k * step, 1))
      .filter((ms) => ms >= startMs && et(ms) < toEt)
      .map((ms) => ({ et: et(ms), label: new Date(ms).toISOString().slice(0, 7) })),
  }; // prettier-ignore
}
