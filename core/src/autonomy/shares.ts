import { valueAt, type Request } from './request.ts';

interface Counted {
  readonly request: Request;
  readonly startEt: number;
}

/** The least part of what is planned that an owner is to have: of the time of instruments, or of the value. */
export interface ShareGoal {
  readonly ownerId: string;
  readonly of: 'time' | 'value';
  readonly atLeast: number;
}

/** What an owner has of a plan. */
export interface OwnerShare {
  readonly ownerId: string;
  readonly timeShare: number;
  readonly valueShare: number;
  /** What was asked for, and what lacks to it; 0 when it is reached. */
  readonly goal: Pick<ShareGoal, 'of' | 'atLeast'> | null;
  readonly lacking: number;
}

/** Time and value of a plan by owner; activities that only serve others count for nobody. Owners with a goal first, then by name. */
export function sharesOf(activities: Iterable<Counted>, goals: readonly ShareGoal[]): OwnerShare[] {
  const sums = new Map<string, { timeS: number; value: number }>(goals.map(({ ownerId }) => [ownerId, { timeS: 0, value: 0 }])); // prettier-ignore
  let [timeS, value] = [0, 0];
  for (const { request, startEt } of activities) {
    if (request.support === true) continue;
    const sum = sums.get(request.ownerId) ?? { timeS: 0, value: 0 };
    const worth = valueAt(request, startEt);
    sum.timeS += request.durationS;
    sum.value += worth;
    timeS += request.durationS;
    value += worth;
    sums.set(request.ownerId, sum);
  }
  const goalOf = new Map(goals.map((goal) => [goal.ownerId, goal]));
  return [...sums]
    .map(([ownerId, sum]): OwnerShare => {
      const timeShare = timeS > 0 ? sum.timeS / timeS : 0;
      const valueShare = value > 0 ? sum.value / value : 0;
      const goal = goalOf.get(ownerId);
      const lacking =
        goal === undefined ? 0 : Math.max(0, goal.atLeast - (goal.of === 'time' ? timeShare : valueShare));
      return { ownerId, timeShare, valueShare, goal: goal === undefined ? null : { of: goal.of, atLeast: goal.atLeast }, lacking }; // prettier-ignore
    })
    .sort((a, b) => Number(b.goal !== null) - Number(a.goal !== null) || (a.ownerId < b.ownerId ? -1 : 1));
}

/** All that lacks to the goals together, as shares. */
export function lackingShares(activities: Iterable<Counted>, goals: readonly ShareGoal[]): number {
  if (goals.length === 0) return 0;
  return sharesOf(activities, goals).reduce((sum, { lacking }) => sum + lacking, 0);
}
