import type { Terrain } from '../ground/dem.ts';
import { sightHeight, type GnomonicFrame } from '../ground/gnomonic.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';
import { planeSampler } from './plane-sampler.ts';
import type { Lattice } from './sweep-lattice.ts';

/** The lattices of a level; see {@link SweepLevel}. */
export interface LevelShape extends Lattice {
  /** Observers along a side; observer (row, column) stands at x = originM + column * stepM, y likewise by row. */
  readonly observers: number;
  readonly originM: number;
  readonly stepM: number;
  /** Nodes of a page beyond the observers on every side, and along a side in all. */
  readonly margin: number;
  readonly size: number;
  /** How far its observers look, in its steps. */
  readonly reachSteps: number;
}

export interface SweepLevel extends LevelShape {
  /**
   * Pages of size x size numbers, rows going up with y. First `fineness` x `fineness` pages of heights: node (row, column) of page (p, q) lies at
   * x = originM + (column - margin + q / fineness + shiftSteps[0]) * stepM, y likewise by row and p; so a step of the fine lattice is a constant offset for all observers.
   * {@link HOLE_M} where the terrain has no height.
   */
  readonly pages: Float32Array;
  /** The page of the observers' heights, holes filled in from coarser levels: the first, or one after the lattice. */
  readonly eyePage: number;
  /**
   * Page of the rise of the ground per metre toward x at the observers, followed by that toward y and those on their lower sides; 0 where the observers stand on nodes of the lattice.
   */
  readonly gradientPage: number;
  /** Page of a second lattice, one node in a cell at `secondShift`: the nodes of a coarser grid in the region; 0 where there is none. */
  readonly secondPage: number;
}

/** Stands for "no terrain": far below every line of sight. */
export const HOLE_M = -1e7;

/** Loops over sixteen observers read this far past the end of the last page. */
const SPARE = 64;

/** Height of the ground where the plane touches the sphere; 0 where there is none. */
export function centreHeightM(terrain: Terrain, frame: GnomonicFrame): number {
  const sample = new Float64Array(2);
  sampleTerrain(terrain, ...frame.up, sample);
  return Number.isNaN(sample[0]!) ? 0 : sightHeight(0, 0, sample[0]!);
}

/** Samples the ground of a level and works out what its observers need. `coarser` fills in their heights where there is no ground. */
export function sampleLevel(
  terrain: Terrain,
  frame: GnomonicFrame,
  shape: LevelShape,
  datumM: number,
  coarser: SweepLevel | undefined,
  signal: AbortSignal | undefined,
): { level: SweepLevel; holes: Uint32Array } {
  const lattice = shape.fineness ** 2;
  const shifted = shape.shiftSteps[0] !== 0 || shape.shiftSteps[1] !== 0;
  const own = lattice + (shifted ? 5 : 0);
  const secondPage = shape.secondShift ? own : 0;
  const count = own + (secondPage > 0 ? 1 : 0);
  let pages = newPages(shape, count);
  sampleGround(terrain, frame, shape, datumM, pages, { eyes: shifted ? lattice : 0, second: secondPage }, signal);
  const holes = holesOf(shape, pages, shifted ? lattice : 0);
  let eyePage = shifted ? lattice : 0;
  if (holes.length > 0) {
    if (!shifted) {
      const first = pages;
      pages = newPages(shape, count + 1);
      pages.set(first.subarray(0, count * shape.size ** 2));
      pages.copyWithin(count * shape.size ** 2, 0, shape.size ** 2);
      eyePage = count;
    }
    for (const at of holes) {
      const [row, column] = [Math.floor(at / shape.observers), at % shape.observers];
      pages[indexOf(shape, eyePage, row, column)] = coarser ? heightBeside(coarser, row, column) : 0;
    }
  }
  return {
    level: {
      ...shape,
      pages,
      eyePage,
      gradientPage: shifted ? lattice + 1 : 0,
      secondPage,
    },
    holes,
  };
}

/** Index of the number of an observer on a page. */
function indexOf({ size, margin }: LevelShape, page: number, row: number, column: number): number {
  return (page * size + row + margin) * size + column + margin;
}

function holesOf(shape: LevelShape, pages: Float32Array, page: number): Uint32Array {
  const holes: number[] = [];
  for (let row = 0; row < shape.observers; row++)
    for (let column = 0; column < shape.observers; column++)
      if (pages[indexOf(shape, page, row, column)]! < HOLE_M / 2) holes.push(row * shape.observers + column);
  return Uint32Array.from(holes);
}

/** Height of the coarser observer nearest to a finer one. */
function heightBeside(coarser: SweepLevel, fineRow: number, fineColumn: number): number {
  return coarser.pages[indexOf(coarser, coarser.eyePage, (fineRow >> 1) + 1, (fineColumn >> 1) + 1)]!;
}

/** Where the gradient pages look: toward x, y, and the lower sides. */
const SIDES = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

function sampleGround(
  terrain: Terrain,
  frame: GnomonicFrame,
  { originM, stepM, fineness, shiftSteps, secondShift, margin, size }: LevelShape,
  datumM: number,
  pages: Float32Array,
  at: { readonly eyes: number; readonly second: number },
  signal: AbortSignal | undefined,
): void {
  const sampler = planeSampler(terrain, frame);
  const heights = new Float64Array(size);
  const fill = (page: number, shiftX: number, shiftY: number) => {
    for (let row = 0; row < size; row++) {
      if (row % 64 === 0) signal?.throwIfAborted();
      sampler.row(originM + (row - margin + shiftY) * stepM, originM + (shiftX - margin) * stepM, stepM, size, heights);
      const to = (page * size + row) * size;
      for (let column = 0; column < size; column++) {
        const z = heights[column]!;
        pages[to + column] = z === z ? z - datumM : HOLE_M;
      }
    }
  };
  for (let p = 0; p < fineness; p++)
    for (let q = 0; q < fineness; q++)
      fill(p * fineness + q, q / fineness + shiftSteps[0], p / fineness + shiftSteps[1]);
  if (secondShift) fill(at.second, ...secondShift);
  if (at.eyes === 0) return;
  fill(at.eyes, 0, 0);
  // The ground may have an edge under the observer: one slope for either side.
  const aside = Math.min(1, stepM / 8);
  const beside = new Float64Array(size);
  for (const [i, [sideX, sideY]] of SIDES.entries())
    for (let row = 0; row < size; row++) {
      if (row % 64 === 0) signal?.throwIfAborted();
      const [x, y] = [originM - margin * stepM, originM + (row - margin) * stepM];
      sampler.row(y, x, stepM, size, heights);
      sampler.row(y + sideY * aside, x + sideX * aside, stepM, size, beside);
      const to = ((at.eyes + 1 + i) * size + row) * size;
      for (let column = 0; column < size; column++) {
        const rise = ((beside[column]! - heights[column]!) / aside) * (sideX + sideY);
        pages[to + column] = rise === rise ? rise : 0;
      }
    }
}

function newPages({ size }: LevelShape, count: number): Float32Array {
  const bytes = 4 * (count * size * size + SPARE);
  return typeof SharedArrayBuffer === 'undefined'
    ? new Float32Array(bytes / 4)
    : new Float32Array(new SharedArrayBuffer(bytes));
}
