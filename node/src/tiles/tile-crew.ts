import type { TileCost, TileMaps, TileTask } from '@openilrs/core/terrain';
import { createWorkerRunner } from '../workers/index.ts';

/** Threads that work out tiles, one tile at a time each. */
export interface TileCrew {
  readonly parallel: number;
  /** Rejects with the error of the tile, or when its thread died, or with the signal's reason; the crew can be used on. */
  work(
    task: TileTask,
    signal: AbortSignal,
  ): Promise<{ readonly maps: TileMaps; readonly cost: Omit<TileCost, 'cells'> }>;
  close(): Promise<void>;
}

/** Threads run the built workspace; this file lies in `node/src/tiles` (tests) or `node/dist/tiles`. */
const ENTRY = new URL('../../dist/tiles/tile-entry.js', import.meta.url);

const tileJob = {
  name: 'terrain/tile',
  run: (): Awaited<ReturnType<TileCrew['work']>> => {
    throw new Error('tiles are worked out in tile-entry.ts');
  },
};

/** @param parallel threads; as many as the machine can run at once unless told */
export async function createTileCrew(parallel?: number): Promise<TileCrew> {
  const runner = await createWorkerRunner({ entry: ENTRY, ...(parallel !== undefined && { parallel }) });
  return {
    parallel: runner.parallel,
    work: async (task, signal) => (await runner.map(tileJob, [task], { signal }))[0]!,
    close: () => runner.close(),
  };
}
