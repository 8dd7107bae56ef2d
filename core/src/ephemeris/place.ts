import { localAxes, rotate, type MutableVec3, type Vec3 } from '../math/index.ts';
import type { Ephemeris } from './open-ephemeris.ts';

/** Radius of the sphere that lunar heights refer to, m (IAU/LOLA convention). */
export const MOON_SPHERE_M = 1737400;
/** WGS 84 ellipsoid (NIMA TR8350.2); GRS 80 differs by 0.1 mm. */
const EARTH_EQUATOR_M = 6378137;
const EARTH_FLATTENING = 1 / 298.257223563;

/** A point fixed to a body, with its horizontal plane. */
export interface Place {
  /** Centre of the body, as in {@link Ephemeris}. */
  readonly body: string;
  /** Body-fixed frame. */
  readonly frame: string;
  /** From the body's centre in `frame`, m. */
  readonly positionM: Float64Array;
  /** Rows east, north, up in `frame`. */
  readonly enu: Float64Array;
}

/** A place on the Moon: planetocentric latitude, east longitude, height above the 1737.4 km sphere; up is radial. */
export function moonPlace(latRad: number, lonRad: number, heightM: number, frame: string): Place {
  const positionM = Float64Array.from(
    localAxes(latRad, lonRad).up,
    (component) => component * (MOON_SPHERE_M + heightM),
  );
  return { body: 'MOON', frame, positionM, enu: eastNorthUp(latRad, lonRad) };
}

/** A place on the Earth: geodetic latitude, east longitude and height on WGS 84; up is the normal of the ellipsoid. */
export function earthPlace(latRad: number, lonRad: number, heightM: number): Place {
  const positionM = geodeticPosition(latRad, lonRad, heightM, new Float64Array(3));
  return { body: 'EARTH', frame: 'ITRF93', positionM, enu: eastNorthUp(latRad, lonRad) };
}

/** A ground station from its ITRF93 coordinates, m. */
export function stationPlace(positionM: Vec3): Place {
  const { latRad, lonRad } = geodeticOf(positionM);
  return {
    body: 'EARTH',
    frame: 'ITRF93',
    positionM: Float64Array.from({ length: 3 }, (_, i) => positionM[i]!),
    enu: eastNorthUp(latRad, lonRad),
  };
}

/**
 * Where a target stands in the sky of a place: azimuth (rad, from north, clockwise, 0..2 pi), elevation (rad) and distance (m) into `out[0..2]`; returns the light time
 * to the body's centre. No refraction.
 *
 * Light time and aberration are those of the body's centre: on the Moon right to 0.004 arcsec for the Sun and 0.1 arcsec for the Earth (light time of up to 6 ms), on the Earth to 0.4 arcsec
 * (diurnal aberration).
 */
export type SkyTracker = (et: number, out: Float64Array) => number;

export function skyTracker(
  ephemeris: Ephemeris,
  place: Place,
  target: string | number,
  correction: string,
): SkyTracker {
  const track = ephemeris.tracker(target, place.body, place.frame, correction);
  const local = new Float64Array(3);
  return (et, out) => {
    const lightTime = track(et, local);
    azimuthElevation(place, local, out);
    return lightTime;
  };
}

/** Azimuth, elevation (rad) and distance (m) of a point given in the place's body-fixed frame from the body's centre, m. */
export function azimuthElevation<T extends MutableVec3>(place: Place, positionM: Vec3, out: T): T {
  const { positionM: origin, enu } = place;
  out[0] = positionM[0]! - origin[0]!;
  out[1] = positionM[1]! - origin[1]!;
  out[2] = positionM[2]! - origin[2]!;
  rotate(enu, out, out);
  const east = out[0]!, north = out[1]!, up = out[2]!; // prettier-ignore
  const azimuth = Math.atan2(east, north);
  const ground = Math.sqrt(east * east + north * north); // Math.hypot costs ten times as much
  out[0] = azimuth < 0 ? azimuth + 2 * Math.PI : azimuth;
  out[1] = Math.atan2(up, ground);
  out[2] = Math.sqrt(ground * ground + up * up);
  return out;
}

/** Rows east, north, up at a latitude and longitude (planetocentric on a sphere, geodetic on an ellipsoid). */
function eastNorthUp(latRad: number, lonRad: number): Float64Array {
  const { east, north, up } = localAxes(latRad, lonRad);
  return Float64Array.of(...east, ...north, ...up);
}

/** ITRF coordinates (m) of a geodetic position on WGS 84. */
export function geodeticPosition<T extends MutableVec3>(latRad: number, lonRad: number, heightM: number, out: T): T {
  const e2 = EARTH_FLATTENING * (2 - EARTH_FLATTENING);
  const normal = EARTH_EQUATOR_M / Math.sqrt(1 - e2 * Math.sin(latRad) ** 2);
  const { up } = localAxes(latRad, lonRad);
  out[0] = up[0] * (normal + heightM);
  out[1] = up[1] * (normal + heightM);
  out[2] = up[2] * (normal * (1 - e2) + heightM);
  return out;
}

/** Geodetic latitude, longitude (rad) and height (m) on WGS 84; within 1e-12 rad after five rounds anywhere near the surface. */
export function geodeticOf(positionM: Vec3): { latRad: number; lonRad: number; heightM: number } {
  const e2 = EARTH_FLATTENING * (2 - EARTH_FLATTENING);
  const [x, y, z] = [positionM[0]!, positionM[1]!, positionM[2]!];
  const p = Math.hypot(x, y);
  let latRad = Math.atan2(z, p * (1 - e2));
  for (let i = 0; i < 5; i += 1) {
    const normal = EARTH_EQUATOR_M / Math.sqrt(1 - e2 * Math.sin(latRad) ** 2);
    latRad = Math.atan2(z + e2 * normal * Math.sin(latRad), p);
  }
  const normal = EARTH_EQUATOR_M / Math.sqrt(1 - e2 * Math.sin(latRad) ** 2);
  const heightM = p * Math.cos(latRad) + z * Math.sin(latRad) - normal * (1 - e2 * Math.sin(latRad) ** 2);
  return { latRad, lonRad: Math.atan2(y, x), heightM };
}
