import type { HorizonProfile } from './horizon-profile.ts';

const DEGREE = Math.PI / 180;
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** A profile as people and files have it: degrees and kilometres, to 1e-6 degrees and 1 m; the place as it was asked for. */
export interface HorizonRecord {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
  readonly terrainHeightM: number;
  readonly azimuthDeg: readonly number[];
  readonly elevationDeg: readonly number[];
  readonly distanceKm: readonly number[];
}

export function horizonRecord(profile: HorizonProfile): HorizonRecord {
  const n = profile.elevationRad.length;
  return {
    ...placeRecord(profile),
    terrainHeightM: rounded(profile.terrainHeightM, 3),
    azimuthDeg: Array.from(profile.elevationRad, (_, i) => rounded((360 * i) / n, 9)),
    elevationDeg: Array.from(profile.elevationRad, (e) => rounded(e / DEGREE, 6)),
    distanceKm: Array.from(profile.distanceM, (d) => rounded(d / 1000, 3)),
  };
}

/** Place and height of a profile in degrees and metres. */
export function placeRecord({
  latRad,
  lonRad,
  heightM,
}: HorizonProfile): Pick<HorizonRecord, 'latDeg' | 'lonDeg' | 'heightM'> {
  return { latDeg: rounded(latRad / DEGREE, 9), lonDeg: rounded(lonRad / DEGREE, 9), heightM };
}
