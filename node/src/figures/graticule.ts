import { project, unproject } from '@openilrs/core/terrain';
import { contains, toPixel, type MapFrame } from './map-frame.ts';
import { line, text, type Point } from './svg.ts';
import { tickLabel } from './ticks.ts';

const DEGREE = Math.PI / 180;
const STEPS_DEG = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90];
const SAMPLES = 720;
const LABEL_SIZE = 13;

/** One parallel or meridian as map coordinates in metres. */
interface GridLine {
  readonly label: string;
  readonly points: readonly Point[];
}

/** Lines of equal latitude and longitude over the map, with their values where they leave it. */
export function graticule(frame: MapFrame): string {
  const lines = [...parallels(frame), ...meridians(frame)];
  const drawn = lines
    .flatMap(({ points }) => visibleParts(frame, points))
    .map((part) => line(part, 'stroke="#000000" stroke-opacity="0.35" stroke-width="0.8"'));
  return `<g id="graticule">${drawn.join('')}</g>${labels(frame, lines)}`;
}

/** The stretches of a line on the map, in pixels, cut at its edge: a clip path would double the time to draw. */
function visibleParts(frame: MapFrame, points: readonly Point[]): Point[][] {
  const parts: Point[][] = [];
  const add = ([x, y]: Point): unknown => parts.at(-1)!.push(toPixel(frame, x, y));
  let before: Point | undefined;
  for (const point of points) {
    const inside = contains(frame, ...point);
    const wasInside = before !== undefined && contains(frame, ...before);
    if (inside && !wasInside) parts.push([]);
    if (before && inside !== wasInside) add(crossing(frame, before, point));
    if (inside) add(point);
    before = point;
  }
  return parts;
}

function parallels(frame: MapFrame): GridLine[] {
  const colatitudes = corners(frame).map(([x, y]) => 90 + unproject('southPolarStereographic', x, y)[0] / DEGREE);
  const nearest = nearestColatitude(frame, colatitudes);
  const farthest = Math.max(...colatitudes);
  const step = STEPS_DEG.find((s) => (farthest - nearest) / s <= 7) ?? 90;
  const result = [];
  for (let n = Math.max(1, Math.ceil(nearest / step)); n * step < farthest; n++)
    result.push({ label: `${tickLabel(90 - n * step, step)}°S`, points: parallel(n * step) });
  return result;
}

function nearestColatitude(frame: MapFrame, ofCorners: readonly number[]): number {
  if (contains(frame, 0, 0)) return 0;
  const x = Math.min(Math.max(0, frame.xMinM), frame.xMaxM);
  const y = Math.min(Math.max(0, frame.yMinM), frame.yMaxM);
  return Math.min(90 + unproject('southPolarStereographic', x, y)[0] / DEGREE, ...ofCorners);
}

function parallel(colatitudeDeg: number): Point[] {
  const lat = (colatitudeDeg - 90) * DEGREE;
  return Array.from({ length: SAMPLES + 1 }, (_, i) => project('southPolarStereographic', lat, (i / SAMPLES) * 2 * Math.PI)); // prettier-ignore
}

function meridians(frame: MapFrame): GridLine[] {
  const middle = Math.hypot(frame.xMinM + frame.xMaxM, frame.yMinM + frame.yMaxM) / 2;
  const span = Math.max(frame.xMaxM - frame.xMinM, frame.yMaxM - frame.yMinM);
  const within = contains(frame, 0, 0);
  // Around the pole every 30 degrees; elsewhere so that neighbours are about a fifth of the map apart at its centre.
  const step = within ? 30 : (STEPS_DEG.find((s) => s * DEGREE * middle >= span / 6) ?? 90);
  const reach = Math.max(...corners(frame).map(([x, y]) => Math.hypot(x, y)));
  const inner = within ? span / 60 : 0;
  return Array.from({ length: Math.round(360 / step) }, (_, n) => {
    const lon = n * step * DEGREE;
    const at = (r: number): Point => [r * Math.sin(lon), r * Math.cos(lon)];
    const points = Array.from({ length: SAMPLES + 1 }, (_, i) => at(inner + (i / SAMPLES) * (reach - inner)));
    return { label: `${tickLabel(n * step, step)}°E`, points };
  });
}

function corners({ xMinM, xMaxM, yMinM, yMaxM }: MapFrame): Point[] {
  return [
    [xMinM, yMinM],
    [xMinM, yMaxM],
    [xMaxM, yMinM],
    [xMaxM, yMaxM],
  ];
}

type Side = 'left' | 'right' | 'top' | 'bottom';

/** Labels where lines cross the edge, unless one is already near. The top edge stays free for the title. */
function labels(frame: MapFrame, lines: readonly GridLine[]): string {
  const taken: Record<Side, number[]> = { left: [], right: [], top: [], bottom: [] };
  let drawn = '';
  for (const { label, points } of lines)
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      if (contains(frame, ...a) === contains(frame, ...b)) continue;
      const at = toPixel(frame, ...crossing(frame, a, b));
      if (nearCorner(frame, at)) continue;
      const side = sideOf(frame, at);
      const [along, room] = side === 'left' || side === 'right' ? [at[1], 16] : [at[0], 58];
      if (taken[side].some((other) => Math.abs(other - along) < room)) continue;
      taken[side].push(along);
      drawn += edgeLabel(frame, side, at, label);
    }
  return drawn;
}

/** Where the way from `a` to `b`, one inside and one outside, meets the edge of the map. */
function crossing(frame: MapFrame, a: Point, b: Point): Point {
  const inside = contains(frame, ...a);
  let [low, high] = [0, 1];
  const at = (t: number): Point => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (contains(frame, ...at(middle)) === inside) low = middle;
    else high = middle;
  }
  return at(low);
}

/** Labels at a corner would stand beside those of the other side. */
function nearCorner({ left, top, width, height }: MapFrame, [x, y]: Point): boolean {
  return Math.min(x - left, left + width - x) < 14 && Math.min(y - top, top + height - y) < 14;
}

function sideOf({ left, top, width, height }: MapFrame, [x, y]: Point): Side {
  const distances: [Side, number][] = [
    ['left', Math.abs(x - left)],
    ['right', Math.abs(x - left - width)],
    ['top', Math.abs(y - top)],
    ['bottom', Math.abs(y - top - height)],
  ];
  return distances.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}

function edgeLabel({ left, top, width, height }: MapFrame, side: Side, [x, y]: Point, label: string): string {
  const style = { size: LABEL_SIZE, fill: '#333333' } as const;
  switch (side) {
    case 'left':
      return text([left - 8, y + 4.5], label, { ...style, anchor: 'end' });
    case 'right':
      return text([left + width + 8, y + 4.5], label, style);
    case 'top':
      return text([x, top - 8], label, { ...style, anchor: 'middle' });
    case 'bottom':
      return text([x, top + height + 19], label, { ...style, anchor: 'middle' });
  }
}
