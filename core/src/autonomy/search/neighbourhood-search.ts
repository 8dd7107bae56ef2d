import type { Random } from '../../math/index.ts';
import { notWorse, type Acceptance } from './acceptance.ts';
import { createBudget, type SearchLimits, type StopReason } from './budget.ts';
import { createChooser, type OperatorUse } from './operator-chooser.ts';

/**
 * A problem whose solution is changed in place. The search asks for a change, and either keeps it or takes it back; it copies a solution only when that is
 * the best so far. Cost: any finite number, less is better (maximise a value by its negative).
 */
export interface NeighbourhoodProblem<S> {
  /** Ways to destroy a part of the solution and repair it, by name; at least one. */
  readonly operators: readonly string[];
  /** Cost of the solution as it stands. */
  cost(): number;
  /**
   * Destroys and repairs in place by `operators[operator]` and returns the new cost. Null: this change could not be made and the solution stands as before
   * (no `undo` follows).
   */
  change(operator: number, random: Random): number | null;
  /** Takes the last change back. Called at most once after each change. */
  undo(): void;
  /** A copy of the solution that later changes do not touch. */
  snapshot(): S;
}

export interface NeighbourhoodSearchOptions<S> extends SearchLimits {
  readonly random: Random;
  /** Default: {@link notWorse}. */
  readonly accept?: Acceptance;
  /** Called with the solution at the start and with each better one: an anytime result. */
  readonly onBest?: (best: S, cost: number, iteration: number) => void;
  /** Called before every iteration with the share of the budget that is used. */
  readonly onProgress?: (spent: number, bestCost: number) => void;
}

export interface NeighbourhoodSearchResult<S> {
  readonly best: S;
  readonly cost: number;
  readonly iterations: number;
  readonly stopped: StopReason;
  /** How often each operator was used and what came of it. */
  readonly operators: readonly OperatorUse[];
}

/** A search that is taken one change at a time, for callers that share their budget between several. */
export interface NeighbourhoodSearch<S> {
  /** Destroys, repairs, and keeps or undoes. `spent`: share of the budget that is used, for the acceptance rule. */
  step(spent: number): void;
  /** To be called when the caller has changed the solution of the problem himself. */
  moved(): void;
  readonly best: S;
  readonly bestCost: number;
  readonly currentCost: number;
  /** Steps so far. */
  readonly steps: number;
  use(): OperatorUse[];
}

/** Adaptive large-neighbourhood search from the solution as it stands; see {@link searchNeighbourhoods}. */
export function createNeighbourhoodSearch<S>(
  problem: NeighbourhoodProblem<S>,
  { random, accept = notWorse, onBest }: Omit<NeighbourhoodSearchOptions<S>, keyof SearchLimits | 'onProgress'>,
): NeighbourhoodSearch<S> {
  const chooser = createChooser(problem.operators);
  let currentCost = finite(problem.cost());
  let bestCost = currentCost;
  let best = problem.snapshot();
  let steps = 0;
  onBest?.(best, bestCost, 0);

  function record(cost: number): void {
    [best, bestCost, currentCost] = [problem.snapshot(), cost, cost];
    onBest?.(best, bestCost, steps);
  }

  return {
    step(spent) {
      steps += 1;
      const operator = chooser.choose(random);
      const cost = problem.change(operator, random);
      if (cost === null) chooser.reward(operator, 'rejected');
      else if (finite(cost) < bestCost) {
        chooser.reward(operator, 'best');
        record(cost);
      } else if (accept({ cost, currentCost, bestCost, spent }, random)) {
        chooser.reward(operator, cost < currentCost ? 'better' : 'accepted');
        currentCost = cost;
      } else {
        chooser.reward(operator, 'rejected');
        problem.undo();
      }
    },
    moved() {
      currentCost = finite(problem.cost());
      if (currentCost < bestCost) record(currentCost);
    },
    get best() {
      return best;
    },
    get bestCost() {
      return bestCost;
    },
    get currentCost() {
      return currentCost;
    },
    get steps() {
      return steps;
    },
    use: () => chooser.use(),
  };
}

/**
 * Adaptive large-neighbourhood search: destroy, repair, accept or undo, until the budget is used. Operators that led to better solutions are chosen more often.
 *
 * Anytime: aborted or out of time it returns the best so far, at worst the solution it started from. Deterministic: with a limit in iterations alone the
 * result is a function of the problem and of `random`.
 *
 * Source: Ropke & Pisinger 2006, Transportation Science 40:455; Shaw 1998, CP98, LNCS 1520:417.
 * @throws RangeError for limits that do not limit, or a cost that is not a number
 */
export function searchNeighbourhoods<S>(
  problem: NeighbourhoodProblem<S>,
  options: NeighbourhoodSearchOptions<S>,
): NeighbourhoodSearchResult<S> {
  const budget = createBudget(options);
  const search = createNeighbourhoodSearch(problem, options);
  for (;;) {
    const stopped = budget.next(search.bestCost);
    if (stopped !== null)
      return { best: search.best, cost: search.bestCost, iterations: budget.iterations, stopped, operators: search.use() }; // prettier-ignore
    const spent = budget.spent();
    options.onProgress?.(spent, search.bestCost);
    search.step(spent);
  }
}

function finite(cost: number): number {
  if (!Number.isFinite(cost)) throw new RangeError(`cost of a solution must be a finite number, got ${cost}`);
  return cost;
}
