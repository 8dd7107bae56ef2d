import { MOON_RADIUS_M } from '@openilrs/core/terrain';

const SPHERE = `+R=${MOON_RADIUS_M} +units=m +no_defs`;
const shifted = (code: number, proj: string): [number, string][] => [
  [code, `+proj=${proj} +lon_0=0 +x_0=0 +y_0=0 ${SPHERE}`],
  [code + 5, `+proj=${proj} +lon_0=180 +x_0=0 +y_0=0 ${SPHERE}`],
];

/** Coordinate systems of the Moon's sphere in the authority IAU_2015 (OGC), as PROJ 9 resolves them. */
const IAU_2015: ReadonlyMap<number, string> = new Map([
  [30100, `+proj=longlat +R=${MOON_RADIUS_M} +no_defs`],
  ...shifted(30110, 'eqc +lat_ts=0 +lat_0=0'),
  ...shifted(30120, 'sinu'),
  [30130, `+proj=stere +lat_0=90 +lon_0=0 +k=1 +x_0=0 +y_0=0 ${SPHERE}`],
  [30135, `+proj=stere +lat_0=-90 +lon_0=0 +k=1 +x_0=0 +y_0=0 ${SPHERE}`],
  ...shifted(30140, 'moll'),
  ...shifted(30150, 'robin'),
  [30160, `+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +x_0=0 +y_0=0 ${SPHERE}`],
  ...shifted(30165, 'ortho +lat_0=0'),
  [30175, `+proj=lcc +lat_0=40 +lon_0=0 +lat_1=20 +lat_2=60 +x_0=0 +y_0=0 ${SPHERE}`],
  [30180, `+proj=laea +lat_0=40 +lon_0=0 +x_0=0 +y_0=0 ${SPHERE}`],
  [30185, `+proj=aea +lat_0=40 +lon_0=0 +lat_1=20 +lat_2=60 +x_0=0 +y_0=0 ${SPHERE}`],
  [30190, `+proj=merc +lon_0=0 +x_0=0 +y_0=0 ${SPHERE}`],
]);

/** PROJ string of a code, null for others. */
export function iauProjection(code: number): string | null {
  return IAU_2015.get(code) ?? null;
}
