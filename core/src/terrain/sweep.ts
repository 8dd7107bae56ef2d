import { HOLE_M, type SweepTerrain } from './sweep-terrain.ts';

/**
 * Horizons of all cells of a region along one orientation, looking both ways, by sweeping parallel lines.
 *
 *      y (row)                       A line of orientation a (|slope| <= 1; steeper ones use the transposed grid) meets every column once, a constant
 *      |   o   o   o   o .-o         fraction f between two rows. Its samples are interpolated there. While it is walked, the upper convex hull of
 *      |   o   o.-'o   o   o         what lies behind is kept on a stack; the tangent from an observer to the hull is the skyline.
 *      |.-'o   o   o   o   o         An observer stands between two lines and takes the mean of both tangents, weighted by the fraction: exact to
 *      +----------------- x (column) second order in the offset. Its first {@link NEAR} columns are taken along its own exact line.
 *
 * Heights are line-of-sight heights (see gnomonic.ts), so the curvature of the Moon is in them.
 */
export interface SweepSlopes {
  /**
   * Slope of the skyline in the projective image, per metre of the plane, for heights x rows x columns: toward the orientation, and away from it.
   * Row 0 is the lowest y. Above 1000 where the terrain has a hole.
   */
  readonly ahead: Float32Array;
  readonly behind: Float32Array;
  /** True when rows and columns are exchanged (orientations steeper than 45 degrees). */
  readonly transposed: boolean;
}

/** Columns next to the observer that are taken along its own exact line. */
export const NEAR = 4;

export interface Sweeper {
  /**
   * Sweeps the orientation at `angleRad` (0 to below pi, from the plane's x, counterclockwise) for observers at `heightsM` above the ground. The result is
   * overwritten by the next call.
   */
  sweep(angleRad: number, heightsM: ArrayLike<number>): SweepSlopes;
}

/** Allocates the buffers of a sweep over `terrain` for up to `heights` observers in every cell. */
export function createSweeper(terrain: SweepTerrain, heights: number): Sweeper {
  const { cells } = terrain;
  const ahead = new Float32Array(heights * cells * cells);
  const behind = new Float32Array(heights * cells * cells);
  const columns = lineColumns(terrain);
  const work = newWorkspace(columns.x.length, heights);
  return {
    sweep(angleRad, heightsM) {
      const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
      const flat = Math.abs(cos) >= Math.abs(sin);
      const grids = terrain.levels.map((level) => (flat ? level.z : level.zTransposed));
      const slope = flat ? sin / cos : cos / sin;
      const forward = flat ? cos > 0 : sin > 0;
      const [up, down] = forward ? [ahead, behind] : [behind, ahead];
      sweepLines(terrain, columns, work, grids, slope, heightsM, up, down);
      lookNear(terrain, grids[0]!, slope, heightsM, up, down);
      return { ahead, behind, transposed: !flat };
    },
  };
}

/** The columns that every line meets, from the far left to the far right: level, column in that level, and position in cells from the centre. */
interface LineColumns {
  readonly level: Uint8Array;
  readonly column: Int32Array;
  readonly x: Float64Array;
  /** Index of the first column of the region, of level 0, and of the levels below {@link FAR_LEVEL}. */
  readonly region: number;
  readonly inner: number;
  readonly outer: number;
}

