import { InputError } from '../../errors/index.ts';

/**
 * A resource-constrained project scheduling problem (RCPSP, `PS|prec|Cmax`): activities with fixed durations, precedence (finish to start, no lag) and renewable
 * resources of constant capacity; the makespan is to be least. Times are whole numbers of the file's unit.
 *
 * Activity 0 is the start of the project and the last one its end, both of duration 0 and without demand, as in PSPLIB.
 */
export interface RcpspProblem {
  readonly name: string;
  readonly durations: readonly number[];
  /** Activities that may begin only when this one has ended, by index. */
  readonly successors: readonly (readonly number[])[];
  /** `demands[activity][resource]`, units in use from start to end. */
  readonly demands: readonly (readonly number[])[];
  readonly capacities: readonly number[];
  readonly resourceNames: readonly string[];
}

/** Longest sum of durations: profiles are kept per unit of time. */
export const MOST_HORIZON = 1_000_000;
export const MOST_ACTIVITIES = 5_000;

/**
 * Checks that a problem has a schedule at all.
 *
 * @param where what the errors name: the file
 * @throws InputError `RCPSP_CYCLE` naming the activities of a cycle, `RCPSP_DEMAND` for an activity that wants more than there is, `RCPSP_SIZE`
 */
export function checkProblem(problem: RcpspProblem, where = problem.name): void {
  const { durations, demands, capacities, resourceNames } = problem;
  if (durations.length > MOST_ACTIVITIES) throw new InputError('RCPSP_SIZE', `${durations.length} jobs`, { where, legal: `up to ${MOST_ACTIVITIES}` }); // prettier-ignore
  const horizon = durations.reduce((sum, duration) => sum + duration, 0);
  if (horizon > MOST_HORIZON)
    throw new InputError('RCPSP_SIZE', `durations add up to ${horizon}`, {
      where,
      legal: `up to ${MOST_HORIZON} units of time`,
      remedy: 'Give durations in a coarser unit',
    });
  demands.forEach((row, activity) =>
    row.forEach((demand, resource) => {
      if (demand > capacities[resource]! && durations[activity]! > 0)
        throw new InputError('RCPSP_DEMAND', `job ${activity + 1} needs ${demand} of ${resourceNames[resource]}, of which there are ${capacities[resource]}`, {
          where,
          legal: `0 to ${capacities[resource]}`,
          remedy: 'Lower the demand or raise the availability',
        }); // prettier-ignore
    }),
  );
  const cycle = findCycle(problem.successors);
  if (cycle !== null)
    throw new InputError('RCPSP_CYCLE', `jobs wait for each other: ${cycle.map((activity) => activity + 1).join(' -> ')}`, {
      where,
      legal: 'precedence without a cycle',
      remedy: 'Remove one of these successors',
    }); // prettier-ignore
}

/** A cycle as `[a, b, ..., a]`, or null. Without recursion: chains may be long. */
function findCycle(successors: readonly (readonly number[])[]): number[] | null {
  const state = new Uint8Array(successors.length); // 0 new, 1 on the path, 2 done
  for (let root = 0; root < successors.length; root += 1) {
    if (state[root] !== 0) continue;
    const path = [root];
    const next = [0];
    state[root] = 1;
    while (path.length > 0) {
      const top = path.length - 1;
      const follower = successors[path[top]!]![next[top]!];
      next[top]! += 1;
      if (follower === undefined) {
        state[path[top]!] = 2;
        path.pop();
        next.pop();
      } else if (state[follower] === 1) return [...path.slice(path.indexOf(follower)), follower];
      else if (state[follower] === 0) {
        state[follower] = 1;
        path.push(follower);
        next.push(0);
      }
    }
  }
  return null;
}
