import { describe, expect, it } from 'vitest';
import type { Dem } from './dem.ts';
import { unproject } from './projection.ts';
import { heightAt, resolutionAt } from './terrain-height.ts';
import { globalGrid, polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';

const SOUTH = 'southPolarStereographic';
const at = (terrain: readonly Dem[], x: number, y: number) => heightAt(terrain, ...unproject(SOUTH, x, y));

describe('heights from nested grids', () => {
  it('are exact for a tilted plane anywhere between cell centres', () => {
    const plane = syntheticDem(polarGrid(SOUTH, 64, 10), (x, y) => 0.25 * x - 0.5 * y + 7);
    for (const [x, y] of [
      [0, 0],
      [3.3, -8.1],
      [-200.4, 311],
      [-315, 315],
    ] as const)
      // prettier-ignore
      expect(at([plane], x, y)).toBeCloseTo(0.25 * x - 0.5 * y + 7, 4);
  });

  it('are NaN outside, and beside a cell without data unless a coarser grid has one', () => {
    const hole = syntheticDem(polarGrid(SOUTH, 64, 10), (x, y) => (x === 5 && y === 5 ? -9999 : 1));
    const fine: Dem = { ...hole, noData: -9999 };
    const coarse = syntheticDem(polarGrid(SOUTH, 64, 40), () => 3);
    expect(at([fine], 321, 0)).toBeNaN();
    expect(at([fine], 8, 8)).toBeNaN();
    expect(at([fine, coarse], 8, 8)).toBeCloseTo(3, 6);
    expect(at([fine, coarse], 30, 30)).toBeCloseTo(1, 6);
    expect(at([fine, coarse], 900, 0)).toBeCloseTo(3, 6);
    expect([resolutionAt([fine, coarse], -Math.PI / 2, 0), resolutionAt([coarse], -Math.PI / 2, 0)]).toEqual([40, 40]);
  });

  it('pass from a grid to the next without a cliff: 50 m of disagreement over 8 cells', () => {
    const fine = syntheticDem(polarGrid(SOUTH, 64, 10), () => 50);
    const coarse = syntheticDem(polarGrid(SOUTH, 64, 40), () => 0);
    let steepest = 0;
    for (let x = -600; x < 600; x += 1)
      steepest = Math.max(steepest, Math.abs(at([fine, coarse], x + 1, 3) - at([fine, coarse], x, 3)));
    expect(steepest).toBeLessThan((50 / 80) * 1.01);
    expect(at([fine, coarse], 0, 3)).toBeCloseTo(50, 6);
    expect(at([fine, coarse], 316, 3)).toBeCloseTo(0, 4);
  });

  it('go around the globe without a seam at 180 degrees and over the poles', () => {
    const globe = syntheticDem(globalGrid(1), (lon, lat) => 1000 * Math.cos(lat) * Math.cos(lon));
    for (const lon of [179.2, 179.7, 180, -179.7, -179.2])
      expect(heightAt([globe], 0.3, (lon * Math.PI) / 180)).toBeCloseTo(
        1000 * Math.cos(0.3) * Math.cos((lon * Math.PI) / 180),
        0,
      );
    expect(heightAt([globe], -Math.PI / 2, 1)).toBeGreaterThan(-10);
    expect(heightAt([globe], Math.PI / 2, 1)).toBeLessThan(10);
  });
});
