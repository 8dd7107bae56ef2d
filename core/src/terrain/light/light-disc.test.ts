import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { skylineAt } from '../horizon/horizon-profile.ts';
import { discShare, lowerLimbClearance, upperLimbClearance } from './light-disc.ts';

const DEGREE = Math.PI / 180;
const R = 0.2666 * DEGREE;

const profileOf = (elevation: (azimuthRad: number) => number, n = 720): HorizonProfile => ({
  latRad: -1.5,
  lonRad: 0,
  heightM: 0,
  terrainHeightM: 0,
  elevationRad: Float64Array.from({ length: n }, (_, i) => elevation((2 * Math.PI * i) / n)),
  distanceM: new Float64Array(n),
});

/** Share of a disc on one side of a straight edge at signed distance `d` from its centre (circular segment). */
const segmentShare = (d: number, r: number): number =>
  d >= r ? 1 : d <= -r ? 0 : 1 - (Math.acos(d / r) - (d / r) * Math.sqrt(1 - (d / r) ** 2)) / Math.PI;

describe('the solar disc against the skyline', () => {
  it('over a level edge shows the circular segment', () => {
    const level = profileOf(() => 0.01);
    for (const d of [-1.1, -1, -0.7, 0, 0.3, 0.99, 1, 1.2])
      expect(discShare(level, 1.234, 0.01 + d * R, R)).toBeCloseTo(segmentShare(d * R, R), 9);
    expect(upperLimbClearance(level, 1.234, 0.01, R)).toBeCloseTo(R, 12);
    expect(lowerLimbClearance(level, 1.234, 0.01, R)).toBeCloseTo(-R, 12);
  });

  it('over a straight slope shows the segment of the distance from that slope', () => {
    const slope = Math.tan(25 * DEGREE);
    const profile = profileOf((azimuth) => slope * (azimuth - 2));
    for (const d of [-0.9, -0.2, 0.5, 0.95]) {
      const elevation = (d * R) / Math.cos(25 * DEGREE);
      const m = slope / Math.cos(elevation); // the plane of the disc narrows with elevation
      expect(discShare(profile, 2, elevation, R)).toBeCloseTo(segmentShare(elevation / Math.hypot(1, m), R), 9);
      expect(upperLimbClearance(profile, 2, elevation, R)).toBeCloseTo(elevation + R * Math.hypot(1, m), 9);
    }
  });

  it('agrees with counting points of the disc, and is in view exactly when a limb is clear', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (heights, azimuth, offset) => {
          const profile = profileOf((a) => heights[Math.round((a / DEGREE) * 2) % 12]! * 0.4 * DEGREE);
          const elevation = offset * 0.5 * DEGREE;
          const share = discShare(profile, azimuth, elevation, R);
          expect(Math.abs(share - countedShare(profile, azimuth, elevation))).toBeLessThan(0.01);
          if (upperLimbClearance(profile, azimuth, elevation, R) < 0) expect(share).toBeLessThan(1e-9);
          else if (upperLimbClearance(profile, azimuth, elevation, R) > 0.01 * R) expect(share).toBeGreaterThan(0);
          if (lowerLimbClearance(profile, azimuth, elevation, R) > 0) expect(share).toBeGreaterThan(1 - 1e-9);
          else if (lowerLimbClearance(profile, azimuth, elevation, R) < -0.01 * R) expect(share).toBeLessThan(1);
        },
      ),
      { seed: 20260921, numRuns: 100 },
    );
  });
});

function countedShare(profile: HorizonProfile, azimuth: number, elevation: number): number {
  let [seen, all] = [0, 0];
  for (let i = -100; i <= 100; i++)
    for (let j = -100; j <= 100; j++) {
      const [x, y] = [(i / 100) * R, (j / 100) * R];
      if (x * x + y * y > R * R) continue;
      all += 1;
      if (elevation + y > skylineAt(profile, azimuth + x / Math.cos(elevation))) seen += 1;
    }
  return seen / all;
}
