import { describe, expect, it } from 'vitest';
import type { DemGrid } from '../ground/dem.ts';
import { polarGrid } from '../testing/synthetic-dem.ts';
import { capPlan } from './tile-plan.ts';
import { pyramidFactors, reducedGrid, tileWindows } from './tile-windows.ts';

const degree = Math.PI / 180;
const plan = capPlan(-80 * degree, 20, 512);
const published = polarGrid('southPolarStereographic', 30_400, 20);

describe('windows of a tile', () => {
  it('take a few per cent of the published 20 m map, coarser farther out', () => {
    expect(pyramidFactors(published)).toEqual([1, 4, 16, 64]);
    for (const tile of [plan.tiles[0]!, plan.tiles[1400]!, plan.tiles.at(-1)!]) {
      const windows = tileWindows(plan, tile, published);
      const cells = windows.map((window) => (window === null ? 0 : window.columns * window.rows));
      expect(cells.reduce((a, b) => a + b)).toBeLessThan(0.06 * 30_400 ** 2);
      for (const [n, window] of windows.entries()) {
        const level = reducedGrid(published, pyramidFactors(published)[n]!);
        if (window === null) continue;
        expect(window.column).toBeGreaterThanOrEqual(0);
        expect(window.column + window.columns).toBeLessThanOrEqual(level.columns);
        expect(window.row + window.rows).toBeLessThanOrEqual(level.rows);
      }
    }
  });

  it('hold all ground within 30 km of the tile in full detail', () => {
    const tile = plan.tiles[1400]!;
    const [window] = tileWindows(plan, tile, published);
    const xTile = plan.grid.xMin + tile.left * 20;
    expect(published.xMin + window!.column * 20).toBeLessThan(xTile - 30_000);
    expect(published.xMin + (window!.column + window!.columns) * 20).toBeGreaterThan(
      xTile + tile.columns * 20 + 30_000,
    );
  });

  it('take small grids whole and leave out those beyond the skyline', () => {
    const small = polarGrid('southPolarStereographic', 500, 400);
    expect(tileWindows(plan, plan.tiles[1400]!, small)).toEqual([{ column: 0, row: 0, columns: 500, rows: 500 }]);
    const far: DemGrid = { ...small, kind: 'southPolarStereographic', xMin: 2_000_000, yMax: 2_000_000 };
    expect(tileWindows(plan, plan.tiles[0]!, far)).toEqual([null]);
    const globe: DemGrid = { kind: 'equirectangular', columns: 5760, rows: 2880, step: degree / 16, xMin: -Math.PI, yMax: Math.PI / 2 }; // prettier-ignore
    const windows = tileWindows(plan, plan.tiles[1400]!, globe).filter((window) => window !== null);
    expect(windows.every(({ column, row, rows }) => column === 0 && row > 0 && rows < 2880)).toBe(true); // all longitudes near a pole
  });
});
