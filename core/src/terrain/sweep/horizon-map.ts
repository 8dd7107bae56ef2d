import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import { azimuthOf, localTangent } from '../ground/gnomonic.ts';
import { createSweeper } from './sweep.ts';
import type { SweepTerrain } from './sweep-terrain.ts';

/** Skylines of chosen cells by the sweep. */
export interface CellHorizon {
  readonly row: number;
  readonly column: number;
  readonly heightM: number;
  /** Azimuth from north, clockwise, and elevation of the skyline, radians, for each direction of the sweep. */
  readonly azimuthRad: Float64Array;
  readonly elevationRad: Float64Array;
}

interface HorizonBlock {
  readonly terrain: SweepTerrain;
  /** Row and column of each cell, one after the other. */
  readonly cells: readonly (readonly [row: number, column: number])[];
  readonly heightsM: readonly number[];
  readonly directions: number;
  readonly from: number;
  readonly to: number;
}

/** For each orientation of the block, cell and height: slope ahead, slope behind. */
export const horizonBlockJob: Job<HorizonBlock, Float64Array> = {
  name: 'terrain/horizon-block',
  run({ terrain, cells, heightsM, directions, from, to }) {
    const side = terrain.cells;
    const sweeper = createSweeper(terrain, heightsM.length);
    const slopes = new Float64Array((to - from) * cells.length * heightsM.length * 2);
    let next = 0;
    for (let orientation = from; orientation < to; orientation++) {
      const { ahead, behind, transposed } = sweeper.sweep((2 * Math.PI * orientation) / directions, heightsM);
      for (const [row, column] of cells)
        for (let h = 0; h < heightsM.length; h++) {
          const at = h * side * side + (transposed ? column * side + row : row * side + column);
          slopes[next++] = ahead[at]!;
          slopes[next++] = behind[at]!;
        }
    }
    return slopes;
  },
};

const BLOCK = 15;

/** Skylines of some cells of a region from `heightsM` above the ground, in `directions` (even) of the plane: how the sweep sees them. One result per cell and height. */
export async function cellHorizons(
  runner: JobRunner,
  terrain: SweepTerrain,
  cells: readonly (readonly [row: number, column: number])[],
  heightsM: readonly number[],
  directions: number,
  options: JobOptions = {},
): Promise<CellHorizon[]> {
  const half = directions / 2;
  const blocks: HorizonBlock[] = [];
  for (let from = 0; from < half; from += BLOCK)
    blocks.push({ terrain, cells, heightsM, directions, from, to: Math.min(from + BLOCK, half) });
  const slopes = (await runner.map(horizonBlockJob, blocks, options)).flatMap((part) => [...part]);
  const stride = cells.length * heightsM.length * 2;
  return cells.flatMap(([row, column], i) =>
    heightsM.map((heightM, h) => {
      const slope = (d: number) => slopes[(d % half) * stride + 2 * (i * heightsM.length + h) + (d < half ? 0 : 1)]!;
      return { row, column, heightM, ...localSkyline(terrain, row, column, heightM, directions, slope) };
    }),
  );
}

function localSkyline(
  { frame, cells, stepM, margin, levels }: SweepTerrain,
  row: number,
  column: number,
  heightM: number,
  directions: number,
  slope: (direction: number) => number,
) {
  const x = (column - (cells - 1) / 2) * stepM;
  const y = (row - (cells - 1) / 2) * stepM;
  const { size, z } = levels[0]!;
  const eye = z[(row + margin) * size + margin + column]! + heightM;
  const azimuthRad = new Float64Array(directions);
  const elevationRad = new Float64Array(directions);
  for (let d = 0; d < directions; d++) {
    const angle = (2 * Math.PI * d) / directions;
    azimuthRad[d] = azimuthOf(frame, x, y, angle);
    elevationRad[d] = Math.atan(localTangent(x, y, eye, Math.cos(angle), Math.sin(angle), slope(d)));
  }
  return { azimuthRad, elevationRad };
}
