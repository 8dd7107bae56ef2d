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
   * Page of the rise of the ground per metre toward x at the observers, followed by that toward y; 0 where the observers stand on nodes. On the edge between two nodes (one shift is nought) two more
   * pages follow, for looking to the lower side of that axis.
   */
  readonly gradientPage: number;
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
  let pages = newPages(shape, lattice + (onEdges(shape) ? 5 : shifted ? 3 : 0));
  sampleGround(terrain, frame, shape, datumM, pages, signal);
  if (shifted) standBetweenNodes(shape, pages, lattice);
  const holes = holesOf(shape, pages, shifted ? lattice : 0);
  let eyePage = shifted ? lattice : 0;
  if (holes.length > 0) {
    if (!shifted) {
      const first = pages;
      pages = newPages(shape, lattice + 1);
      pages.set(first);
      pages.copyWithin(lattice * shape.size ** 2, 0, shape.size ** 2);
      eyePage = lattice;
    }
    for (const at of holes) {
      const [row, column] = [Math.floor(at / shape.observers), at % shape.observers];
      pages[indexOf(shape, eyePage, row, column)] = coarser ? heightBeside(coarser, row, column) : 0;
    }
  }
  return { level: { ...shape, pages, eyePage, gradientPage: shifted ? lattice + 1 : 0 }, holes };
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

/**
 * Heights and gradients of observers within a cell of the ground lattice, on its bilinear surface: three pages from `page` on. On the edge between two such cells (shifted along one axis only) the
 * ground falls differently on both sides: two pages more for the gradient on the lower side.
 */
function standBetweenNodes(shape: LevelShape, pages: Float32Array, page: number): void {
  writeSurface(shape, pages, page, 0);
  if (onEdges(shape)) writeSurface(shape, pages, page + 2, 1);
}

/** Do observers stand on an edge between two cells of the lattice? */
function onEdges({ shiftSteps: [x, y] }: LevelShape): boolean {
  return (x === 0) !== (y === 0);
}

function writeSurface(shape: LevelShape, pages: Float32Array, page: number, lower: 0 | 1): void {
  const { observers, stepM, fineness: f, size, shiftSteps } = shape;
  // The lattice begins right of and above the observer: the cell around it begins one node before.
  const [u, v] = shiftSteps.map((shift) => (shift === 0 ? lower : 1 - shift * f)) as [number, number];
  const [x0, y0] = shiftSteps.map((shift) => (shift === 0 ? -lower : -1)) as [number, number];
  const offset = (x: number, y: number) => {
    const [q, p] = [(x + f) % f, (y + f) % f];
    return ((p * f + q) * size + (y - p) / f) * size + (x - q) / f;
  };
  const [ia, ib, ic, id] = [offset(x0, y0), offset(x0 + 1, y0), offset(x0, y0 + 1), offset(x0 + 1, y0 + 1)];
  for (let row = 0; row < observers; row++)
    for (let column = 0; column < observers; column++) {
      const at = indexOf(shape, 0, row, column);
      const [a, b, c, d] = [pages[at + ia]!, pages[at + ib]!, pages[at + ic]!, pages[at + id]!];
      const hole = Math.min(a, b, c, d) < HOLE_M / 2;
      const to = indexOf(shape, page, row, column);
      if (lower === 0) pages[to] = hole ? HOLE_M : a + u * (b - a) + v * (c - a) + u * v * (a - b - c + d);
      pages[to + size * size] = hole ? 0 : (((1 - v) * (b - a) + v * (d - c)) * f) / stepM;
      pages[to + 2 * size * size] = hole ? 0 : (((1 - u) * (c - a) + u * (d - b)) * f) / stepM;
    }
}

function sampleGround(
  terrain: Terrain,
  frame: GnomonicFrame,
  { originM, stepM, fineness, shiftSteps, margin, size }: LevelShape,
  datumM: number,
  pages: Float32Array,
  signal: AbortSignal | undefined,
): void {
  const sampler = planeSampler(terrain, frame);
  const heights = new Float64Array(size);
  for (let page = 0; page < fineness * fineness; page++) {
    const [p, q] = [Math.floor(page / fineness), page % fineness];
    for (let row = 0; row < size; row++) {
      if (row % 64 === 0) signal?.throwIfAborted();
      const y = originM + (row - margin + p / fineness + shiftSteps[1]) * stepM;
      sampler.row(y, originM + (q / fineness + shiftSteps[0] - margin) * stepM, stepM, size, heights);
      const at = (page * size + row) * size;
      for (let column = 0; column < size; column++) {
        const z = heights[column]!;
        pages[at + column] = z === z ? z - datumM : HOLE_M;
      }
    }
  }
}

function newPages({ size }: LevelShape, count: number): Float32Array {
  const bytes = 4 * (count * size * size + SPARE);
  return typeof SharedArrayBuffer === 'undefined'
    ? new Float32Array(bytes / 4)
    : new Float32Array(new SharedArrayBuffer(bytes));
}
