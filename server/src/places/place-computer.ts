import type { SkyResult } from '@openilrs/api/contract';
import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { HorizonResult, LightResult, LightWindow } from '@openilrs/core/mission';
import {
  horizonAt,
  lightAt,
  lunarSky,
  observerOf,
  skyPath,
  type HorizonProfile,
  type LunarSky,
  type Terrain,
} from '@openilrs/core/terrain';
import { etToUtc, utcToEt, type Window, type Windows } from '@openilrs/core/time';
import type { LightRequest, Place, SkyRequest } from './place-answers.ts';
import { Recent } from './recent.ts';

const DEGREE = 180 / Math.PI;
const HOUR_S = 3600;

/** Answers about places from terrain and ephemeris; the last skylines and skies are kept, as one looks at the same place several times. */
export class PlaceComputer {
  private readonly terrain: Terrain;
  private readonly ephemeris: Ephemeris;
  private readonly frame: string;
  private readonly profiles = new Recent<HorizonProfile>(64);
  private readonly skies = new Recent<LunarSky>(8);

  constructor(terrain: Terrain, ephemeris: Ephemeris, frame: string) {
    this.terrain = terrain;
    this.ephemeris = ephemeris;
    this.frame = frame;
  }

  /** Skyline in 720 azimuths. @throws InputError `TERRAIN_OUTSIDE` */
  horizon(place: Place): HorizonResult {
    const { terrainHeightM, elevationRad, distanceM } = this.profile(place);
    const { latDeg, lonDeg, heightM } = place;
    return {
      latDeg,
      lonDeg,
      heightM,
      terrainHeightM,
      azimuthDeg: Array.from(elevationRad, (_, i) => (360 * i) / elevationRad.length),
      elevationDeg: Array.from(elevationRad, (rad) => rad * DEGREE),
      distanceKm: Array.from(distanceM, (m) => m / 1000),
    };
  }

  /** When the Sun and the Earth are in view. @throws InputError of terrain, dates and kernels */
  light(request: LightRequest): LightResult {
    const { fromUtc, toUtc, latDeg, lonDeg, heightM } = request;
    const light = lightAt(this.profile(request), this.sky(fromUtc, toUtc));
    return {
      latDeg,
      lonDeg,
      heightM,
      fromUtc,
      toUtc,
      sunDiscMean: light.sunDiscMean,
      sunAnyFraction: light.sunAnyFraction,
      sunFullFraction: light.sunFullFraction,
      earthFraction: light.earthFraction,
      longestDarkH: hours(light.longestDark),
      longestLitH: hours(light.longestLit),
      windows: [
        ...this.windows('sunAny', light.sunAny),
        ...this.windows('sunFull', light.sunFull),
        ...this.windows('earthCentre', light.earthCentre),
      ],
    };
  }

  /** Paths of Sun and Earth. @throws InputError of terrain, dates and kernels */
  skyOver(request: SkyRequest): SkyResult {
    const { fromUtc, toUtc, latDeg, lonDeg, heightM, stepS } = request;
    const sky = this.sky(fromUtc, toUtc);
    const path = skyPath(sky, observerOf(this.profile(request)), sky.fromEt, sky.toEt, stepS);
    const degrees = (radians: Float64Array) => Array.from(radians, (rad) => rad * DEGREE);
    return {
      latDeg,
      lonDeg,
      heightM,
      stepS,
      et: Array.from(path.et),
      sunAzimuthDeg: degrees(path.sunAzimuthRad),
      sunElevationDeg: degrees(path.sunElevationRad),
      sunRadiusDeg: degrees(path.sunRadiusRad),
      earthAzimuthDeg: degrees(path.earthAzimuthRad),
      earthElevationDeg: degrees(path.earthElevationRad),
    };
  }

  private profile({ latDeg, lonDeg, heightM }: Place): HorizonProfile {
    const [lat, lon] = [latDeg / DEGREE, lonDeg / DEGREE];
    return this.profiles.get(`${latDeg} ${lonDeg} ${heightM}`, () => horizonAt(this.terrain, lat, lon, heightM));
  }

  private sky(fromUtc: string, toUtc: string): LunarSky {
    const lsk = this.ephemeris.leapSeconds;
    const [fromEt, toEt] = [utcToEt(lsk, fromUtc), utcToEt(lsk, toUtc)];
    return this.skies.get(`${fromEt} ${toEt}`, () => lunarSky(this.ephemeris, this.frame, fromEt, toEt));
  }

  private windows(kind: LightWindow['kind'], windows: Windows): LightWindow[] {
    const utc = (et: number) => etToUtc(this.ephemeris.leapSeconds, et);
    return windows.map(([fromEt, toEt]) => ({ kind, fromUtc: utc(fromEt), toUtc: utc(toEt), fromEt, toEt }));
  }
}

function hours(window: Window | null): number {
  return window === null ? 0 : (window[1] - window[0]) / HOUR_S;
}
