import { azimuthElevation, stationPlace, type Ephemeris } from '../../ephemeris/index.ts';
import { rotate } from '../../math/index.ts';
import { intersect, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { observerOf } from './light-at-point.ts';
import { positiveWindows } from './light-crossings.ts';
import { centreMargin } from './light-margins.ts';
import { EARTH_RATE, lookFrom } from './light-sky.ts';
import { positionAt, trackBodies, trackBody, type BodyTrack } from './light-track.ts';

/** An antenna on the Earth. */
export interface GroundStation {
  readonly name: string;
  /** Position in ITRF93, metres. */
  readonly itrf93M: readonly [number, number, number];
}

/** Least elevation of the Moon at which a deep-space station is counted on. */
export const GROUND_STATION_MASK_RAD = (10 * Math.PI) / 180;

/** The Moon's path around the turning Earth (ITRF93) over a period; made once and shared by every ground station. */
export type EarthTrack = BodyTrack;

/** Ground stations in the sky of the Moon, and the Moon in theirs, over a period; made once for all stations and all points of a map. */
export interface StationSky {
  readonly moon: EarthTrack;
  /** The path of a station over the Moon, apparent, Moon-fixed, from the Moon's centre; worked out once for each place on the Earth. */
  readonly trackOf: (station: GroundStation) => BodyTrack;
  /** When the Moon's centre is higher than an elevation over a station, {@link moonWindows}; worked out once for each station and elevation. */
  readonly moonUp: (station: GroundStation, maskRad: number) => Windows;
}

/**
 * The sky of ground stations over a period, in a Moon-fixed frame. For 19 years 0.6 s of work, and 0.1 s for every station that is asked for.
 * @throws InputError `KERNEL_COVERAGE`, `FRAME_UNKNOWN` from the ephemeris
 */
export function stationSky(ephemeris: Ephemeris, frame: string, fromEt: number, toEt: number): StationSky {
  const tracker = stationTracks(ephemeris, frame, fromEt, toEt);
  const moon = moonOverEarth(ephemeris, fromEt, toEt);
  const [tracks, masks] = [new Map<string, BodyTrack>(), new Map<string, Windows>()];
  return {
    moon,
    trackOf: (station) => once(tracks, station.itrf93M.join(), () => tracker(station)),
    moonUp: (station, maskRad) =>
      once(masks, [...station.itrf93M, maskRad].join(), () => moonWindows(station, moon, maskRad)),
  };
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/**
 * Turn of the Earth, radians per second (IERS Conventions 2010, table 1.2). It is taken out of what is asked of the ephemeris and put back by a formula: what is left turns with the Moon's orbit and needs a
 * node every 6 hours instead of every hour. What the daily tables of Earth orientation do between such nodes is lost: 0.01 arcseconds.
 */
const EARTH_TURN = 7.292115e-5;
const SLOW_STEP_S = 21_600;
const TURNING_STEP_S = 3600;

/** Apparent Moon (`LT+S`) from the Earth's centre in ITRF93, every hour of the period. */
export function moonOverEarth(ephemeris: Ephemeris, fromEt: number, toEt: number): EarthTrack {
  const moon = ephemeris.tracker('MOON', 'EARTH', 'ITRF93', 'LT+S');
  const slow = trackBody(
    (et, out) => {
      moon(et, out);
      turn(out, EARTH_TURN * (et - fromEt));
    },
    fromEt,
    toEt,
    SLOW_STEP_S,
  );
  const fixed = (et: number, out: Float64Array): void => {
    positionAt(slow, et, out);
    turn(out, -EARTH_TURN * (et - fromEt));
  };
  return trackBody(fixed, fromEt, toEt, TURNING_STEP_S);
}

/** Turns a vector about its third axis, counterclockwise. */
function turn(out: Float64Array, angle: number): void {
  const [x, y] = [out[0]!, out[1]!];
  out[0] = Math.cos(angle) * x - Math.sin(angle) * y;
  out[1] = Math.sin(angle) * x + Math.cos(angle) * y;
}

/**
 * The paths of ground stations over the Moon: apparent direction (`LT+S`) from the Moon's centre, metres, in a Moon-fixed frame, every hour of the period.
 *
 * By planetary aberration (Explanatory Supplement to the Astronomical Almanac, 3rd ed., 7.2.3): where the station stood against the Moon when the light left, as it is with light time and stellar aberration to
 * (v/c)^2. The light time is that of the Earth's centre; the station's differs by up to 21 ms, in which the Earth moves by 20 m against the Moon and the ground by 10 m: 0.02 arcseconds.
 */
export function stationTracks(
  ephemeris: Ephemeris,
  frame: string,
  fromEt: number,
  toEt: number,
): (station: GroundStation) => BodyTrack {
  // The Earth's centre when the light left, and where its three axes point then, the daily turn taken out; made when the first station is asked for.
  const slowEarth = (): BodyTrack[] => {
    const earth = ephemeris.tracker('EARTH', 'MOON', 'J2000', 'NONE');
    const [axes, toMoon] = [new Float64Array(9), new Float64Array(9)];
    const [vector, at] = [new Float64Array(3), new Float64Array(3)];
    const position = (et: number, out: Float64Array): void => {
      const leftEt = et - earth(et, at);
      earth(leftEt, at);
      ephemeris.rotation('ITRF93', 'J2000', leftEt, axes);
      ephemeris.rotation('J2000', frame, et, toMoon);
      out.set(rotate(toMoon, at, vector), 0);
      const angle = -EARTH_TURN * (et - fromEt);
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (const [k, x, y, z] of [[1, c, s, 0], [2, -s, c, 0], [3, 0, 0, 1]] as const) {
        at.set([x, y, z]);
        rotate(axes, at, vector);
        out.set(rotate(toMoon, vector, at), 3 * k);
      } // prettier-ignore
    };
    return trackBodies(position, 4, fromEt, toEt, SLOW_STEP_S);
  };
  let slow: BodyTrack[] | null = null;
  return ({ itrf93M: [x, y, z] }) => {
    const [centre, first, second, third] = (slow ??= slowEarth()) as [BodyTrack, BodyTrack, BodyTrack, BodyTrack];
    const middle = { ...centre, xyzM: centre.xyzM.map((value, i) => value + z * third.xyzM[i]!) };
    const [a, b] = [new Float64Array(3), new Float64Array(3)];
    const position = (et: number, out: Float64Array): void => {
      const angle = EARTH_TURN * (et - fromEt);
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      positionAt(middle, et, out);
      positionAt(first, et, a);
      positionAt(second, et, b);
      for (let k = 0; k < 3; k += 1) out[k]! += (c * x - s * y) * a[k]! + (s * x + c * y) * b[k]!;
    };
    return trackBody(position, fromEt, toEt, TURNING_STEP_S);
  };
}

/** {@link stationTracks} of one station. */
export function stationTrack(
  ephemeris: Ephemeris,
  frame: string,
  station: GroundStation,
  fromEt: number,
  toEt: number,
): BodyTrack {
  return stationTracks(ephemeris, frame, fromEt, toEt)(station);
}

/** Fastest change of the Moon's elevation at a station, radians per second: the Earth's rotation 7.2921e-5, with a margin for its motion and parallax. */
const MOON_RATE = 7.6e-5;

/** When the Moon's centre is above the mask of a station, over the whole track; crossings to 0.1 s of the track. */
export function moonWindows(
  station: GroundStation,
  moon: EarthTrack,
  maskRad: number = GROUND_STATION_MASK_RAD,
): Windows {
  const place = stationPlace(station.itrf93M);
  const seen = new Float64Array(3);
  const margin = {
    at(et: number) {
      positionAt(moon, et, seen);
      return azimuthElevation(place, seen, seen)[1]! - maskRad;
    },
    maxChange: (_et: number, halfS: number) => MOON_RATE * halfS,
  };
  return positiveWindows(margin, moon.fromEt, moon.toEt);
}

/** Fastest that a ground station's direction turns for an observer on the Moon, radians per second: the Earth's, and 465 m/s of its equator at 3.5e8 m. */
const STATION_RATE = EARTH_RATE + 1.4e-6;

/** When a ground station itself stands above the skyline of a point on the Moon, whatever the Moon does in its own sky; crossings to 0.1 s of the track. */
export function stationRisen(profile: HorizonProfile, track: BodyTrack): Windows {
  const antenna = { look: lookFrom(observerOf(profile), track), rate: STATION_RATE, radiusRad: () => 0 };
  return positiveWindows(centreMargin(profile, antenna), track.fromEt, track.toEt);
}

/**
 * When a ground station has a line of sight to a point on the Moon: the Moon's centre above the station's mask and, on the Moon, the station itself above the skyline (no refraction).
 * Crossings of the skyline to 0.1 s of the track; its direction is good to 0.1 arcseconds (see `lookFrom`), which is 3 s where the Earth rises by a degree a day. At the mask the Moon's centre stands for the
 * point, from which it lies up to 0.26 degrees: a minute of the Earth's turn.
 */
export function lineOfSight(
  profile: HorizonProfile,
  station: GroundStation,
  sky: StationSky,
  maskRad: number = GROUND_STATION_MASK_RAD,
): Windows {
  return intersect(stationRisen(profile, sky.trackOf(station)), sky.moonUp(station, maskRad));
}
