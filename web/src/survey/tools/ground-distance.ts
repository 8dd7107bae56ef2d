import type { MapGrid } from '@openilrs/core/mission';
import { lonLatOf } from '../moon-projection.ts';
import type { MapPlace } from '../polar-map.ts';

const RADIUS_KM = 1737.4;
const DEGREE = Math.PI / 180;

/** Distance of two places of the map along the sphere, kilometres (haversines). */
export function groundKm(grid: MapGrid, p: MapPlace, q: MapPlace): number {
  const [a, b] = [lonLatOf(grid, p.xM, p.yM), lonLatOf(grid, q.xM, q.yM)];
  const haversine = (degrees: number) => Math.sin((degrees * DEGREE) / 2) ** 2;
  const around = Math.cos(a.latDeg * DEGREE) * Math.cos(b.latDeg * DEGREE) * haversine(b.lonDeg - a.lonDeg);
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(haversine(b.latDeg - a.latDeg) + around));
}
