import { InputError } from '../../errors/index.ts';
import { MOON_RADIUS_M, type Terrain } from '../ground/dem.ts';
import { fromGnomonic, sightHeight, type GnomonicFrame } from '../ground/gnomonic.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';

/**
 * Terrain prepared for the sweep: line-of-sight heights on square lattices of the gnomonic plane, all centred on the point where it touches the sphere.
 *
 * Level 0 holds the region's cells and a margin; level n has 2^n times its step and serves the ring between the edges of levels n - 1 and n, so that the
 * step grows with the distance from the region like the resolution one needs.
 *
 *      level 2 | level 1 | margin [ region ] margin | level 1 | level 2
 */
export interface SweepTerrain {
  readonly frame: GnomonicFrame;
  /** Cells along a side of the square region, and their size on the plane. */
  readonly cells: number;
  readonly stepM: number;
  /** Cells of level 0 beyond the region, on every side. */
  readonly margin: number;
  readonly levels: readonly SweepLevel[];
}

export interface SweepLevel {
  /** Nodes along a side; node (row, column) lies at x = (column - (size - 1) / 2) * stepM, y likewise by row: rows go up with y. */
  readonly size: number;
  readonly stepM: number;
  /** Row by row; {@link HOLE_M} where the terrain has no height. */
  readonly z: Float32Array;
  /** The same with rows and columns exchanged, so that steep lines also run along memory. */
  readonly zTransposed: Float32Array;
}

/** Stands for "no terrain": far below every line of sight. */
export const HOLE_M = -1e7;

export interface SweepTerrainOptions {
  /** How far from the edge of the region terrain is looked for; 350 km unless told. */
  readonly rangeM?: number;
  /**
   * Distance from the edge of the region at which the step may double, in steps: from there on a step is seen under 1 / rings radians. 64 unless told: see
   * node/src/survey/sweep-truth.slow.ts for the error.
   */
  readonly rings?: number;
  readonly signal?: AbortSignal;
}

/**
 * Samples nested grids for a sweep over `cells` x `cells` cells of `stepM` metres around the centre of `frame`.
 *
 * The arrays lie on SharedArrayBuffers where the platform has them. About 1.5 million samples for a region of 512 cells.
 * @throws InputError `SURVEY_REGION` when sizes are out of range or the region reaches beyond the terrain.
 */
export function sweepTerrain(
  terrain: Terrain,
  frame: GnomonicFrame,
  cells: number,
  stepM: number,
  options: SweepTerrainOptions = {},
): SweepTerrain {
  const { rangeM = 350_000, rings = 64 } = options;
  checkRegion(cells, stepM, rangeM);
  const levels: SweepLevel[] = [];
  let half = cells / 2 + 2 * rings; // of the level, in its own steps
  for (let n = 0; ; n++) {
    const step = stepM * 2 ** n;
    const reach = Math.min(half, Math.ceil((cells * stepM) / 2 / step + rangeM / step));
    levels.push(sampleLevel(terrain, frame, 2 * reach + (cells % 2), step, options.signal));
    if (reach < half) break;
    half = Math.ceil((cells * stepM) / 2 / (2 * step)) + 2 * rings;
  }
  return { frame, cells, stepM, margin: (levels[0]!.size - cells) / 2, levels };
}

function checkRegion(cells: number, stepM: number, rangeM: number): void {
  if (!(Number.isInteger(cells) && cells >= 8 && cells <= 4096))
    throw new InputError('SURVEY_REGION', `${cells} cells along a side`, { legal: '8 to 4096' });
  if (!(stepM > 0 && cells * stepM <= 0.4 * MOON_RADIUS_M))
    throw new InputError('SURVEY_REGION', `${cells} cells of ${stepM} m`, {
      legal: `at most ${0.4 * MOON_RADIUS_M} m wide`,
    });
  if (!(rangeM > 0 && rangeM <= 700_000))
    throw new InputError('SURVEY_REGION', `range ${rangeM} m`, { legal: 'above 0 to 700000 m' });
}

function sampleLevel(
  terrain: Terrain,
  frame: GnomonicFrame,
  size: number,
  stepM: number,
  signal: AbortSignal | undefined,
): SweepLevel {
  const z = sharedFloats(size * size);
  const zTransposed = sharedFloats(size * size);
  const u = new Float64Array(3);
  const sample = new Float64Array(2);
  for (let row = 0; row < size; row++) {
    if (row % 64 === 0) signal?.throwIfAborted();
    const y = (row - (size - 1) / 2) * stepM;
    for (let column = 0; column < size; column++) {
      const x = (column - (size - 1) / 2) * stepM;
      fromGnomonic(frame, x, y, u);
      sampleTerrain(terrain, u[0]!, u[1]!, u[2]!, sample);
      const height = sample[0]!;
      const value = Number.isNaN(height) ? HOLE_M : sightHeight(x, y, height);
      z[row * size + column] = value;
      zTransposed[column * size + row] = value;
    }
  }
  return { size, stepM, z, zTransposed };
}

function sharedFloats(length: number): Float32Array {
  const bytes = 4 * length;
  return typeof SharedArrayBuffer === 'undefined'
    ? new Float32Array(bytes / 4)
    : new Float32Array(new SharedArrayBuffer(bytes));
}
