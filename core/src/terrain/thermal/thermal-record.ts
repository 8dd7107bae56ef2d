import { etToUtc, type LeapSeconds } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import type { PointThermal } from './thermal-at-point.ts';

/** {@link PointThermal} as plain JSON: degrees, metres, kelvin, UTC. */
export interface ThermalRecord {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly terrainHeightM: number;
  readonly slopeDeg: number;
  readonly downhillAzimuthDeg: number | null;
  readonly skyView: number;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly surfaceMaxK: number;
  readonly surfaceMinK: number;
  readonly surfaceMeanK: number;
  readonly warmestUtc: string;
  readonly coldestUtc: string;
  readonly iceDepthM: number | null;
  readonly directMeanWPerM2: number;
  readonly surroundingsMeanWPerM2: number;
  readonly balanceError: number;
  readonly settledRounds: number;
  readonly depth: { depthM: number; maxK: number; minK: number; meanK: number }[];
  readonly surface: { fromEt: number; stepS: number; tempK: number[] };
}

/** Temperatures to 0.001 K. */
export function thermalRecord(profile: HorizonProfile, thermal: PointThermal, lsk: LeapSeconds): ThermalRecord {
  const { slope, history, depthM, iceDepthM } = thermal;
  const { timeS } = history;
  const utc = (et: number) => etToUtc(lsk, et, 0);
  const degrees = (rad: number) => rounded((rad * 180) / Math.PI, 6);
  return {
    latDeg: degrees(profile.latRad),
    lonDeg: degrees(profile.lonRad),
    terrainHeightM: rounded(profile.terrainHeightM, 2),
    slopeDeg: degrees(slope.slopeRad),
    downhillAzimuthDeg: Number.isNaN(slope.downhillAzimuthRad) ? null : degrees(slope.downhillAzimuthRad),
    skyView: rounded(thermal.skyView, 6),
    fromUtc: utc(timeS[0]!),
    toUtc: utc(timeS.at(-1)!),
    surfaceMaxK: rounded(thermal.surfaceMaxK, 3),
    surfaceMinK: rounded(thermal.surfaceMinK, 3),
    surfaceMeanK: rounded(thermal.surfaceMeanK, 3),
    warmestUtc: utc(thermal.warmestEt),
    coldestUtc: utc(thermal.coldestEt),
    iceDepthM: iceDepthM === null ? null : rounded(iceDepthM, 4),
    directMeanWPerM2: rounded(thermal.directMean, 4),
    surroundingsMeanWPerM2: rounded(thermal.surroundingsMean, 4),
    balanceError: thermal.balanceError,
    settledRounds: thermal.settledRounds,
    depth: Array.from(depthM, (depth, i) => ({
      depthM: rounded(depth, 5),
      maxK: rounded(history.maxK[i]!, 3),
      minK: rounded(history.minK[i]!, 3),
      meanK: rounded(history.meanK[i]!, 3),
    })),
    surface: {
      fromEt: timeS[0]!,
      stepS: timeS[1]! - timeS[0]!,
      tempK: Array.from(history.surfaceK, (temp) => rounded(temp, 3)),
    },
  };
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
