import { describe, expect, it } from 'vitest';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { toGnomonic } from '../ground/gnomonic.ts';
import { unitVector } from '../ground/projection.ts';
import { cellPlace } from '../site/site-region.ts';
import { capPlan, spreadTiles, squarePlan, tileRegion } from './tile-plan.ts';

const degree = Math.PI / 180;
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a plan of tiles', () => {
  it('covers every cell of the map once, with tiles of equal size', () => {
    const plan = squarePlan(-89.463 * degree, 222.51 * degree, 5200, 40, 40);
    const { grid, tileCells, tiles } = plan;
    expect([grid.columns, grid.rows, tileCells, tiles.length]).toEqual([130, 130, 33, 16]);
    const seen = new Uint8Array(grid.columns * grid.rows);
    for (const { top, left, rows, columns } of tiles)
      for (let row = top; row < top + rows; row++)
        for (let column = left; column < left + columns; column++) seen[row * grid.columns + column]! += 1;
    expect(seen.every((count) => count === 1)).toBe(true);
    expect(new Set(tiles.map(({ id }) => id)).size).toBe(16);
  });

  it('lays the cells of a tile exactly on those of the map', () => {
    const plan = squarePlan(-86 * degree, 40 * degree, 90_000, 30, 97);
    for (const tile of [plan.tiles[0]!, plan.tiles[200]!, plan.tiles.at(-1)!]) {
      const region = tileRegion(plan, tile);
      expect(region.grid.xMin).toBe(plan.grid.xMin + tile.left * 30);
      expect(region.grid.yMax).toBe(plan.grid.yMax - tile.top * 30);
      const middle = toGnomonic(region.frame, unitVector(...cellPlace(region, 48, 48)));
      expect(Math.hypot(...middle)).toBeLessThan(1); // its own plane touches at its own centre
    }
  });

  it('makes the whole cap from 80 S at 20 m of 30,400 columns, as LDEM_80S_20M, and leaves out the corners', () => {
    const { grid, tileCells, tiles } = capPlan(-80 * degree, 20, 512);
    expect(grid.columns).toBe(30_402); // 2 R tan(5 degrees) = 304,006 m; the published map ends at 304,000
    expect(grid.xMin).toBe(-grid.yMax);
    const perSide = Math.ceil(grid.columns / tileCells);
    expect(perSide).toBe(60);
    expect(tiles.length / perSide ** 2).toBeGreaterThan(Math.PI / 4);
    expect(tiles.length / perSide ** 2).toBeLessThan(0.83);
    const radius = 2 * MOON_RADIUS_M * Math.tan(5 * degree);
    expect(tiles.some(({ id }) => id === 'r000c000')).toBe(false);
    for (const { top, left, rows, columns } of tiles) {
      const x = Math.max(0, Math.abs(grid.xMin + (left + columns / 2) * 20) - columns * 10);
      const y = Math.max(0, Math.abs(grid.yMax - (top + rows / 2) * 20) - rows * 10);
      expect(Math.hypot(x, y)).toBeLessThan(radius);
    }
  });

  it('spreads a sample over the map', () => {
    const { tiles } = capPlan(-80 * degree, 200, 256);
    const some = spreadTiles(tiles, 5);
    expect(new Set(some).size).toBe(5);
    expect(spreadTiles(tiles, 10_000)).toEqual(tiles);
  });

  it('refuses maps that it cannot make', () => {
    expect(codeOf(() => squarePlan(-40 * degree, 0, 10_000, 20, 512))).toBe('CAP_REGION');
    expect(codeOf(() => squarePlan(-89 * degree, 0, 100, 20, 512))).toBe('CAP_REGION');
    expect(codeOf(() => capPlan(-70 * degree, 1, 512))).toBe('CAP_REGION');
    expect(codeOf(() => capPlan(-80 * degree, 20, 5000))).toBe('CAP_TILE');
  });
});
