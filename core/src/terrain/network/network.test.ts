import { describe, expect, it } from 'vitest';
import { syntheticDem, globalGrid, polarGrid } from '../testing/synthetic-dem.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { meanShare, shareAt, type ShareCurve } from '../light/light-share-curve.ts';
import { bestShare } from './best-share.ts';
import { aboveShare, nearestNode } from './network-place.ts';
import { groundDistanceM, placeBeside, sightClearanceM } from './site-pairs.ts';

const degree = Math.PI / 180;
const eye = (latDeg: number, lonDeg: number, heightM: number) => ({ latRad: latDeg * degree, lonRad: lonDeg * degree, heightM }); // prettier-ignore

describe('pairs of sites', () => {
  const sphere = [syntheticDem(globalGrid(1), () => 0)];

  it('lie as far apart as they were set', () => {
    const a = eye(-89.45, 222, 0);
    for (const [azimuth, distance] of [
      [0.3, 1],
      [2, 2500],
      [5, 40_000],
    ] as const) {
      const [latRad, lonRad] = placeBeside(a.latRad, a.lonRad, azimuth, distance);
      expect(groundDistanceM(a, { latRad, lonRad, heightM: 0 })).toBeCloseTo(distance, 3);
    }
  });

  it('see each other over a bare sphere exactly as far as both horizons reach', () => {
    const a = eye(-85, 10, 10);
    const reach = (h: number) => MOON_RADIUS_M * Math.acos(MOON_RADIUS_M / (MOON_RADIUS_M + h));
    const limit = reach(10) + reach(40);
    for (const [distance, sees] of [
      [0.9, true],
      [0.999, true],
      [1.001, false],
      [1.2, false],
    ] as const) {
      const [latRad, lonRad] = placeBeside(a.latRad, a.lonRad, 1, distance * limit);
      const b = { latRad, lonRad, heightM: 40 };
      expect(sightClearanceM(sphere, a, b) > 0).toBe(sees);
      expect(sightClearanceM(sphere, b, a)).toBeCloseTo(sightClearanceM(sphere, a, b), 6);
    }
  });

  it('do not see each other through a ridge, and say by how much', () => {
    const ridge = syntheticDem(polarGrid('southPolarStereographic', 400, 20), (x) => Math.max(0, 50 - Math.abs(x) / 4));
    const at = (x: number) => ({ latRad: -Math.PI / 2 + Math.abs(x) / MOON_RADIUS_M, lonRad: Math.sign(x) * 90 * degree, heightM: 10 }); // prettier-ignore
    // Nodes lie at +-10 m: the crest of the interpolated ridge is 47.5 m high; 1 m of curvature over 2 km is 0.3 m.
    expect(sightClearanceM([ridge], at(-1000), at(1000))).toBeCloseTo(10 - 47.5 - 0.29, 1);
  });

  it('are taken at terrain nodes', () => {
    const grid = polarGrid('southPolarStereographic', 100, 20);
    const [lat, lon] = nearestNode([syntheticDem(grid, () => 0)], -Math.PI / 2 + 123 / MOON_RADIUS_M, Math.PI / 2);
    expect(2 * MOON_RADIUS_M * Math.tan((lat + Math.PI / 2) / 2) * Math.sin(lon)).toBeCloseTo(130, 6);
  });
});

describe('the best share', () => {
  const curve = (...nodes: readonly (readonly [number, number])[]): ShareCurve => ({
    et: Float64Array.from(nodes, ([et]) => et),
    share: Float64Array.from(nodes, ([, share]) => share),
  });
  const a = curve([0, 0], [4, 1], [7, 1], [10, 0]);
  const b = curve([0, 1], [5, 0], [8, 0.5], [9, 0.9], [10, 0]);

  it('is the greater of both at every time', () => {
    const best = bestShare(a, b);
    for (let t = 0; t <= 10; t += 0.05)
      expect(shareAt(best, t)).toBeCloseTo(Math.max(shareAt(a, t), shareAt(b, t)), 12);
    expect([...best.et].every((et, i) => i === 0 || et > best.et[i - 1]!)).toBe(true);
    expect(meanShare(best)).toBeGreaterThan(Math.max(meanShare(a), meanShare(b)));
  });

  it('exceeds a level between its crossings', () => {
    expect(aboveShare(a, 0.5)).toEqual([[2, 8.5]]);
    expect(aboveShare(b, 0.25)).toEqual([
      [0, 3.75],
      [6.5, 10 - 0.25 / 0.9],
    ]);
    expect(aboveShare(curve([0, 1], [3, 1]), 0.5)).toEqual([[0, 3]]);
  });
});
