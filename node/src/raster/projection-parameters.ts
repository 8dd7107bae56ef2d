import { InputError } from '@openilrs/core/errors';
import { MOON_RADIUS_M } from '@openilrs/core/terrain';

/** A map projection in the words that GeoTIFF keys, WKT and PDS labels share. Angles in degrees; lengths in the unit of the map. */
export interface ProjectionParameters {
  /** Name of the method in PROJ, e.g. `stere`; `longlat` for degrees of longitude and latitude. */
  readonly method: string;
  readonly lat0?: number | undefined;
  readonly lon0?: number | undefined;
  readonly lat1?: number | undefined;
  readonly lat2?: number | undefined;
  /** Latitude of true scale, where the method knows one. */
  readonly latTs?: number | undefined;
  readonly k?: number | undefined;
  readonly x0?: number | undefined;
  readonly y0?: number | undefined;
  /** Metres in the unit of the map. */
  readonly unitM: number;
}

/** PROJ string of a projection on the Moon's sphere. */
export function projStringOf(p: ProjectionParameters): string {
  const end = `+R=${MOON_RADIUS_M} +no_defs`;
  if (p.method === 'longlat') return `+proj=longlat ${end}`;
  const parts = [`+proj=${p.method}`];
  const add = (name: string, value: number | undefined): void => {
    if (value !== undefined) parts.push(`+${name}=${value}`);
  };
  add('lat_0', p.lat0);
  add('lon_0', p.lon0 ?? 0);
  add('lat_1', p.lat1);
  add('lat_2', p.lat2);
  add('lat_ts', p.latTs);
  if (p.latTs === undefined) add('k', p.k);
  add('x_0', (p.x0 ?? 0) * p.unitM);
  add('y_0', (p.y0 ?? 0) * p.unitM);
  return [...parts, p.unitM === 1 ? '+units=m' : `+to_meter=${p.unitM}`, end].join(' ');
}

/** Polar stereographic by its pole and the latitude of true scale (the pole itself unless told). */
export function polarParameters(
  latDeg: number,
  lonDeg: number,
  k: number | undefined,
): Pick<ProjectionParameters, 'method' | 'lat0' | 'lon0' | 'latTs' | 'k'> {
  const pole = latDeg < 0 ? -90 : 90;
  if (Math.abs(latDeg) === 90) return { method: 'stere', lat0: pole, lon0: lonDeg, k: k ?? 1 };
  return { method: 'stere', lat0: pole, lon0: lonDeg, latTs: latDeg };
}

/**
 * Refuses bodies other than the Moon's sphere: a place of the same latitude on a sphere of 1738 km lies 600 m higher, and a map of it is 0.03 % larger (50 m at 150 km).
 * @throws InputError `RASTER_WRONG_BODY`
 */
export function requireMoonSphere(majorM: number | undefined, minorM: number | undefined, where: string): void {
  const minor = minorM ?? majorM;
  if (majorM !== undefined && Math.abs(majorM - MOON_RADIUS_M) < 1 && Math.abs(minor! - MOON_RADIUS_M) < 1) return;
  const found =
    majorM === undefined
      ? 'no radius of the body'
      : `a body with radii ${majorM} m and ${minor} m${lunar(majorM) ? ', the Moon, but another sphere than that of the heights here' : ''}`;
  throw new InputError('RASTER_WRONG_BODY', `the file declares ${found}`, {
    where,
    legal: `the Moon, a sphere of ${MOON_RADIUS_M} m (LOLA, IAU_2015:30100 to 30199, Moon 2000)`,
    remedy:
      'Warp the data with `gdalwarp -t_srs "+proj=stere +lat_0=-90 +lon_0=0 +k=1 +R=1737400 +units=m +no_defs"`, and mind that heights above another sphere need its difference added',
  });
}

const lunar = (radiusM: number): boolean => radiusM > 1_735_000 && radiusM < 1_739_500;

export function unknownProjection(what: string, where: string): InputError {
  return new InputError('RASTER_PROJECTION', `${what} is not a projection that can be read`, {
    where,
    legal:
      'longitude and latitude, stereographic (polar, oblique), equirectangular, gnomonic, Lambert azimuthal and conformal, transverse Mercator, Mercator, orthographic, azimuthal equidistant, Albers, sinusoidal, Mollweide and others of proj4js',
    remedy: 'Warp the data with `gdalwarp -t_srs "+proj=stere +lat_0=-90 +lon_0=0 +k=1 +R=1737400 +units=m +no_defs"`',
  });
}
