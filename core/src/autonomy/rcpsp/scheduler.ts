import type { Random } from '../../math/index.ts';
import { createNeighbourhoodSearch, notWorse, type NeighbourhoodSearch } from '../search/index.ts';
import { createEvolution } from './genetic.ts';
import { createListNeighbourhood } from './list-neighbourhood.ts';
import type { Network } from './network.ts';

/** Looks for shorter schedules, one at a time. */
export interface Scheduler {
  step(): void;
  /** Least makespan so far; Infinity before the first step. */
  readonly makespan: number;
  /** Starts of the best schedule so far, by activity. */
  readonly starts: Int32Array;
}

/** Evolution alone begins; then it and the neighbourhood search take turns of so many steps. */
const FIRST_STEPS = 100;
const TURN = 16;

/**
 * Evolution and large-neighbourhood search in turns: what the neighbourhood search finds joins the population, and it goes on from what evolution finds. On every tenth hard
 * project of 120 jobs and with one second, both together are 1.30 % above the best known on average, evolution alone 1.49 %, neighbourhood search alone 1.67 %.
 */
export function createScheduler(network: Network, random: Random): Scheduler {
  const evolution = createEvolution(network, random.stream('evolution'));
  const neighbourhood = createListNeighbourhood(network);
  let search: NeighbourhoodSearch<Int32Array> | null = null;
  let steps = 0;

  function open(): NeighbourhoodSearch<Int32Array> {
    neighbourhood.take(evolution.starts, evolution.makespan);
    return createNeighbourhoodSearch(neighbourhood, {
      random: random.stream('neighbourhood'),
      accept: notWorse,
      onBest: (starts, makespan) => {
        if (makespan < evolution.makespan) evolution.adopt(starts, makespan);
      },
    });
  }

  return {
    get makespan() {
      return evolution.makespan;
    },
    starts: evolution.starts,
    step() {
      steps += 1;
      if (steps > FIRST_STEPS) search ??= open();
      if (search !== null && steps % (2 * TURN) < TURN) return search.step(0);
      const before = evolution.makespan;
      evolution.step();
      if (search === null || evolution.makespan === before) return;
      neighbourhood.take(evolution.starts, evolution.makespan);
      search.moved();
    },
  };
}
