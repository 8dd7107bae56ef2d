import type { Job } from '@openilrs/core/jobs';

type AnyJob = Job<never, unknown>;

const terrain = () => import('@openilrs/core/terrain');

/**
 * Every job that a worker thread can run, by its name and where it is: a thread reads the code of what it is asked for, not of all that it could be asked for.
 * A new kind of parallel work is added here and nowhere else; the test holds the names to those of the jobs.
 */
export const JOBS: ReadonlyMap<string, () => Promise<AnyJob>> = new Map<string, () => Promise<AnyJob>>([
  ['terrain/light-block', async () => (await terrain()).lightBlockJob],
  ['terrain/horizon-block', async () => (await terrain()).horizonBlockJob],
  ['terrain/place-light', async () => (await terrain()).placeLightJob],
  ['terrain/skyline-block', async () => (await terrain()).skylineBlockJob],
  ['terrain/double-shadow-block', async () => (await terrain()).shadowBlockJob],
  ['terrain/spell-block', async () => (await terrain()).spellBlockJob],
  ['terrain/network-place', async () => (await terrain()).networkPlaceJob],
  ['terrain/network-light', async () => (await terrain()).lightBranchJob],
  ['terrain/network-night', async () => (await terrain()).nightBranchJob],
  ['terrain/sun-windows', async () => (await terrain()).sunWindowsJob],
  ['terrain/clone-sweep', async () => (await terrain()).cloneSweepJob],
  ['terrain/clone-point', async () => (await terrain()).clonePointJob],
  ['autonomy/rcpsp-island', async () => (await import('../rcpsp/island-job.ts')).rcpspIslandJob],
]);
