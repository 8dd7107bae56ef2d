import type { Ephemeris } from '../../ephemeris/index.ts';
import { InputError } from '../../errors/index.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { localAxes } from '../../math/index.ts';
import { positionAt, trackBody, type BodyTrack, type Position } from './light-track.ts';

/** Radius of the Sun, metres: IAU 2015 Resolution B3 nominal value, as in pck00011.tpc. */
export const SUN_RADIUS_M = 695_700_000;

/**
 * Fastest that a body's direction turns for an observer on the Moon, radians per second, with a margin: the Sun 2.45e-6 to 2.48e-6 (the synodic day),
 * the Earth below 6e-7 (librations and the observer's parallax). The scan for crossings rests on them; node/src/terrain/light.test.ts checks them.
 */
export const SUN_RATE = 2.8e-6;
export const EARTH_RATE = 8e-7;

/** Sun and Earth around the Moon over a period, in the Moon-fixed frame of the terrain; made once and shared by every point. */
export interface LunarSky {
  readonly fromEt: number;
  readonly toEt: number;
  readonly sun: BodyTrack;
  readonly earth: BodyTrack;
}

const SIX_HOURS = 21_600;

/**
 * The sky of the Moon over a period: apparent directions (SPICE `LT+S`) from the Moon's centre in a Moon-fixed frame (`MOON_ME_DE421` or `MOON_ME_DE440_ME421`).
 * About 10 microseconds for each 6 hours of the period.
 * @throws InputError `FRAME_NOT_LUNAR` for frames in which maps of the Moon do not lie still, `LIGHT_PERIOD` when the period is empty; `KERNEL_COVERAGE`,
 * `FRAME_UNKNOWN` from the ephemeris.
 */
export function lunarSky(ephemeris: Ephemeris, frame: string, fromEt: number, toEt: number): LunarSky {
  requireMapFrame(ephemeris, frame);
  const apparent = (body: string) => ephemeris.tracker(body, 'MOON', frame, 'LT+S');
  return tabulateSky(apparent('SUN'), apparent('EARTH'), fromEt, toEt);
}

const MOON_ID = 301;

/** Latitudes and longitudes of maps are those of the mean Earth axes; the principal axes lie up to 860 m beside them on the ground (Park et al. 2021, AJ 161:105). */
function requireMapFrame(ephemeris: Ephemeris, frame: string): void {
  const { name, center } = ephemeris.frameFacts(frame);
  if (center === MOON_ID && !name.startsWith('MOON_PA')) return;
  throw new InputError('FRAME_NOT_LUNAR', `places on maps of the Moon are not given in ${name}`, {
    legal: 'Moon-fixed frames of the mean Earth axes: MOON_ME_DE421, MOON_ME_DE440_ME421',
    remedy: 'Use MOON_ME_DE421',
  });
}

/** {@link lunarSky} from any source of positions: of Sun and Earth, in metres from the Moon's centre, Moon-fixed. */
export function tabulateSky(sun: Position, earth: Position, fromEt: number, toEt: number): LunarSky {
  if (!(toEt > fromEt))
    throw new InputError('LIGHT_PERIOD', `the period from ${fromEt} to ${toEt} (et) is empty`, {
      remedy: 'Give an end later than the start',
    });
  return {
    fromEt,
    toEt,
    sun: trackBody(sun, fromEt, toEt, SIX_HOURS),
    earth: trackBody(earth, fromEt, toEt, SIX_HOURS),
  };
}

/** Who looks: place in radians, height of the eye above the 1737.4 km sphere in metres. */
export interface Observer {
  readonly latRad: number;
  readonly lonRad: number;
  readonly aboveSphereM: number;
}

/** Tells where a body stands: `out[0]` azimuth (0..2 pi from north, clockwise), `out[1]` elevation, both radians, `out[2]` distance in metres. */
export type Look = (et: number, out: Float64Array) => void;

/**
 * Direction of a tracked body from an observer on the Moon, parallax included. Light time and aberration stay those of the Moon's centre: up to 6 ms of the Earth's motion, 0.1 arcseconds,
 * and the observer's 4.6 m/s, 0.003 arcseconds. Measured at the ridge over 2035 against CSPICE states with the observer's own: Sun 0.0001, Earth 0.1 arcseconds.
 */
export function lookFrom(observer: Observer, track: BodyTrack): Look {
  const { up, east, north } = localAxes(observer.latRad, observer.lonRad);
  const eye = MOON_RADIUS_M + observer.aboveSphereM;
  return (et, out) => {
    positionAt(track, et, out);
    const x = out[0]! - up[0] * eye;
    const y = out[1]! - up[1] * eye;
    const z = out[2]! - up[2] * eye;
    const e = x * east[0] + y * east[1];
    const n = x * north[0] + y * north[1] + z * north[2];
    const u = x * up[0] + y * up[1] + z * up[2];
    const azimuth = Math.atan2(e, n);
    out[0] = azimuth < 0 ? azimuth + 2 * Math.PI : azimuth;
    out[1] = Math.atan2(u, Math.sqrt(e * e + n * n));
    out[2] = Math.sqrt(e * e + n * n + u * u);
  };
}

/** Angular radius of the Sun in radians at a distance in metres. */
export function sunRadiusRad(distanceM: number): number {
  return Math.asin(SUN_RADIUS_M / distanceM);
}

/** Mean radius of the Earth, metres (IUGG), for the size of its disc in the sky. */
const EARTH_RADIUS_M = 6_371_000;

/** Angular radius of the Earth in radians at a distance in metres. */
export function earthRadiusRad(distanceM: number): number {
  return Math.asin(EARTH_RADIUS_M / distanceM);
}

/** The paths of Sun and Earth over an observer's sky; angles in radians, one entry per epoch. */
export interface SkyPath {
  readonly et: Float64Array;
  readonly sunAzimuthRad: Float64Array;
  readonly sunElevationRad: Float64Array;
  readonly sunRadiusRad: Float64Array;
  readonly earthAzimuthRad: Float64Array;
  readonly earthElevationRad: Float64Array;
  readonly earthRadiusRad: Float64Array;
}

/** Where Sun and Earth stand from `fromEt` to `toEt` (within the sky's period) every `stepS` seconds. */
export function skyPath(sky: LunarSky, observer: Observer, fromEt: number, toEt: number, stepS: number): SkyPath {
  const count = Math.floor((toEt - fromEt) / stepS + 1e-9) + 1;
  const column = () => new Float64Array(count);
  const path = {
    et: column(),
    sunAzimuthRad: column(),
    sunElevationRad: column(),
    sunRadiusRad: column(),
    earthAzimuthRad: column(),
    earthElevationRad: column(),
    earthRadiusRad: column(),
  };
  const sun = lookFrom(observer, sky.sun);
  const earth = lookFrom(observer, sky.earth);
  const seen = new Float64Array(3);
  for (let i = 0; i < count; i++) {
    const et = Math.min(fromEt + i * stepS, toEt);
    path.et[i] = et;
    sun(et, seen);
    [path.sunAzimuthRad[i], path.sunElevationRad[i]] = [seen[0]!, seen[1]!];
    path.sunRadiusRad[i] = sunRadiusRad(seen[2]!);
    earth(et, seen);
    [path.earthAzimuthRad[i], path.earthElevationRad[i]] = [seen[0]!, seen[1]!];
    path.earthRadiusRad[i] = earthRadiusRad(seen[2]!);
  }
  return path;
}
