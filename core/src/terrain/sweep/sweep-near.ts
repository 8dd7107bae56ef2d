import type { SweepTerrain } from './sweep-terrain.ts';

/** Columns next to the observer that are taken along its own exact line. */
export const NEAR = 4;

/** Raises the tangents to those of the first columns along every observer's own line. */
export function lookNear(
  terrain: SweepTerrain,
  grid: Float32Array,
  slope: number,
  heightsM: ArrayLike<number>,
  ahead: Float32Array,
  behind: Float32Array,
): void {
  for (let h = 0; h < heightsM.length; h++) {
    raise(terrain, grid, slope, heightsM[h]!, h, 1, ahead);
    raise(terrain, grid, slope, heightsM[h]!, h, -1, behind);
    if (heightsM[h]! > AT_FEET * terrain.stepM) continue;
    raiseAtFeet(terrain, grid, slope, heightsM[h]!, h, 1, ahead);
    raiseAtFeet(terrain, grid, slope, heightsM[h]!, h, -1, behind);
  }
}

/** From the ground, what rounds off within the first column can be skyline: one more point is taken at this part of it. No mast looks up at its own feet. */
const AT_FEET = 1 / 8;

function raiseAtFeet(
  terrain: SweepTerrain,
  grid: Float32Array,
  slope: number,
  eyeM: number,
  page: number,
  way: 1 | -1,
  out: Float32Array,
): void {
  const { cells, margin, stepM } = terrain;
  const { size } = terrain.levels[0]!;
  const unit = 1 / (AT_FEET * stepM * Math.sqrt(1 + slope * slope));
  const up = slope * way < 0 ? -size : size;
  const [u, v] = [AT_FEET, AT_FEET * Math.abs(slope)];
  for (let row = 0; row < cells; row++) {
    let at = (row + margin) * size + margin;
    let to = (page * cells + row) * cells;
    for (let c = 0; c < cells; c++, at++, to++) {
      const z = grid[at]!;
      const side = grid[at + way]! - z;
      const above = grid[at + up]! - z;
      const corner = grid[at + up + way]! - z - side - above;
      const t = (u * side + v * above + u * v * corner - eyeM) * unit;
      if (t > out[to]!) out[to] = t;
    }
  }
}

/** The {@link NEAR} columns one way, written out: the constants of a direction stay in registers. */
function raise(
  terrain: SweepTerrain,
  grid: Float32Array,
  slope: number,
  eyeM: number,
  page: number,
  way: 1 | -1,
  out: Float32Array,
): void {
  const { cells, margin, stepM } = terrain;
  const { size } = terrain.levels[0]!;
  const unit = 1 / (stepM * Math.sqrt(1 + slope * slope));
  const offset = (q: number) => Math.floor(slope * q * way) * size + q * way;
  const share = (q: number) => slope * q * way - Math.floor(slope * q * way);
  const [o1, o2, o3, o4] = [offset(1), offset(2), offset(3), offset(4)];
  const [f1, f2, f3, f4] = [share(1), share(2), share(3), share(4)];
  const [u2, u3, u4] = [unit / 2, unit / 3, unit / 4];
  for (let row = 0; row < cells; row++) {
    let at = (row + margin) * size + margin;
    let to = (page * cells + row) * cells;
    for (let c = 0; c < cells; c++, at++, to++) {
      const z = grid[at]! + eyeM;
      let best = out[to]!;
      const z1 = grid[at + o1]!;
      const t1 = (z1 + f1 * (grid[at + o1 + size]! - z1) - z) * unit;
      if (t1 > best) best = t1;
      const z2 = grid[at + o2]!;
      const t2 = (z2 + f2 * (grid[at + o2 + size]! - z2) - z) * u2;
      if (t2 > best) best = t2;
      const z3 = grid[at + o3]!;
      const t3 = (z3 + f3 * (grid[at + o3 + size]! - z3) - z) * u3;
      if (t3 > best) best = t3;
      const z4 = grid[at + o4]!;
      const t4 = (z4 + f4 * (grid[at + o4 + size]! - z4) - z) * u4;
      if (t4 > best) best = t4;
      out[to] = best;
    }
  }
}
