import { createRandom } from '../../math/index.ts';
import { createBudget, type SearchLimits, type StopReason } from '../search/index.ts';
import { criticalPath, energyBound } from './lower-bounds.ts';
import { networkOf } from './network.ts';
import type { RcpspProblem } from './problem.ts';
import { createScheduler } from './scheduler.ts';
import { createProver, type Prover } from './proof/prover.ts';

/** What several searches of one problem tell each other while they run. */
export interface RcpspExchange {
  /** Makespan of the best schedule that anyone has. */
  makespan: number;
  /** Best bound that anyone has proved. */
  lowerBound: number;
}

export interface RcpspOptions extends Omit<SearchLimits, 'goalCost'> {
  readonly seed: number;
  /** Share of the iterations that go into proving the bound, 0 to 1; the rest goes into better schedules. Default: half. */
  readonly proofShare?: number;
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

/** A search begins with so many schedules; what is optimal by then needs no proof by search. */
const FIRST_SCHEDULES = 100;
/** Schedules and conflicts take turns in blocks of so many iterations. */
const BLOCK = 32;
/** A proof that has not risen for so many iterations, and is further from the schedule than this share, gets a quarter of its turns. */
const PATIENCE = 2000;
const CLOSE = 0.02;
/** Largest sum of what starts can differ by, for which bounds are proved by search: it keeps lists for each of these values. */
const MOST_VALUES = 2_000_000;

/**
 * Schedules a problem that has passed `checkProblem`, until the makespan meets the lower bound or the budget is used. Evolution and neighbourhood search shorten the schedule from above, proof by
 * search raises the bound from below; an iteration is one schedule or one conflict. Anytime; always gives a feasible schedule, also when aborted before it began.
 */
export function solveRcpsp(problem: RcpspProblem, options: RcpspOptions): RcpspSolution {
  const { seed, exchange, onBetter, proofShare = 0.5 } = options;
  const network = networkOf(problem);
  const scheduler = createScheduler(network, createRandom(seed));
  const budget = createBudget(options);
  let lowerBound = Math.max(criticalPath(network), energyBound(network));
  let prover: Prover | null = null;
  let told = { makespan: Infinity, lowerBound: -1 };
  let starts = scheduler.starts;
  let makespan = Infinity;
  let risenAt = 0;
  scheduler.step();

  function tell(): void {
    if (scheduler.makespan < makespan) [makespan, starts] = [scheduler.makespan, scheduler.starts];
    if (prover?.starts && prover.lowerBound < makespan) [makespan, starts] = [prover.lowerBound, prover.starts];
    lowerBound = Math.max(lowerBound, prover?.lowerBound ?? 0);
    if (exchange !== undefined) {
      exchange.makespan = Math.min(exchange.makespan, makespan);
      exchange.lowerBound = lowerBound = Math.max(exchange.lowerBound, lowerBound);
    }
    if (lowerBound > told.lowerBound) risenAt = budget.iterations;
    if (makespan < told.makespan || lowerBound > told.lowerBound) {
      told = { makespan, lowerBound };
      onBetter?.(makespan, lowerBound, starts);
    }
  }

  /** Opens the proof when it is due and fits into memory. */
  function open(): void {
    const values = network.n * (makespan - criticalPath(network));
    if (proofShare > 0 && values <= MOST_VALUES) prover = createProver(network, lowerBound, makespan);
  }

  function iterate(): void {
    const k = budget.iterations;
    if (k === FIRST_SCHEDULES) open();
    const share = risenAt + PATIENCE > k || makespan - lowerBound <= CLOSE * makespan ? proofShare : proofShare / 4;
    if (prover === null || prover.done || k % BLOCK >= BLOCK * share) scheduler.step();
    else {
      prover.known(Math.min(makespan, exchange?.makespan ?? makespan));
      prover.step();
    }
  }

  for (;;) {
    tell();
    const proved = Math.min(makespan, exchange?.makespan ?? makespan) <= lowerBound;
    const stopped = proved ? 'goal' : budget.next(makespan);
    if (stopped !== null)
      return { makespan, lowerBound, optimal: makespan === lowerBound, starts: [...starts], iterations: budget.iterations, stopped }; // prettier-ignore
    iterate();
  }
}
