import type { Job } from '@openilrs/core/jobs';
import {
  horizonBlockJob,
  lightBlockJob,
  placeLightJob,
  skylineBlockJob,
  shadowBlockJob,
  spellBlockJob,
  networkPlaceJob,
  lightBranchJob,
  nightBranchJob,
  sunWindowsJob,
  cloneSweepJob,
  clonePointJob,
} from '@openilrs/core/terrain';
import { rcpspIslandJob } from '../rcpsp/island-job.ts';

/** Every job that a worker thread can run, by name. A new kind of parallel work is added here and nowhere else. */
export const JOBS: ReadonlyMap<string, Job<never, unknown>> = new Map(
  [
    lightBlockJob,
    horizonBlockJob,
    placeLightJob,
    skylineBlockJob,
    shadowBlockJob,
    spellBlockJob,
    networkPlaceJob,
    lightBranchJob,
    nightBranchJob,
    sunWindowsJob,
    cloneSweepJob,
    clonePointJob,
    rcpspIslandJob,
  ].map((job) => [job.name, job as Job<never, unknown>]),
);
