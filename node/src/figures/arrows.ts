import type { MapFrame } from './map-frame.ts';
import { INK, line, px, text, type Point } from './svg.ts';

/** Direction on the map, unit vector, x right, y up. */
export type Direction = readonly [x: number, y: number];

const EARTH_BLUE = '#1f5fa8';
const LENGTH = 62;

/**
 * North at the centre of a south polar map: away from the pole. Null when the pole is the centre, where every direction is north.
 */
export function localNorth(frame: MapFrame): Direction | null {
  const [x, y] = [(frame.xMinM + frame.xMaxM) / 2, (frame.yMinM + frame.yMaxM) / 2];
  const r = Math.hypot(x, y);
  return r * frame.pixelsPerM < 2 ? null : [x / r, y / r];
}

/** The Earth stands over longitude 0, but for libration (8 degrees to either side): up on the map. */
export const TOWARD_EARTH: Direction = [0, 1];

/** North and Earth from one point, as a compass; north is that of the map's centre. */
export function compass(frame: MapFrame, centre: Point): string {
  const north = localNorth(frame);
  const crowded = north !== null && Math.abs(north[0]) < 0.35 && north[1] > 0;
  const drawn = [
    arrow(centre, TOWARD_EARTH, 'Earth', EARTH_BLUE, 'earth-arrow', crowded ? LENGTH + 26 : LENGTH),
    north ? arrow(centre, north, 'N', INK, 'north-arrow', LENGTH) : '',
  ];
  return `<g id="compass">${drawn.join('')}<circle cx="${px(centre[0])}" cy="${px(centre[1])}" r="3" fill="${INK}"/></g>`;
}

function arrow([x, y]: Point, [dx, dy]: Direction, label: string, colour: string, id: string, length: number): string {
  const along = (t: number, aside = 0): Point => [x + t * dx + aside * dy, y - t * dy + aside * dx];
  const head = [along(length), along(length - 17, 6.5), along(length - 13), along(length - 17, -6.5)];
  const points = head.map(([hx, hy]) => `${px(hx)},${px(hy)}`).join(' ');
  const shaft = line([along(0), along(length - 13)], `stroke="${colour}" stroke-width="2.5"`);
  const [tx, ty] = along(length + 13);
  const anchor = dx > 0.5 ? 'start' : dx < -0.5 ? 'end' : 'middle';
  const shift = anchor === 'start' ? -6 : anchor === 'end' ? 6 : 0;
  return `<g id="${id}">${shaft}<polygon points="${points}" fill="${colour}"/>${text([tx + shift, ty + 5], label, { size: 15, weight: 600, fill: colour, anchor })}</g>`;
}
