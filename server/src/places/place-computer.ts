import type { SkyResult } from '@openilrs/api/contract';
import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { HorizonResult, LightResult } from '@openilrs/core/mission';
import {
  horizonAt,
  horizonRecord,
  lightAt,
  lightRecord,
  lunarSky,
  observerOf,
  skyPath,
  type HorizonProfile,
  type LunarSky,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import type { LightRequest, Place, SkyRequest } from './place-answers.ts';
import { Recent } from './recent.ts';

const DEGREE = 180 / Math.PI;

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
    return horizonRecord(this.profile(place));
  }

  /** When the Sun and the Earth are in view. @throws InputError of terrain, dates and kernels */
  light(request: LightRequest): LightResult {
    const { fromUtc, toUtc } = request;
    const profile = this.profile(request);
    const light = lightAt(profile, this.sky(fromUtc, toUtc));
    return lightRecord(profile, light, this.ephemeris.leapSeconds);
  }

  /** Paths of Sun and Earth. @throws InputError of terrain, dates and kernels */
  skyOver(request: SkyRequest): SkyResult {
    const { fromUtc, toUtc, latDeg, lonDeg, heightM, stepS } = request;
    const sky = this.sky(fromUtc, toUtc);
    const path = skyPath(sky, observerOf(this.profile(request)), sky.fromEt, sky.toEt, stepS);
    const rounded = (value: number, steps: number) => Math.round(value * steps) / steps;
    const degrees = (radians: Float64Array) => Array.from(radians, (rad) => rounded(rad * DEGREE, 1e5)); // 0.04 arcseconds
    return {
      latDeg,
      lonDeg,
      heightM,
      stepS,
      et: Array.from(path.et, (et) => rounded(et, 1e3)),
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
}
