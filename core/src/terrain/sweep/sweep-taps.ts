import type { SweepLevel } from './sweep-level.ts';
import type { SweepTerrain } from './sweep-terrain.ts';

/**
 * A *tap*: one place at which every observer of a level looks at the ground, the same number of steps away for all. Its height is interpolated between two nodes, and
 *
 *      tangent = a * low + b * high - weight * eye         (a + b = weight = 1 / distance)
 *
 * In memory: byte offsets of the two nodes from the observer's own (i32), a, b, weight (f32), and padding to {@link TAP_BYTES}.
 */
export const TAP_BYTES = 32;
const TAP_WORDS = TAP_BYTES / 4;

/** More than any list of taps has. */
export const MOST_TAPS = 512;

/** Part of the way: `perStep` crossings of columns (or rows, for steep directions) in each step of the level. */
interface Stretch {
  readonly perStep: number;
  readonly from: number;
  readonly to: number;
}

/** Memory into which taps are written, as numbers and as integers. */
export interface TapMemory {
  readonly f32: Float32Array;
  readonly i32: Int32Array;
}

/** Do the observers stand on the ground? Then skylines begin at its feet, with its slope there; from any height above it they begin farther out. */
function onGround(heightM: number): boolean {
  return heightM === 0;
}

/** How far the observers of level n look, in its steps: from the ground, whose skyline is near and well above the far one, each level need not look so far as from a mast. */
function reachOf({ levels }: SweepTerrain, n: number, ground: boolean): number {
  const { reachSteps } = levels[n]!;
  if (!ground || n === levels.length - 1) return reachSteps;
  return n === 0 ? (2 * reachSteps) / 3 : levels[n - 1]!.reachSteps;
}

/** Until how many steps over the number of nodes in a step the finer lattices serve. */
const FINE_REACH = { ground: 8, mast: 24 };

/** Nodes within which lines of sight also stop where they cross the other axis: there lie the edges of steep ground at one's feet. */
const EDGES = 3;

/**
 * Writes the taps of the cells themselves in the direction `angleRad`, from word `at` of the memory on; returns how many. Near ground is looked at on the finest lattice; every node less per step doubles
 * the way.  From a mast, ground nearer than its height is below every skyline, and lattices finer than its height not asked.
 */
export function nearTaps(
  terrain: SweepTerrain,
  angleRad: number,
  heightM: number,
  memory: TapMemory,
  at: number,
): number {
  const level = terrain.levels[0]!;
  const { fineness, stepM } = level;
  const writer = tapWriter(level, angleRad, memory, at);
  const ground = onGround(heightM);
  const reach = reachOf(terrain, 0, ground);
  if (ground) writer.feet();
  const start = ground ? 0 : Math.min(heightM / stepM, 1) / 2;
  let from = start;
  let first = true;
  for (let perStep = fineness; perStep >= 1; perStep--) {
    if (fineness % perStep !== 0 || (perStep > 2 && stepM / perStep <= 1.1 * heightM)) continue;
    const to = perStep === 1 ? reach : Math.min(reach, (ground ? FINE_REACH.ground : FINE_REACH.mast) / perStep);
    const second = perStep === 1 && level.secondPage > 0;
    if (second) {
      writer.second();
      from = Math.min(from, start);
      writer.across({ perStep, from, to: EDGES });
    }
    writer.along({ perStep, from, to });
    if (first && !second) writer.across({ perStep, from, to: EDGES / perStep });
    first = false;
    from = to;
  }
  return writer.count();
}

/** Writes the taps of a coarser level n: from where the level before it ends. */
export function farTaps(
  terrain: SweepTerrain,
  n: number,
  angleRad: number,
  heightM: number,
  memory: TapMemory,
  at: number,
): number {
  const level = terrain.levels[n]!;
  const ground = onGround(heightM);
  const writer = tapWriter(level, angleRad, memory, at);
  // One step more than needed: coarser observers do not stand where the finer do.
  const from = reachOf(terrain, n - 1, ground) / 2 - 1;
  writer.along({
    perStep: level.fineness,
    from,
    to: reachOf(terrain, n, ground),
  });
  return writer.count();
}

function tapWriter(level: SweepLevel, angleRad: number, { f32, i32 }: TapMemory, at: number) {
  const { size, stepM } = level;
  let { fineness, shiftSteps } = level;
  let firstPage = 0;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const page = size * size;
  let count = 0;
  /** Byte offset of a node of the fine lattice. */
  const offset = (column: number, row: number) => {
    const q = ((column % fineness) + fineness) % fineness;
    const p = ((row % fineness) + fineness) % fineness;
    return 4 * ((firstPage + p * fineness + q) * page + ((row - p) / fineness) * size + (column - q) / fineness);
  };
  const write = (low: number, high: number, a: number, b: number, weight: number) => {
    const word = at + TAP_WORDS * count++;
    i32[word] = low;
    i32[word + 1] = high;
    f32[word + 2] = a;
    f32[word + 3] = b;
    f32[word + 4] = weight;
  };
  /** Where the line of sight crosses columns (`flat`) or rows, between two nodes of them. */
  const crossings = (flat: boolean, { perStep, from, to }: Stretch) => {
    const [major, minor] = flat ? [cos, sin] : [sin, cos];
    if (Math.abs(major) < 1e-9) return;
    const [shift, otherShift] = flat ? shiftSteps : [shiftSteps[1], shiftSteps[0]];
    const way = major > 0 ? 1 : -1;
    const secant = 1 / Math.abs(major);
    const nodes = fineness / perStep;
    for (let j = way > 0 ? 1 - Math.ceil(shift * perStep) : -1; ; j += way) {
      const out = Math.abs(j / perStep + shift);
      const distance = out * secant;
      if (distance > to + 1e-9) return;
      if (out < 1e-6 || distance + secant / perStep <= from) continue;
      const side = (out * minor * secant - otherShift) * perStep;
      const low = Math.floor(side);
      const share = side - low;
      const weight = 1 / (distance * stepM);
      const [a, b] = flat
        ? [offset(j * nodes, low * nodes), offset(j * nodes, (low + 1) * nodes)]
        : [offset(low * nodes, j * nodes), offset((low + 1) * nodes, j * nodes)];
      write(a, b, (1 - share) * weight, share * weight, weight);
    }
  };
  const flat = Math.abs(cos) >= Math.abs(sin);
  return {
    along: (stretch: Stretch) => crossings(flat, stretch),
    across: (stretch: Stretch) => crossings(!flat, stretch),
    /** The slope of the ground at the observer itself: on convex ground that is the skyline. */
    feet() {
      if (level.gradientPage > 0) {
        const side = (axis: number, component: number) =>
          4 * (level.gradientPage + axis + (component < 0 ? 2 : 0)) * page;
        return write(side(0, cos), side(1, sin), cos, sin, 0);
      }
      const [x, y] = [Math.abs(cos) * (fineness / stepM), Math.abs(sin) * (fineness / stepM)];
      write(offset(Math.sign(cos), 0), offset(0, Math.sign(sin)), x, y, x + y);
    },
    /** Turns to the second lattice. */
    second() {
      fineness = 1;
      shiftSteps = level.secondShift ?? shiftSteps;
      firstPage = level.secondPage;
    },
    count: () => count,
  };
}
