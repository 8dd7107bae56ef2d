import type { PlanInput } from './plan.ts';
import { isPossible, sleepingStation } from './possible-starts.ts';

/**
 * An upper bound on the value that any plan can have under the forecast: the sum over requests that could run if each were alone, at a station that sleeps but for the
 * execution, under its windows, the power there is, and the battery's floor wherever a station that only sleeps keeps it.
 *
 * It holds for every start, on no grid: a request counts when for some hour of starts that part of the execution fits which every start of the hour has in common. No course
 * of the battery within the hours ends one higher than their sums do, every plan draws at least as much, and what is drawn costs the more the less there is; so what is refused
 * here has no plan. Not asked: instruments, store, reserve, warm-up; `relaxedBound` asks for the first two, too. Not covered: a station that draws less than the forecast, as one
 * whose equipment still cools.
 */
export function valueBound(input: PlanInput): number {
  const station = sleepingStation(input);
  return input.requests.reduce((sum, request) => (isPossible(station, request) ? sum + request.value : sum), 0);
}
