import type { ShareCurve } from '@openilrs/core/terrain';
import { shareAt } from '@openilrs/core/terrain';
import { etToUtc, utcToEt, type LeapSeconds } from '@openilrs/core/time';
import { encodePng } from '../figures/png-image.ts';
import { px, rect } from '../figures/svg.ts';

const [DAY_PX, HOUR_PX, LEFT] = [2.8, 2, 56];
const [HOURS, GAP] = [24, 10];
const DAY_S = 86_400;
/** So many years are drawn, one strip each. */
export const MOST_YEARS = 20;

/** Day by hour pictures of the visible share of the solar disc, one strip a year: dark blue is night, yellow the whole disc, grey outside the period. */
export function calendarSvg(curve: ShareCurve, fromEt: number, toEt: number, lsk: LeapSeconds): string {
  const firstYear = Number(etToUtc(lsk, fromEt, 0).slice(0, 4));
  const lastYear = Number(etToUtc(lsk, toEt - 1, 0).slice(0, 4));
  const years = Array.from({ length: Math.min(MOST_YEARS, lastYear - firstYear + 1) }, (_, i) => firstYear + i);
  const tall = HOURS * HOUR_PX;
  const width = 366 * DAY_PX;
  const strips = years.map((year, i) => {
    const top = 20 + i * (tall + GAP);
    const png = Buffer.from(strip(curve, year, fromEt, toEt, lsk)).toString('base64');
    return `<image x="${LEFT}" y="${top}" width="${px(width)}" height="${tall}" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,${png}"/>${rect([LEFT, top], width, tall, 'fill="none" stroke="currentColor" stroke-opacity="0.4"')}<text class="t" x="${LEFT - 8}" y="${top + tall / 2 + 4}" text-anchor="end">${year}</text>`;
  });
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ').map((name, i) => `<text class="t" x="${px(LEFT + (i + 0.5) * (width / 12))}" y="14" text-anchor="middle">${name}</text>`); // prettier-ignore
  const height = 20 + years.length * (tall + GAP) + 34;
  return `<svg viewBox="0 0 ${px(LEFT + width + 16)} ${height}" role="img" aria-label="Light calendar">${months.join('')}${strips.join('')}${key(height - 22)}</svg>`;
}

/** PNG of a year: a column a day from 1 January, a row an hour from midnight UTC at the top. */
function strip(curve: ShareCurve, year: number, fromEt: number, toEt: number, lsk: LeapSeconds): Uint8Array {
  const start = utcToEt(lsk, `${String(year).padStart(4, '0')}-01-01T00:00:00Z`);
  const days = Math.round((utcToEt(lsk, `${year + 1}-01-01T00:00:00Z`) - start) / DAY_S);
  const rgba = new Uint8Array(4 * 366 * HOURS);
  for (let day = 0; day < days; day++)
    for (let hour = 0; hour < HOURS; hour++) {
      const et = start + day * DAY_S + (hour + 0.5) * 3600;
      const inside = et >= fromEt && et <= toEt;
      rgba.set([...(inside ? lightColour(shareAt(curve, et)) : OUTSIDE), 255], 4 * (hour * 366 + day));
    }
  return encodePng(rgba, 366, HOURS);
}

const OUTSIDE = [160, 160, 160] as const;
const [NIGHT, DAWN, DAY] = [[18, 24, 56], [196, 84, 74], [255, 221, 87]] as const; // prettier-ignore

function lightColour(share: number): [number, number, number] {
  const [a, b, t] = share < 0.5 ? [NIGHT, DAWN, 2 * share] : [DAWN, DAY, 2 * share - 1];
  return [0, 1, 2].map((i) => Math.round(a[i]! + t * (b[i]! - a[i]!))) as [number, number, number];
}

function key(y: number): string {
  const marks: readonly [number, string][] = [[0, 'no Sun'], [0.5, 'half the disc'], [1, 'whole disc']]; // prettier-ignore
  return marks.map(([share, label], i) => `${rect([LEFT + 150 * i, y], 16, 14, `fill="rgb(${lightColour(share).join(',')})"`)}<text class="t" x="${LEFT + 22 + 150 * i}" y="${y + 12}">${label}</text>`).join(''); // prettier-ignore
}
