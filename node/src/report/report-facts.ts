import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { Progress } from '@openilrs/core/jobs';
import {
  horizonAt,
  lightAt,
  lineOfSight,
  lunarSky,
  skyPath,
  slopeAt,
  stationSky,
  type GroundStation,
  type HorizonProfile,
  type LunarSky,
  type PointLight,
  type SkyPath,
  type Terrain,
} from '@openilrs/core/terrain';
import { complement, longest, totalS, union, type Windows } from '@openilrs/core/time';
import { localRelief, type LocalRelief } from './local-relief.ts';

/** What a site report is asked to show. */
export interface ReportRequest {
  readonly name: string;
  /** Radians, in the frame; height of the eye (array, antenna) above the ground, metres. */
  readonly latRad: number;
  readonly lonRad: number;
  readonly heightM: number;
  readonly fromEt: number;
  readonly toEt: number;
  readonly terrain: Terrain;
  readonly ephemeris: Ephemeris;
  /** Moon-fixed frame of the terrain. */
  readonly frame: string;
  readonly groundStations: readonly GroundStation[];
  readonly azimuths?: number;
  readonly progress?: Progress;
}

/** A ground station's share of the period, and the longest time without it. */
export interface StationFacts {
  readonly name: string;
  readonly fraction: number;
  readonly passes: number;
  readonly longestGapH: number;
}

/** Ground within a distance of the site: heights, and shares of it that are flatter than some slopes. */
export interface ReportFacts {
  readonly request: ReportRequest;
  readonly profile: HorizonProfile;
  readonly light: PointLight;
  /** Paths over one year from the start of the period (or all of it when shorter), every 2 hours. */
  readonly path: SkyPath;
  readonly earthGaps: Windows;
  readonly stations: readonly StationFacts[];
  readonly anyStation: StationFacts;
  readonly slopes: readonly { readonly baselineM: number; readonly slopeDeg: number; readonly downhillDeg: number }[];
  readonly relief: LocalRelief;
}

const YEAR_S = 365.25 * 86_400;
const BASELINES_M = [40, 100, 200, 500];

/** Works out all numbers of a report: about 0.3 s for the skyline, 0.1 s a year. @throws InputError as `horizonAt`, `lunarSky`, `lightAt` */
export function reportFacts(request: ReportRequest): ReportFacts {
  const { terrain, latRad, lonRad, heightM, fromEt, toEt, ephemeris, frame, azimuths = 720, progress } = request;
  const profile = horizonAt(terrain, latRad, lonRad, heightM, { azimuths });
  progress?.(1, 4, 'sky');
  const sky: LunarSky = lunarSky(ephemeris, frame, fromEt, toEt);
  const light = lightAt(profile, sky);
  progress?.(2, 4, 'stations');
  const observer = { latRad, lonRad, aboveSphereM: profile.terrainHeightM + heightM };
  const perStation = stationsOf(request, profile);
  progress?.(3, 4, 'ground');
  return {
    request,
    profile,
    light,
    path: skyPath(sky, observer, fromEt, Math.min(toEt, fromEt + YEAR_S), 7200),
    earthGaps: complement(light.earthCentre, light.period),
    stations: perStation.map(({ facts }) => facts),
    anyStation: stationFacts('any of them', perStation.reduce<Windows>((all, { windows }) => union(all, windows), []), light.period), // prettier-ignore
    slopes: BASELINES_M.map((baselineM) => {
      const { slopeRad, downhillAzimuthRad } = slopeAt(terrain, latRad, lonRad, baselineM);
      return { baselineM, slopeDeg: degrees(slopeRad), downhillDeg: degrees(downhillAzimuthRad) };
    }),
    relief: localRelief(terrain, latRad, lonRad),
  };
}

export const degrees = (rad: number): number => (rad * 180) / Math.PI;

function stationsOf({ groundStations, ephemeris, frame, fromEt, toEt }: ReportRequest, profile: HorizonProfile) {
  if (groundStations.length === 0) return [];
  const sky = stationSky(ephemeris, frame, fromEt, toEt);
  return groundStations.map((station) => {
    const windows = lineOfSight(profile, station, sky);
    return { windows, facts: stationFacts(station.name, windows, [fromEt, toEt]) };
  });
}

function stationFacts(name: string, windows: Windows, period: readonly [number, number]): StationFacts {
  const gap = longest(complement(windows, period));
  return {
    name,
    fraction: totalS(windows) / (period[1] - period[0]),
    passes: windows.length,
    longestGapH: gap === null ? 0 : (gap[1] - gap[0]) / 3600,
  };
}
