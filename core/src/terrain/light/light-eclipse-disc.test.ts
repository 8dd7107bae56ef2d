import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skylineAt, type HorizonProfile } from '../horizon/horizon-profile.ts';
import { coveredShare, shareBeside } from './light-eclipse-disc.ts';
import { discShare } from './light-disc.ts';

const R = 0.00465;

const profileOf = (elevation: (azimuthRad: number) => number): HorizonProfile => ({
  latRad: -1.5,
  lonRad: 0,
  heightM: 0,
  terrainHeightM: 0,
  elevationRad: Float64Array.from({ length: 720 }, (_, i) => elevation((2 * Math.PI * i) / 720)),
  distanceM: new Float64Array(720),
});

describe('the Sun beside the Earth', () => {
  it('is covered as by the lens of two circles', () => {
    expect(coveredShare(1, 3.5, 4.5)).toBe(0);
    expect(coveredShare(1, 3.5, 2.5)).toBe(1);
    expect(coveredShare(1, 1, 1)).toBeCloseTo((2 * Math.PI) / 3 / Math.PI - Math.sqrt(3) / 2 / Math.PI, 12); // two unit circles, centres a radius apart
    expect(coveredShare(2, 1, 0.3)).toBe(0.25);
  });

  it('agrees with counting points of the disc that neither skyline nor Earth hides', () => {
    const value = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(value(-4, 4), value(-4.5, 4.5), value(-1.5, 1.5), value(-0.5, 0.5), (x, y, height, slope) => {
        const profile = profileOf((azimuth) => 0.02 - height * R + slope * Math.sin(azimuth - 2));
        const at = { azimuthRad: 2, elevationRad: 0.02, sunRad: R, earthRad: 3.6 * R, x: x * R, y: y * R };
        let [seen, all] = [0, 0];
        for (let i = -60; i <= 60; i++)
          for (let j = -60; j <= 60; j++) {
            const [u, v] = [(i / 60) * R, (j / 60) * R];
            if (u * u + v * v > R * R) continue;
            all += 1;
            if (Math.hypot(u - at.x, v - at.y) < at.earthRad) continue;
            if (0.02 + v > skylineAt(profile, 2 + u / Math.cos(0.02))) seen += 1;
          }
        expect(Math.abs(shareBeside(profile, at) - seen / all)).toBeLessThan(0.015);
        const clear = { ...at, x: 6 * R };
        expect(Math.abs(shareBeside(profile, clear) - discShare(profile, 2, 0.02, R))).toBeLessThan(3e-4);
      }),
      { seed: 20261121, numRuns: 60 },
    );
  });
});
