import { copyHull, growHull, newHull, startHull, tangentVertex, VERTEX, type Hull } from './sweep-hull.ts';
import { sampleLine, type LineColumns } from './sweep-line.ts';
import { NEAR } from './sweep-near.ts';
import type { SweepTerrain } from './sweep-terrain.ts';

/** Buffers of one line, and the hulls of its far ground: lines side by side see the same far mountains, so groups of them share these. */
export interface Workspace {
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

export function newWorkspace(length: number, heights: number): Workspace {
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
export function sweepLines(
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

/** First and last column of the region in which line k has an observer beside it. */
function columnsInside(k: number, slope: number, cells: number): [from: number, to: number] {
  if (slope === 0) return k >= 0 && k < cells ? [0, cells - 1] : [0, -1];
  const centre = (cells - 1) / 2;
  const [a, b] = [centre + (-1 - k) / slope, centre + (cells - k) / slope];
  return [Math.max(0, Math.ceil(Math.min(a, b)) - 1), Math.min(cells - 1, Math.floor(Math.max(a, b)) + 1)];
}
