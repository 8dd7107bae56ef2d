import { MOON_RADIUS_M, type DemGrid } from './dem.ts';

/**
 * Map projections on the 1737.4 km sphere (Snyder, USGS PP 1395, polar stereographic with true scale at the pole, and equirectangular).
 *
 * Everything works from the unit vector of a place in the Moon's body-fixed frame (x toward 0 E, z toward the north pole): the polar projections
 * then need one division and no trigonometry, which is what a ray march of millions of samples wants.
 */
export type GridKind = DemGrid['kind'];

/** Unit vector of a place; latitude planetocentric, longitude east positive, both in radians. */
export function unitVector(latRad: number, lonRad: number): [number, number, number] {
  const cosLat = Math.cos(latRad);
  return [cosLat * Math.cos(lonRad), cosLat * Math.sin(lonRad), Math.sin(latRad)];
}

/** Latitude and east longitude (-pi..pi) in radians of a direction of any length. */
export function latLonOf(x: number, y: number, z: number): [latRad: number, lonRad: number] {
  return [Math.atan2(z, Math.hypot(x, y)), Math.atan2(y, x)];
}

/** Map coordinates of a unit vector: metres, or radians for `equirectangular` (x = longitude in -pi..pi, y = latitude). */
export function projectUnit(kind: GridKind, ux: number, uy: number, uz: number): [x: number, y: number] {
  if (kind === 'equirectangular') {
    const [lat, lon] = latLonOf(ux, uy, uz);
    return [lon, lat];
  }
  const south = kind === 'southPolarStereographic';
  const k = (2 * MOON_RADIUS_M) / (south ? 1 - uz : 1 + uz);
  return [uy * k, south ? ux * k : -ux * k];
}

/** Map coordinates of a place; see {@link projectUnit}. Infinite at the pole opposite to a polar projection's own. */
export function project(kind: GridKind, latRad: number, lonRad: number): [x: number, y: number] {
  const [ux, uy, uz] = unitVector(latRad, lonRad);
  return projectUnit(kind, ux, uy, uz);
}

/** Latitude and east longitude (-pi..pi), radians, of map coordinates; the exact inverse of {@link project}. At the pole the longitude is 0. */
export function unproject(kind: GridKind, x: number, y: number): [latRad: number, lonRad: number] {
  if (kind === 'equirectangular') return [y, x];
  const colat = 2 * Math.atan(Math.hypot(x, y) / (2 * MOON_RADIUS_M));
  return kind === 'southPolarStereographic'
    ? [colat - Math.PI / 2, Math.atan2(x, y)]
    : [Math.PI / 2 - colat, Math.atan2(x, -y)];
}

/** Cell size on the ground in metres; for `equirectangular` along the meridian. At a polar grid's pole; smaller by (1 + sin|lat|) / 2 elsewhere. */
export function cellSizeM(grid: DemGrid): number {
  return grid.kind === 'equirectangular' ? grid.step * MOON_RADIUS_M : grid.step;
}

/** PROJ string of the projection, as GIS programs read it. */
export function projString(kind: GridKind): string {
  const sphere = `+R=${MOON_RADIUS_M} +units=m +no_defs`;
  if (kind === 'equirectangular') return `+proj=eqc +lat_ts=0 +lat_0=0 +lon_0=0 +x_0=0 +y_0=0 ${sphere}`;
  return `+proj=stere +lat_0=${kind === 'southPolarStereographic' ? -90 : 90} +lon_0=0 +k=1 +x_0=0 +y_0=0 ${sphere}`;
}
