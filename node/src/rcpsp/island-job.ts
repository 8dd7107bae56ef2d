import { runIsland, type IslandInput, type RcpspSolution } from '@openilrs/core/autonomy';
import type { Job } from '@openilrs/core/jobs';

/** Seconds since 1970, the same in every thread of the process. */
export function threadClock(): number {
  return (performance.timeOrigin + performance.now()) / 1000;
}

/** One island of a scheduling search; `untilS` of its input is read on {@link threadClock}. */
export const rcpspIslandJob: Job<IslandInput, RcpspSolution> = {
  name: 'autonomy/rcpsp-island',
  run: (input) => runIsland(input, threadClock),
};
