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

/** For each direction of the block, height and cell: the slope of the skyline. */
export const horizonBlockJob: Job<HorizonBlock, Float64Array> = {
  name: 'terrain/horizon-block',
  run({ terrain, cells, heightsM, directions, from, to }) {
    const sweeper = createSweeper(terrain);
    const slopes = new Float64Array((to - from) * cells.length * heightsM.length);
    let next = 0;
    try {
      for (let direction = from; direction < to; direction++)
        for (const heightM of heightsM) {
          const { values, stride } = sweeper.tangents((2 * Math.PI * direction) / directions, heightM);
          for (const [row, column] of cells) slopes[next++] = values[row * stride + column]!;
        }
    } finally {
      sweeper.close();
    }
    return slopes;
  },
};

const BLOCK = 30;

/** Skylines of some cells of a region from `heightsM` above the ground, in `directions` of the plane: how the sweep sees them. One result per cell and height. */
export async function cellHorizons(
  runner: JobRunner,
  terrain: SweepTerrain,
  cells: readonly (readonly [row: number, column: number])[],
  heightsM: readonly number[],
  directions: number,
  options: JobOptions = {},
): Promise<CellHorizon[]> {
  const blocks: HorizonBlock[] = [];
  for (let from = 0; from < directions; from += BLOCK)
    blocks.push({ terrain, cells, heightsM, directions, from, to: Math.min(from + BLOCK, directions) });
  const slopes = (await runner.map(horizonBlockJob, blocks, options)).flatMap((part) => [...part]);
  return cells.flatMap(([row, column], i) =>
    heightsM.map((heightM, h) => {
      const slope = (d: number) => slopes[(d * heightsM.length + h) * cells.length + i]!;
      return { row, column, heightM, ...localSkyline(terrain, row, column, heightM, directions, slope) };
    }),
  );
}

function localSkyline(
  { frame, cells, stepM, datumM, levels }: SweepTerrain,
  row: number,
  column: number,
  heightM: number,
  directions: number,
  slope: (direction: number) => number,
) {
  const x = (column - (cells - 1) / 2) * stepM;
  const y = (row - (cells - 1) / 2) * stepM;
  const { size, margin, pages, eyePage } = levels[0]!;
  const eye = pages[(eyePage * size + row + margin) * size + margin + column]! + datumM + heightM;
  const azimuthRad = new Float64Array(directions);
  const elevationRad = new Float64Array(directions);
  for (let d = 0; d < directions; d++) {
    const angle = (2 * Math.PI * d) / directions;
    azimuthRad[d] = azimuthOf(frame, x, y, angle);
    elevationRad[d] = Math.atan(localTangent(x, y, eye, Math.cos(angle), Math.sin(angle), slope(d)));
  }
  return { azimuthRad, elevationRad };
}
