import { createRandom } from '../../math/index.ts';
import { createBudget, type SearchLimits, type StopReason } from '../search/index.ts';
import { createEvolution } from './genetic.ts';
import { criticalPath, energyBound } from './lower-bounds.ts';
import { networkOf } from './network.ts';
import type { RcpspProblem } from './problem.ts';

/** What several searches of one problem tell each other while they run. */
export interface RcpspExchange {
  /** Makespan of the best schedule that anyone has. */
  makespan: number;
  /** Best bound that anyone has proved. */
  lowerBound: number;
}

export interface RcpspOptions extends Omit<SearchLimits, 'goalCost'> {
  readonly seed: number;
  /** Makes the result depend on the others' speed: leave it out where runs must repeat. */
  readonly exchange?: RcpspExchange;
  /** Called with each better schedule (to be copied) and each better bound. */
  readonly onBetter?: (makespan: number, lowerBound: number, starts: Int32Array) => void;
}

export interface RcpspSolution {
  readonly makespan: number;
  /** No schedule is shorter. */
  readonly lowerBound: number;
  /** The makespan equals the bound. */
  readonly optimal: boolean;
  /** Start of each activity, whole units of time from 0. */
  readonly starts: readonly number[];
  readonly iterations: number;
  readonly stopped: StopReason;
}

/**
 * Schedules a problem that has passed `checkProblem`, until the makespan meets the lower bound or the budget is used. Anytime; always gives a feasible schedule,
 * also when aborted before it began.
 */
export function solveRcpsp(problem: RcpspProblem, options: RcpspOptions): RcpspSolution {
  const { seed, exchange, onBetter } = options;
  const network = networkOf(problem);
  const lowerBound = Math.max(criticalPath(network), energyBound(network));
  const evolution = createEvolution(network, createRandom(seed));
  const budget = createBudget({ ...options, goalCost: lowerBound });
  evolution.step();
  let told = Infinity;
  for (;;) {
    if (evolution.makespan < told) {
      told = evolution.makespan;
      onBetter?.(told, lowerBound, evolution.starts);
    }
    if (exchange !== undefined) {
      exchange.makespan = Math.min(exchange.makespan, told);
      exchange.lowerBound = Math.max(exchange.lowerBound, lowerBound);
    }
    const others = exchange !== undefined && exchange.makespan <= exchange.lowerBound;
    const stopped = others ? 'goal' : budget.next(told);
    if (stopped !== null)
      return {
        makespan: told,
        lowerBound,
        optimal: told === lowerBound,
        starts: [...evolution.starts],
        iterations: budget.iterations,
        stopped,
      };
    evolution.step();
  }
}