function lineColumns(terrain: SweepTerrain): LineColumns {
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
 * Upper convex hull of what has been passed, as a stack; four numbers for each vertex: x, z, and its distance in x and in z from the vertex before.
 * The first vertex pretends to stand on a vertical edge (0, 1), so that searches stop there. No division: its latency would rule the time of the sweep.
 */
interface Hull {
  readonly stack: Float64Array;
  top: number;
  /** Line (or group of lines) that it belongs to. */
  key: number;
}

const VERTEX = 4;

function newHull(vertices: number): Hull {
  return { stack: new Float64Array(VERTEX * (vertices + 1)), top: 0, key: NaN };
}

/** Buffers of one line, and the hulls of its far ground: lines side by side see the same far mountains, so groups of them share these. */
interface Workspace {
  readonly line: Float64Array;
  readonly far: Record<1 | -1, Hull>;
  readonly middle: Record<1 | -1, Hull>;
  readonly near: Hull;
  /** Vertex that the last observer of each height saw, below and above the line. */
  readonly guess: Int32Array;
}

/**
 * Lines that share the ground of levels 3 and above (at least 512 cells away with 64 rings), and of levels 1 and 2 (128 cells): the line in the middle of a group stands for
 * all, which turns the view by at most 0.39 and 0.22 degrees, less than half the step between 720 directions.
 */
const FAR_GROUP = 8;
const MIDDLE_GROUP = 2;
const FAR_LEVEL = 3;

function newWorkspace(length: number, heights: number): Workspace {
  const both = () => ({ [1]: newHull(length), [-1]: newHull(length) }) as Record<1 | -1, Hull>;
  return {
    line: new Float64Array(length),
    far: both(),
    middle: both(),
    near: newHull(length),
    guess: new Int32Array(2 * heights),
  };
}

/** Sweeps every line that passes the region at `slope` rows per column, both ways, and writes the tangents beyond the near columns. */
function sweepLines(
  terrain: SweepTerrain,
  columns: LineColumns,
  work: Workspace,
  grids: readonly Float32Array[],
  slope: number,
  heightsM: ArrayLike<number>,
  ahead: Float32Array,
  behind: Float32Array,
): void {
  const { cells } = terrain;
  const { outer, inner } = columns;
  const { line } = work;
  const centre = (cells - 1) / 2;
  const rise = Math.abs(slope) * centre;
  for (const way of [1, -1] as const) work.far[way].key = work.middle[way].key = NaN;
  // Lines are numbered by their row at the centre of the region, counted from the region's first row.
  for (let k = Math.floor(-rise) - 1; k <= Math.ceil(cells - 1 + rise); k++) {
    const [from, to] = columnsInside(k, slope, cells);
    if (from > to) continue;
    const last = line.length;
    sampleLine(terrain, columns, grids, slope, k - centre, inner, last - inner, line);
    for (const way of [1, -1] as const) {
      const [far, middle] = [work.far[way], work.middle[way]];
      const group = Math.floor(k / FAR_GROUP);
      if (far.key !== group) {
        const intercept = group * FAR_GROUP + (FAR_GROUP - 1) / 2 - centre;
        const [a, b] = way > 0 ? [0, outer] : [last - outer, last];
        sampleLine(terrain, columns, grids, slope, intercept, a, b, line);
        startHull(far, columns.x, line, a, b, way);
        far.key = group;
      }
      const pair = Math.floor(k / MIDDLE_GROUP);
      if (middle.key !== pair) {
        const intercept = pair * MIDDLE_GROUP + (MIDDLE_GROUP - 1) / 2 - centre;
        const [a, b] = way > 0 ? [outer, inner] : [last - inner, last - outer];
        sampleLine(terrain, columns, grids, slope, intercept, a, b, line);
        copyHull(far, middle);
        growHull(middle, columns.x, line, a, b, way);
        middle.key = pair;
      }
      copyHull(middle, work.near);
      const out = way > 0 ? behind : ahead;
      walk(terrain, columns, work, grids[0]!, slope, k, from, to, heightsM, way, out);
    }
  }
}

/**
 * Heights where the line y = intercept + slope * x (in cells) meets columns `from` to below `to`, linear between rows. Where it has left the rows of a
 * column's level, coarser levels answer at every second column and NaN fills the others.
 */
function sampleLine(
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

/** Begins a hull with columns `from` to below `to`, from the far end in the direction of walking. */
function startHull(hull: Hull, x: Float64Array, line: Float64Array, from: number, to: number, way: 1 | -1): void {
  const first = way > 0 ? from : to - 1;
  hull.top = 0;
  // Nothing beyond the last terrain: a vertex far below.
  hull.stack.set([(x[first] ?? x[way > 0 ? 0 : x.length - 1]!) * way - 1, HOLE_M, 0, 1]);
  growHull(hull, x, line, from, to, way);
}

function growHull(hull: Hull, x: Float64Array, line: Float64Array, from: number, to: number, way: 1 | -1): void {
  const { stack } = hull;
  let top = hull.top;
  for (let j = way > 0 ? from : to - 1; j >= from && j < to; j += way) {
    const z = line[j]!;
    if (z !== z) continue;
    const s = x[j]! * way;
    let dx = s - stack[top]!;
    let dz = z - stack[top + 1]!;
    while (dz * stack[top + 2]! >= stack[top + 3]! * dx) {
      top -= VERTEX;
      dx = s - stack[top]!;
      dz = z - stack[top + 1]!;
    }
    top += VERTEX;
    stack[top] = s;
    stack[top + 1] = z;
    stack[top + 2] = dx;
    stack[top + 3] = dz;
  }
  hull.top = top;
}

function copyHull(from: Hull, to: Hull): void {
  for (let i = 0; i < from.top + VERTEX; i++) to.stack[i] = from.stack[i]!;
  to.top = from.top;
}

/**
 * Walks one line through level 0 (toward +x or -x), growing the hull, and puts into `out` the weighted tangents of the two observers beside each column `from`..`to`.
 */
function walk(
  terrain: SweepTerrain,
  columns: LineColumns,
  work: Workspace,
  grid: Float32Array,
  slope: number,
  k: number,
  from: number,
  to: number,
  heightsM: ArrayLike<number>,
  way: 1 | -1,
  out: Float32Array,
): void {
  const { cells, margin, stepM } = terrain;
  const { size } = terrain.levels[0]!;
  const { x: xs, region, inner } = columns;
  const { line } = work;
  const { stack } = work.near;
  const heights = heightsM.length;
  const unit = 1 / (stepM * Math.sqrt(1 + slope * slope));
  const centre = (cells - 1) / 2;
  let next = way > 0 ? inner : line.length - inner - 1;
  let top = work.near.top;
  const { guess } = work;
  guess.fill(0);
  for (let c = way > 0 ? from : to; c >= from && c <= to; c += way) {
    const until = (region + c) * way - NEAR; // the hull takes in what lies more than NEAR columns back
    for (; next * way < until; next += way) {
      const z = line[next]!;
      if (z !== z) continue;
      const s = xs[next]! * way;
      let dx = s - stack[top]!;
      let dz = z - stack[top + 1]!;
      while (dz * stack[top + 2]! >= stack[top + 3]! * dx) {
        top -= VERTEX;
        dx = s - stack[top]!;
        dz = z - stack[top + 1]!;
      }
      top += VERTEX;
      stack[top] = s;
      stack[top + 1] = z;
      stack[top + 2] = dx;
      stack[top + 3] = dz;
    }
    const offset = slope * (c - centre);
    const whole = Math.floor(offset);
    const share = offset - whole;
    const row = k + whole;
    const s = (c - centre) * way;
    const eyeAt = (row + margin) * size + margin + c;
    for (let h = 0; h < heights; h++) {
      const eye = heightsM[h]!;
      const at = (h * cells + row) * cells + c;
      if (row >= 0 && row < cells) {
        const z = grid[eyeAt]! + eye;
        const t = tangentVertex(stack, top, guess[2 * h]!, s, z);
        guess[2 * h] = t;
        const tangent = ((stack[t + 1]! - z) / (s - stack[t]!)) * unit * (1 - share);
        out[at] = share === 0 ? tangent : out[at]! + tangent;
      }
      if (share !== 0 && row >= -1 && row < cells - 1) {
        const z = grid[eyeAt + size]! + eye;
        const t = tangentVertex(stack, top, guess[2 * h + 1]!, s, z);
        guess[2 * h + 1] = t;
        out[at + cells] = ((stack[t + 1]! - z) / (s - stack[t]!)) * unit * share;
      }
    }
  }
}

/**
 * Where the line of sight from (s, z) touches the hull. Above the line through an edge one looks past its upper end; going down the stack that is true up to the answer and false
 * from there on, so the search may begin anywhere: at the vertex of the observer before, which mostly is the answer again.
 */
function tangentVertex(stack: Float64Array, top: number, guess: number, s: number, z: number): number {
  let t = guess < top ? guess : top;
  if ((z - stack[t + 1]!) * stack[t + 2]! > stack[t + 3]! * (s - stack[t]!)) {
    do t -= VERTEX;
    while ((z - stack[t + 1]!) * stack[t + 2]! > stack[t + 3]! * (s - stack[t]!));
    return t;
  }
  while (t < top) {
    const u = t + VERTEX;
    if ((z - stack[u + 1]!) * stack[u + 2]! > stack[u + 3]! * (s - stack[u]!)) break;
    t = u;
  }
  return t;
}

/** First and last column of the region in which line k has an observer beside it. */
function columnsInside(k: number, slope: number, cells: number): [from: number, to: number] {
  if (slope === 0) return k >= 0 && k < cells ? [0, cells - 1] : [0, -1];
  const centre = (cells - 1) / 2;
  const [a, b] = [centre + (-1 - k) / slope, centre + (cells - k) / slope];
  return [Math.max(0, Math.ceil(Math.min(a, b)) - 1), Math.min(cells - 1, Math.floor(Math.max(a, b)) + 1)];
}

/** Raises the tangents to those of the first columns along every observer's own line. */
function lookNear(
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
