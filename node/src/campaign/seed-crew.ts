import type { OperateOutput } from '@openilrs/core/mission';
import type { SeedRecord, Variant } from '@openilrs/core/mission';
import { createWorkerRunner } from '../workers/index.ts';

export interface SeedTask {
  /** Of the case: see `caseText`. */
  readonly text: string;
  readonly variant: Variant;
  readonly seed: number;
  /** The whole result of `operate`, too. */
  readonly withOutput?: boolean;
}

export interface SeedResult {
  readonly record: SeedRecord;
  readonly output?: OperateOutput;
}

/** Threads that let stations live, one life at a time each. */
export interface SeedCrew {
  readonly parallel: number;
  /** Rejects with the error of the run, or when its thread died, or with the signal's reason; the crew can be used on. */
  work(task: SeedTask, signal: AbortSignal): Promise<SeedResult>;
  close(): Promise<void>;
}

/** Threads run the built workspace; this file lies in `node/src/campaign` (tests) or `node/dist/campaign`. */
const ENTRY = new URL('../../dist/campaign/seed-entry.js', import.meta.url);

const seedJob = {
  name: 'campaign/seed',
  run: (): SeedResult => {
    throw new Error('seeds are run in seed-entry.ts');
  },
};

/** @param parallel threads; as many as the machine can run at once unless told */
export async function createSeedCrew(parallel?: number): Promise<SeedCrew> {
  const runner = await createWorkerRunner({ entry: ENTRY, ...(parallel !== undefined && { parallel }) });
  return {
    parallel: runner.parallel,
    work: async (task, signal) => (await runner.map(seedJob, [task], { signal }))[0]!,
    close: () => runner.close(),
  };
}
