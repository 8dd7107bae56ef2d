import { azimuthElevation, stationPlace, type Ephemeris } from '../../ephemeris/index.ts';
import { rotate } from '../../math/index.ts';
import { intersect, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { observerOf } from './light-at-point.ts';
import { positiveWindows } from './light-crossings.ts';
import { centreMargin } from './light-margins.ts';
import { EARTH_RATE, lookFrom } from './light-sky.ts';
import { positionAt, trackBody, type BodyTrack } from './light-track.ts';

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

/** Apparent Moon (`LT+S`) from the Earth's centre in ITRF93, every hour of the period. */
export function moonOverEarth(ephemeris: Ephemeris, fromEt: number, toEt: number): EarthTrack {
  return trackBody(ephemeris.tracker('MOON', 'EARTH', 'ITRF93', 'LT+S'), fromEt, toEt, 3600);
}

/**
 * When a ground station has a line of sight to a point on the Moon: the Moon's centre above the station's mask and, on the Moon, the Earth's centre above the skyline
 * (`earthCentre`, from `lightAt` or `earthWindows`). The centre stands for the station and for the point: 0.95 degrees of the Earth's disc and 0.26 of the Moon's are not told apart. For a map of many points;
 * for one point {@link lineOfSight} asks where the station itself stands.
 */
export function stationWindows(
  station: GroundStation,
  moon: EarthTrack,
  earthCentre: Windows,
  maskRad: number = GROUND_STATION_MASK_RAD,
): Windows {
  return intersect(earthCentre, moonWindows(station, moon, maskRad));
}

/** Fastest change of the Moon's elevation at a station, radians per second: the Earth's rotation 7.2921e-5, with a margin for its motion and parallax. */
const MOON_RATE = 7.6e-5;

/** When the Moon's centre is above the mask of a station; crossings to 0.1 s of the track. */
export function moonWindows(
  station: GroundStation,
  moon: EarthTrack,
  maskRad: number = GROUND_STATION_MASK_RAD,
): Windows {
  const place = stationPlace(station.itrf93M);
  const seen = new Float64Array(3);
  return positiveWindows(
    {
      at(et) {
        positionAt(moon, et, seen);
        return azimuthElevation(place, seen, seen)[1]! - maskRad;
      },
      maxChange: (_et, halfS) => MOON_RATE * halfS,
    },
    moon.fromEt,
    moon.toEt,
  );
}

/**
 * The path of a ground station over the Moon: apparent direction (`LT+S`) from the Moon's centre, metres, in a Moon-fixed frame, every hour of the period.
 *
 * By planetary aberration (Explanatory Supplement to the Astronomical Almanac, 3rd ed., 7.2.3): where the station stood against the Moon when the light left, as it is with light time and stellar aberration to
 * (v/c)^2. The light time is that of the Earth's centre; the station's differs by up to 21 ms, in which the Earth moves by 20 m against the Moon and the ground by 10 m: 0.02 arcseconds.
 */
export function stationTrack(
  ephemeris: Ephemeris,
  frame: string,
  { itrf93M }: GroundStation,
  fromEt: number,
  toEt: number,
): BodyTrack {
  const earth = ephemeris.tracker('EARTH', 'MOON', 'J2000', 'NONE');
  const matrix = new Float64Array(9);
  const offset = new Float64Array(3);
  const position = (et: number, out: Float64Array) => {
    const leftEt = et - earth(et, out);
    earth(leftEt, out);
    rotate(ephemeris.rotation('ITRF93', 'J2000', leftEt, matrix), itrf93M, offset);
    for (let k = 0; k < 3; k += 1) out[k]! += offset[k]!;
    rotate(ephemeris.rotation('J2000', frame, et, matrix), out, out);
  };
  return trackBody(position, fromEt, toEt, 3600);
}

/** Fastest that a ground station's direction turns for an observer on the Moon, radians per second: the Earth's, and 465 m/s of its equator at 3.5e8 m. */
const STATION_RATE = EARTH_RATE + 1.4e-6;

/**
 * When a ground station has a line of sight to a point on the Moon: the Moon's centre above the station's mask and, on the Moon, the station itself (its track from {@link stationTrack}) above the
 * skyline. Crossings of the skyline to 0.1 s of the track; its direction is good to 0.1 arcseconds (see `lookFrom`), which is 3 s where the Earth rises by a degree a day.
 */
export function lineOfSight(
  profile: HorizonProfile,
  station: GroundStation,
  track: BodyTrack,
  moon: EarthTrack,
  maskRad: number = GROUND_STATION_MASK_RAD,
): Windows {
  const antenna = { look: lookFrom(observerOf(profile), track), rate: STATION_RATE, radiusRad: () => 0 };
  const risen = positiveWindows(centreMargin(profile, antenna), track.fromEt, track.toEt);
  return intersect(risen, moonWindows(station, moon, maskRad));
}
