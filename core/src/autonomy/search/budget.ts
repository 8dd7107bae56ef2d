/** Reads a clock that never runs backwards, in seconds from any start. The caller's: core has none. Node, browser: `() => performance.now() / 1000`. */
export type Clock = () => number;

/** How long a search may go on. At least one of `iterations`, `seconds` or `signal`; what comes first ends it. */
export interface SearchLimits {
  /** Number of iterations, >= 0. With this alone a search is a function of its input and seed. */
  readonly iterations?: number;
  /** Seconds of `clock`, > 0. */
  readonly seconds?: number;
  /** Needed with `seconds`. */
  readonly clock?: Clock;
  /** Looked at before every iteration: an AbortSignal, or a flag that is shared between threads. */
  readonly signal?: { readonly aborted: boolean };
  /** A cost that is known not to be beaten (a proven bound): a search that has reached it stops. */
  readonly goalCost?: number;
}

/** Why a search ended. `goal`: the cost reached `goalCost`, so the solution is optimal when that is a valid bound. */
export type StopReason = 'goal' | 'iterations' | 'time' | 'aborted';

/** Counts what a search has used. */
export interface Budget {
  /** Iterations begun. */
  readonly iterations: number;
  /** Share of the budget that is used, 0 to 1; 0 throughout when only `signal` limits the search. */
  spent(): number;
  /** Begins another iteration and answers null, or says why there is none. `cost` is the best so far. */
  next(cost: number): StopReason | null;
}

/**
 * A budget that starts now.
 *
 * @throws RangeError when nothing limits the search, or time does without a clock
 */
export function createBudget(limits: SearchLimits): Budget {
  const { iterations: most = Infinity, seconds = Infinity, clock, signal, goalCost = -Infinity } = limits;
  if (!(most >= 0) || !(seconds > 0)) throw new RangeError(`a search needs iterations >= 0 and seconds > 0, got ${most} and ${seconds}`); // prettier-ignore
  if (most === Infinity && seconds === Infinity && signal === undefined)
    throw new RangeError('a search needs a limit: iterations, seconds or a signal');
  if (seconds < Infinity && clock === undefined) throw new RangeError('a limit in seconds needs a clock');
  const startS = clock?.() ?? 0;
  const elapsed = () => (seconds < Infinity ? (clock!() - startS) / seconds : 0);
  let iterations = 0;
  return {
    get iterations() {
      return iterations;
    },
    spent: () => Math.min(1, Math.max(elapsed(), most > 0 && most < Infinity ? iterations / most : 0)),
    next(cost) {
      if (cost <= goalCost) return 'goal';
      if (signal?.aborted) return 'aborted';
      if (iterations >= most) return 'iterations';
      if (elapsed() >= 1) return 'time';
      iterations += 1;
      return null;
    },
  };
}
