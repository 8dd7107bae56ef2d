import { InputError } from '../../errors/index.ts';
import { MOON_RADIUS_M, type Terrain } from '../ground/dem.ts';
import type { GnomonicFrame } from '../ground/gnomonic.ts';
import { chooseLattice } from './sweep-lattice.ts';
import { centreHeightM, sampleLevel, type LevelShape, type SweepLevel } from './sweep-level.ts';

/**
 * Terrain prepared for the sweep: line-of-sight heights on square lattices of the gnomonic plane, a pyramid over the region.
 *
 *      level 2   o       o       o        Level n has an *observer* every 2^n cells and the *ground* that these look at: all between `fromSteps` and `reachSteps` of its own
 *      level 1   o   o   o   o   o        steps. So every ring of distance is seen from places that lie close together as measured by its distance, and level 0, where every
 *      cells     o o o o o o o o o        cell looks along its own exact lines, goes out to the ring of level 1.
 *
 * The ground lattice of level 0 may be finer than the cells (`fineness` nodes per cell and axis) and is laid onto the nodes of the finest grid in the region (`shiftSteps`), so that ground at
 * the observer's feet is the grid's own bilinear surface and not a copy that has lost its edges. A second lattice (`secondShift`) does the same for the coarsest grid in the region.
 */
export interface SweepTerrain {
  readonly frame: GnomonicFrame;
  /** Cells along a side of the square region, and their size on the plane. */
  readonly cells: number;
  readonly stepM: number;
  /** Added to the heights of the levels gives line-of-sight heights: near nought they keep more digits. */
  readonly datumM: number;
  readonly levels: readonly SweepLevel[];
  /** Cells (row * cells + column) without terrain: nothing is seen from there. */
  readonly holes: Uint32Array;
}

export interface SweepTerrainOptions {
  /** How far from every cell terrain is looked for; 350 km unless told. */
  readonly rangeM?: number;
  readonly signal?: AbortSignal;
}

/** Nearest and farthest ground of each level in its own steps, and nodes per step; the last stands for all that follow. See docs/decisions for the errors that they leave. */
const LEVELS: readonly (readonly [reachSteps: number, fineness: number])[] = [
  [24, 1],
  [32, 2],
  [48, 2],
  [64, 2],
];

/**
 * Samples nested grids for a sweep over `cells` x `cells` cells of `stepM` metres around the centre of `frame`.
 *
 * The arrays lie on SharedArrayBuffers where the platform has them. Memory: 4 (f^2 + 8) bytes per cell with f nodes per cell and axis (1 to 8; less where they would pass
 * 200 MB), and 6 MB; a worker holds a copy. 4096 x 4096 cells of 10 m, on the nodes of their grid: 174 MB, 340 MB in each worker.
 * @throws InputError `SURVEY_REGION` when sizes are out of range.
 */
export function sweepTerrain(
  terrain: Terrain,
  frame: GnomonicFrame,
  cells: number,
  stepM: number,
  options: SweepTerrainOptions = {},
): SweepTerrain {
  const { rangeM = 350_000, signal } = options;
  checkRegion(cells, stepM, rangeM);
  const datumM = centreHeightM(terrain, frame);
  const shapes = levelShapes(terrain, frame, cells, stepM, rangeM);
  const levels: SweepLevel[] = [];
  for (const shape of shapes.toReversed()) {
    const sampled = sampleLevel(terrain, frame, shape, datumM, levels[0], signal);
    levels.unshift(sampled.level);
    if (levels.length === shapes.length) return { frame, cells, stepM, datumM, levels, holes: sampled.holes };
  }
  throw new Error('a sweep has at least one level');
}

function levelShapes(
  terrain: Terrain,
  frame: GnomonicFrame,
  cells: number,
  stepM: number,
  rangeM: number,
): LevelShape[] {
  const near = chooseLattice(terrain, frame, cells, stepM, LEVELS[0]![0]);
  const shapes: LevelShape[] = [];
  let observers = cells;
  let originM = (-(cells - 1) / 2) * stepM;
  for (let n = 0; ; n++) {
    const step = stepM * 2 ** n;
    const [reachSteps, fineness] = LEVELS[Math.min(n, LEVELS.length - 1)]!;
    const margin = reachSteps + 3;
    const lattice = n === 0 ? near : { fineness, shiftSteps: [0, 0] as const, secondShift: null };
    shapes.push({
      observers,
      originM,
      stepM: step,
      margin,
      size: observers + 2 * margin,
      reachSteps,
      ...lattice,
    });
    if (reachSteps * step >= rangeM) return shapes;
    // Every finer observer stands a quarter of the coarse step from a coarse one, between two of them.
    originM -= 1.5 * step;
    observers = Math.ceil(observers / 2) + 2;
  }
}

function checkRegion(cells: number, stepM: number, rangeM: number): void {
  if (!(Number.isInteger(cells) && cells >= 8 && cells <= 4096))
    throw new InputError('SURVEY_REGION', `${cells} cells along a side`, {
      legal: '8 to 4096',
    });
  if (!(stepM > 0 && cells * stepM <= 0.4 * MOON_RADIUS_M))
    throw new InputError('SURVEY_REGION', `${cells} cells of ${stepM} m`, {
      legal: `at most ${0.4 * MOON_RADIUS_M} m wide`,
    });
  if (!(rangeM > 0 && rangeM <= 700_000))
    throw new InputError('SURVEY_REGION', `range ${rangeM} m`, {
      legal: 'above 0 to 700000 m',
    });
}
