import type { PlanInput } from '../plan.ts';
import { dualBound, type SolveLp } from './linear-program.ts';
import { relax, type RelaxOptions } from './relaxation.ts';
import { roundedDown, valueStep } from './value-steps.ts';

/** Values are sums of a few decimals; rounding of the sums must not put a bound under a plan that reaches it. */
const ROUNDING = 1e-9;

/**
 * An upper bound on the value of any plan by the linear relaxation (see `relax`). It is worked out here from the solver's prices, so it holds however the solver ended; it is never above
 * the sum of what could run alone.
 *
 * @returns the bound, and whether the relaxation was solved to its optimum
 */
export function relaxedBound(
  input: PlanInput,
  solveLp: SolveLp,
  options: RelaxOptions = {},
): { readonly bound: number; readonly solved: boolean } {
  const { programme, requests } = relax(input, options);
  const alone = requests.reduce((sum, { value }) => sum + value, 0);
  if (requests.length === 0) return { bound: 0, solved: true };
  const solution = solveLp(programme);
  if (solution === null) return { bound: alone, solved: false };
  // solvers differ in the sign of prices of a programme that is maximised; either makes a bound
  const bound = Math.min(dualBound(programme, solution.rowDual), dualBound(programme, solution.rowDual.map((price) => -price))); // prettier-ignore
  const least = Math.min(alone, bound * (1 + ROUNDING) + ROUNDING);
  // plans meet requests whole; any policy may be paid for parts
  const step = options.ofPlans === true ? valueStep(requests) : null;
  return { bound: step === null ? least : Math.max(0, roundedDown(least, step)), solved: solution.optimal };
}
