import type { Slope } from '../ground/slope.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';

/**
 * Share of the sky in view from sloping ground, weighted by the cosine to its normal: 1 for level ground under a level skyline, 1 - f inside a bowl (see `bowlFill`).
 *
 * The integral over each azimuth from the skyline (or from the ground's own plane, where that is higher) to the zenith is exact: Dozier & Frew 1990 (IEEE TGRS 28:963), equation 7b.
 * The skyline should be seen from the ground (`heightM` 0).
 */
export function skyView(profile: HorizonProfile, { slopeRad, downhillAzimuthRad }: Slope): number {
  const { elevationRad } = profile;
  const n = elevationRad.length;
  const [cosSlope, sinSlope] = [Math.cos(slopeRad), Math.sin(slopeRad)];
  const aspect = Number.isNaN(downhillAzimuthRad) ? 0 : downhillAzimuthRad;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const toward = Math.cos((2 * Math.PI * i) / n - aspect); // 1 downhill
    const plane = Math.atan2(-sinSlope * toward, cosSlope);
    const h = Math.max(elevationRad[i]!, plane);
    const [sin, cos] = [Math.sin(h), Math.cos(h)];
    sum += cosSlope * cos * cos + sinSlope * toward * (Math.PI / 2 - h - sin * cos);
  }
  return Math.min(Math.max(sum / n, 0), 1);
}
