import type { MapGrid } from '@openilrs/core/mission';
import { get as getProjection, type Projection } from 'ol/proj.js';
import { register } from 'ol/proj/proj4.js';
import proj4 from 'proj4';

/** South polar stereographic on the sphere of 1737.4 km, of the IAU's list of 2015. */
export const POLAR_CODE = 'IAU_2015:30135';
const LONGLAT = '+proj=longlat +R=1737400 +no_defs';
const RADIUS_M = 1_737_400;

export interface LonLat {
  readonly latDeg: number;
  /** 0..360, east positive. */
  readonly lonDeg: number;
}

/** Declares the projection of the map grid to OpenLayers, with the Moon's scale (OpenLayers would measure on the Earth). */
export function moonProjection(grid: MapGrid): Projection {
  proj4.defs(POLAR_CODE, grid.proj);
  register(proj4);
  const projection = getProjection(POLAR_CODE);
  if (projection === null) throw new Error(`the map projection "${grid.proj}" is not one that proj4 knows`);
  projection.setGetPointResolution(
    (resolution, [x = 0, y = 0]) => resolution / (1 + (x * x + y * y) / (4 * RADIUS_M ** 2)),
  );
  return projection;
}

export function lonLatOf(grid: MapGrid, xM: number, yM: number): LonLat {
  const [lonDeg, latDeg] = proj4(grid.proj, LONGLAT, [xM, yM]) as [number, number];
  return { latDeg, lonDeg: (lonDeg + 360) % 360 };
}

export function xyOf(grid: MapGrid, { latDeg, lonDeg }: LonLat): [xM: number, yM: number] {
  return proj4(LONGLAT, grid.proj, [lonDeg, latDeg]) as [number, number];
}

/** Left, bottom, right, top of the grid in metres. */
export function extentOf(grid: MapGrid): [number, number, number, number] {
  return [grid.xMinM, grid.yMaxM - grid.rows * grid.stepM, grid.xMinM + grid.columns * grid.stepM, grid.yMaxM];
}

/** Direction of north at a place of the map, clockwise from up, degrees: away from the pole. */
export const northDeg = (xM: number, yM: number): number => (Math.atan2(xM, yM) * 180) / Math.PI;
