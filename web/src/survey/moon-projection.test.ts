import type { MapGrid } from '@openilrs/core/mission';
import { describe, expect, it } from 'vitest';
import { extentOf, lonLatOf, moonProjection, northDeg, xyOf } from './moon-projection.ts';

const grid: MapGrid = {
  columns: 100,
  rows: 50,
  stepM: 200,
  xMinM: -10_000,
  yMaxM: 5_000,
  proj: '+proj=stere +lat_0=-90 +lon_0=0 +k=1 +x_0=0 +y_0=0 +R=1737400 +units=m +no_defs',
};

describe('the map of the pole', () => {
  it('has the Earth (0 E) at the top and 90 E on the right', () => {
    const [x0, y0] = xyOf(grid, { latDeg: -89, lonDeg: 0 });
    const [x90, y90] = xyOf(grid, { latDeg: -89, lonDeg: 90 });
    // Snyder (21-33), k0 = 1: rho = 2 R tan(half the distance to the pole)
    const rho = 2 * 1_737_400 * Math.tan((0.5 * Math.PI) / 180);
    expect([x0, y0]).toEqual([expect.closeTo(0, 3), expect.closeTo(rho, 3)]);
    expect([x90, y90]).toEqual([expect.closeTo(rho, 3), expect.closeTo(0, 3)]);
  });

  it('goes there and back', () => {
    const { latDeg, lonDeg } = lonLatOf(grid, -13_456, -9_876);
    expect(xyOf(grid, { latDeg, lonDeg })).toEqual([expect.closeTo(-13_456, 6), expect.closeTo(-9_876, 6)]);
    expect(lonDeg).toBeGreaterThan(180);
  });

  it('measures on the Moon, not on the Earth', () => {
    const resolution = moonProjection(grid).getPointResolutionFunc()!;
    expect(resolution(10, [0, 0])).toBe(10);
    expect(resolution(10, [300_000, 0])).toBeCloseTo(10 / (1 + (300 / 3474.8) ** 2), 9);
  });

  it('points north away from the pole', () => {
    expect(northDeg(0, 5)).toBe(0);
    expect(northDeg(5, 0)).toBe(90);
    expect(northDeg(0, -5)).toBe(180);
  });

  it('knows its corners', () => expect(extentOf(grid)).toEqual([-10_000, -5_000, 10_000, 5_000]));
});
