import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import { createSweeper } from '../sweep/sweep.ts';
import type { SweepTerrain } from '../sweep/sweep-terrain.ts';
import { sharedUint16 } from './shared-arrays.ts';
import { slopeCode } from './skyline-codes.ts';

/** Skylines of the cells `firstCell` to below `firstCell + cells` of a region (row by row), for every direction of the plane, as codes of slopes. */
export interface SkylineStrip {
  readonly firstCell: number;
  readonly cells: number;
  readonly directions: number;
  /** Direction by direction: `codes[d * cells + i]`. */
  readonly codes: Uint16Array;
}

interface SkylineBlock {
  readonly terrain: SweepTerrain;
  readonly heightM: number;
  readonly directions: number;
  /** Directions `from` to below `to`. */
  readonly from: number;
  readonly to: number;
  readonly firstCell: number;
  readonly cells: number;
}

/** Direction by direction, the codes of the strip. */
export const skylineBlockJob: Job<SkylineBlock, Uint16Array> = {
  name: 'terrain/skyline-block',
  run({ terrain, heightM, directions, from, to, firstCell, cells }) {
    const side = terrain.cells;
    const sweeper = createSweeper(terrain);
    const codes = new Uint16Array((to - from) * cells);
    try {
      for (let direction = from; direction < to; direction++) {
        const { values, stride } = sweeper.tangents((2 * Math.PI * direction) / directions, heightM);
        let next = (direction - from) * cells;
        for (let row = firstCell / side; row < (firstCell + cells) / side; row++)
          for (let at = row * stride; at < row * stride + side; at++) codes[next++] = slopeCode(values[at]!);
      }
    } finally {
      sweeper.close();
    }
    return codes;
  },
};

const BLOCK = 24;

/** Sweeps a region and keeps the skylines of a strip of whole rows of its cells: 2 bytes for each cell and direction. */
export async function skylineStrip(
  runner: JobRunner,
  terrain: SweepTerrain,
  heightM: number,
  directions: number,
  range: readonly [firstRow: number, endRow: number],
  options: JobOptions = {},
): Promise<SkylineStrip> {
  const { strip, blocks } = skylineBlocks(terrain, heightM, directions, range);
  const parts = await runner.map(skylineBlockJob, blocks, options);
  for (const [b, { from }] of blocks.entries()) strip.codes.set(parts[b]!, from * strip.cells);
  return strip;
}

/** An empty strip, and the jobs whose answers are its codes: that of each goes to `from * cells`. */
export function skylineBlocks(
  terrain: SweepTerrain,
  heightM: number,
  directions: number,
  [firstRow, endRow]: readonly [firstRow: number, endRow: number],
  each = BLOCK,
): { strip: SkylineStrip; blocks: SkylineBlock[] } {
  const firstCell = firstRow * terrain.cells;
  const cells = (endRow - firstRow) * terrain.cells;
  const blocks: SkylineBlock[] = [];
  for (let from = 0; from < directions; from += each)
    blocks.push({ terrain, heightM, directions, from, to: Math.min(from + each, directions), firstCell, cells });
  return { strip: { firstCell, cells, directions, codes: sharedUint16(directions * cells) }, blocks };
}
