import type { Dem, DemGrid } from '../index.ts';

/** A grid whose heights are a function of its map coordinates (metres, or radians for `equirectangular`), in float32 metres. */
export function syntheticDem(grid: DemGrid, heightM: (x: number, y: number) => number, name = 'synthetic'): Dem {
  const values = new Float32Array(grid.columns * grid.rows);
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.xMin + (column + 0.5) * grid.step;
      const y = grid.yMax - (row + 0.5) * grid.step;
      values[row * grid.columns + column] = heightM(x, y);
    }
  return { name, sha256: '', notice: '', grid, values, scale: 1, offset: 0, noData: null };
}

/** A polar grid of `cells` x `cells` around the pole. */
export function polarGrid(
  kind: 'southPolarStereographic' | 'northPolarStereographic',
  cells: number,
  stepM: number,
): DemGrid {
  const half = (cells * stepM) / 2;
  return { kind, columns: cells, rows: cells, step: stepM, xMin: -half, yMax: half };
}

/** A global grid at `stepDeg`. */
export function globalGrid(stepDeg: number): DemGrid {
  const step = (stepDeg * Math.PI) / 180;
  return {
    kind: 'equirectangular',
    columns: Math.round(360 / stepDeg),
    rows: Math.round(180 / stepDeg),
    step,
    xMin: -Math.PI,
    yMax: Math.PI / 2,
  };
}
