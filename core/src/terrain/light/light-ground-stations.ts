import { azimuthElevation, stationPlace, type Ephemeris } from '../../ephemeris/index.ts';
import { intersect, type Windows } from '../../time/index.ts';
import { positiveWindows } from './light-crossings.ts';
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
 * (`earthCentre`, from `lightAt` or `earthWindows`). The centre stands for the station and for the point: 0.95 degrees of the Earth's disc and 0.26 of the Moon's are not told apart.
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
