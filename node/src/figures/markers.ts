import type { SiteCandidate } from '@openilrs/core/mission';
import { contains, toPixel, type MapFrame } from './map-frame.ts';
import { INK, line, px, text, type Point } from './svg.ts';

export type MarkedPlace = Pick<SiteCandidate, 'rank' | 'name' | 'xM' | 'yM' | 'latDeg' | 'lonDeg'>;

const RADIUS = 12;
/** Away from the green-to-yellow of viridis, the blue-to-yellow of cividis and the purple of magma, also in grey. */
const CHOSEN = '#d62246';

/** Numbered circles beside a dot at each place; the chosen one filled. Circles avoid each other, so neighbours on one ridge stay readable. */
export function markers(frame: MapFrame, places: readonly MarkedPlace[], chosenRank: number): string {
  const shown = places.filter(({ xM, yM }) => contains(frame, xM, yM));
  const dots = shown.map(({ xM, yM }) => toPixel(frame, xM, yM));
  const circles: Point[] = [];
  const drawn = shown.map((place, i) => {
    const at = freePlace(frame, dots[i]!, [...dots], circles);
    circles.push(at);
    return marker(dots[i]!, at, place.rank, place.rank === chosenRank);
  });
  return `<g id="candidates">${drawn.reverse().join('')}</g>`; // best on top
}

function marker(dot: Point, circle: Point, rank: number, chosen: boolean): string {
  const fill = chosen ? CHOSEN : '#ffffff';
  return (
    line([dot, circle], 'stroke="#ffffff" stroke-width="4"') +
    line([dot, circle], `stroke="${INK}" stroke-width="1.6"`) +
    `<circle cx="${px(dot[0])}" cy="${px(dot[1])}" r="4" fill="${fill}" stroke="${INK}" stroke-width="1.4"/>` +
    rankCircle(circle, rank, chosen)
  );
}

/** The number in its circle, also for the legend. */
export function rankCircle([x, y]: Point, rank: number, chosen: boolean): string {
  const [fill, ink] = chosen ? [CHOSEN, '#ffffff'] : ['#ffffff', INK];
  return (
    `<circle cx="${px(x)}" cy="${px(y)}" r="${RADIUS}" fill="${fill}" stroke="${INK}" stroke-width="1.6"/>` +
    text([x, y + 4.8], String(rank), { size: 13.5, weight: 600, fill: ink, anchor: 'middle' })
  );
}

/** The nearest spot around a dot whose circle touches no other circle or dot and lies on the map. */
function freePlace(frame: MapFrame, dot: Point, dots: readonly Point[], circles: readonly Point[]): Point {
  const clear = (at: Point): boolean =>
    at[0] > frame.left + RADIUS &&
    at[0] < frame.left + frame.width - RADIUS &&
    at[1] > frame.top + RADIUS &&
    at[1] < frame.top + frame.height - RADIUS && // prettier-ignore
    circles.every((other) => Math.hypot(at[0] - other[0], at[1] - other[1]) > 2 * RADIUS + 3) &&
    dots.every((other) => Math.hypot(at[0] - other[0], at[1] - other[1]) > RADIUS + 6);
  for (let distance = 26; distance < 120; distance += 10)
    for (let turn = 0; turn < 16; turn++) {
      const angle = ((turn - 2) * Math.PI) / 8; // begins at the upper right
      const at: Point = [dot[0] + distance * Math.cos(angle), dot[1] + distance * Math.sin(angle)];
      if (clear(at)) return at;
    }
  return dot;
}
