import type { SweepTerrain } from './sweep-terrain.ts';

/** Levels from this one on are shared by the largest groups of lines (see sweep-walk.ts). */
export const FAR_LEVEL = 3;

/** The columns that every line meets, from the far left to the far right: level, column in that level, and position in cells from the centre. */
export interface LineColumns {
  readonly level: Uint8Array;
  readonly column: Int32Array;
  readonly x: Float64Array;
  /** Index of the first column of the region, of level 0, and of the levels below {@link FAR_LEVEL}. */
  readonly region: number;
  readonly inner: number;
  readonly outer: number;
}

export function lineColumns(terrain: SweepTerrain): LineColumns {
  const left: [level: number, column: number, x: number][] = [];
  let edge = terrain.levels[0]!.size / 2; // of the finer level, in cells
  for (const [n, { size }] of terrain.levels.entries()) {
    const scale = 2 ** n;
    for (let c = Math.floor(size / 2) - 1; c >= 0 && n > 0; c--) {
      const x = (c - (size - 1) / 2) * scale;
      if (x <= -edge - scale / 2) left.push([n, c, x]);
    }
    if (n > 0) edge = (size / 2) * scale;
  }
  const right = left.map(([n, c, x]) => [n, terrain.levels[n]!.size - 1 - c, -x] as const);
  const inner = Array.from(
    { length: terrain.levels[0]!.size },
    (_, c) => [0, c, c - (terrain.levels[0]!.size - 1) / 2] as const,
  );
  const all = [...left.reverse(), ...inner, ...right];
  return {
    level: Uint8Array.from(all, ([n]) => n),
    column: Int32Array.from(all, ([, c]) => c),
    x: Float64Array.from(all, ([, , x]) => x),
    inner: left.length,
    outer: left.filter(([n]) => n >= FAR_LEVEL).length,
    region: left.length + terrain.margin,
  };
}

/**
 * Heights where the line y = intercept + slope * x (in cells) meets columns `from` to below `to`, linear between rows. Where it has left the rows of a
 * column's level, coarser levels answer at every second column and NaN fills the others.
 */
export function sampleLine(
  terrain: SweepTerrain,
  columns: LineColumns,
  grids: readonly Float32Array[],
  slope: number,
  intercept: number,
  from: number,
  to: number,
  line: Float64Array,
): void {
  const { level, column, x } = columns;
  for (let j = from; j < to;) {
    const n = level[j]!;
    const grid = grids[n]!;
    const { size } = terrain.levels[n]!;
    const scale = 1 / 2 ** n;
    const start = intercept * scale + (size - 1) / 2;
    const rise = slope * scale;
    for (; j < to && level[j] === n; j++) {
      const y = start + rise * x[j]!;
      const row = Math.floor(y);
      if (row < 0 || row >= size - 1) {
        line[j] = j % 2 === 0 ? aboveOrBelow(terrain, grids, n + 1, x[j]!, intercept + slope * x[j]!) : NaN;
        continue;
      }
      const at = row * size + column[j]!;
      const low = grid[at]!;
      line[j] = low + (y - row) * (grid[at + size]! - low);
    }
  }
}

/** Height at (x, y), in cells of level 0, where a line has left the rows of finer levels: bilinear in the first level from `n` on that holds it. */
function aboveOrBelow(
  terrain: SweepTerrain,
  grids: readonly Float32Array[],
  n: number,
  xCells: number,
  yCells: number,
): number {
  for (; n < grids.length; n++) {
    const grid = grids[n]!;
    const { size } = terrain.levels[n]!;
    const x = xCells / 2 ** n + (size - 1) / 2;
    const y = yCells / 2 ** n + (size - 1) / 2;
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (row < 0 || row >= size - 1 || column < 0 || column >= size - 1) continue;
    const at = row * size + column;
    const low = grid[at]! + (x - column) * (grid[at + 1]! - grid[at]!);
    const high = grid[at + size]! + (x - column) * (grid[at + size + 1]! - grid[at + size]!);
    return low + (y - row) * (high - low);
  }
  return NaN;
}
