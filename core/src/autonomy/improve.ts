import { createRandom } from '../math/index.ts';
import { forThemselves, type Draft } from './constructive.ts';
import { during, holdsFrom, nightsOf, restoreNight, sleepFrom, withLevels } from './elective-sleep.ts';
import type { PlanInput, PlannedActivity, PlanOptions } from './plan.ts';
import { planProblem, type PlanSnapshot } from './plan-problem.ts';
import type { PlanStart } from './plan-start.ts';
import { valueAt } from './request.ts';
import type { Resources } from './resources.ts';
import { createSchedule, put, type Schedule } from './schedule.ts';
import { recordToRecord, searchNeighbourhoods, type StopReason } from './search/index.ts';

export interface Improvement {
  readonly draft: Draft;
  readonly constructedValue: number;
  readonly iterations: number;
  readonly stopped: StopReason;
}

/** A plan this near to its bound is the best there is: values are sums of numbers with few decimals. */
const PROVEN = 1e-7;
/** Worse by so much may be kept at first, as a share of the value; it falls to nothing over so many iterations. */
const TOLERATED = 0.01;
const TOLERATED_FOR = 2000;

/**
 * Large-neighbourhood search from a draft: takes a part of the plan out, or lets the station sleep where it need not, puts requests in by a random greedy order, keeps what is better. Stops
 * at the bound.
 *
 * @returns null when no search was asked for
 */
export function improve(
  input: PlanInput,
  start: PlanStart,
  draft: Draft,
  upperBound: number,
  { iterations, starts = Infinity, patience = Infinity, seconds, clock, seed = 1, signal, onBest }: PlanOptions,
): Improvement | null {
  if (iterations === undefined && seconds === undefined) return null;
  const constructedValue = draft.schedule.value;
  const problem = planProblem(start, draft.schedule, input.shareGoals ?? [], upperBound);
  // by the number of iterations, not by the share of a budget: a search that the bound or the clock has ended is made again by its iterations
  let tried = 0;
  const counted: typeof problem = { ...problem, change: (operator, random) => ((tried += 1), problem.change(operator, random)) }; // prettier-ignore
  const rule = recordToRecord(TOLERATED);
  let betterAt = 0;
  const mostTested = draft.schedule.tested + starts;
  const enough = {
    get aborted() {
      return draft.schedule.tested >= mostTested || tried - betterAt >= patience || signal?.aborted === true;
    },
  };
  const found = searchNeighbourhoods(counted, {
    random: createRandom(seed).stream('planner'),
    accept: (trial, random) => rule({ ...trial, spent: Math.min(1, tried / TOLERATED_FOR) }, random),
    goalCost: -upperBound * (1 - PROVEN),
    ...(iterations !== undefined && { iterations }),
    ...(seconds !== undefined && { seconds }),
    ...(clock !== undefined && { clock }),
    signal: enough,
    onBest: (best, _, at) => {
      betterAt = tried;
      onBest?.(valueOf(best.activities), at);
    },
  });
  const schedule = entered(input, start, found.best);
  wakeWhereItCan(start.resources, schedule);
  const refused = new Map(
    forThemselves(start).flatMap(({ id }) => (schedule.placed.has(id) ? [] : [[id, { exchangeable: true }] as const])),
  );
  return { draft: { schedule, refused }, constructedValue, iterations: found.iterations, stopped: found.stopped };
}

/** A plan entered anew, so that its sums hold nothing of what the search has put in and taken out. */
function entered(input: PlanInput, start: PlanStart, { activities, level }: PlanSnapshot): Schedule {
  const schedule = createSchedule(input.model, withLevels(start.resources, level), start.relations, start.kept);
  for (const { request, startEt } of activities) if (!schedule.placed.has(request.id)) put(schedule, request, startEt);
  return schedule;
}

/** Sleep that brought nothing is given up, night by night. */
function wakeWhereItCan(needed: Resources, { resources, placed }: Schedule): void {
  for (const night of nightsOf(resources)) {
    if (resources.level.subarray(night.from, night.end).every((level, i) => level === needed.level[night.from + i])) continue; // prettier-ignore
    const before = sleepFrom(resources, night, night.end, needed.level);
    if (!holdsFrom(resources, night.from, needed) || asleepDuring(resources, placed)) restoreNight(resources, night, before); // prettier-ignore
  }
}

function asleepDuring(resources: Resources, placed: Schedule['placed']): boolean {
  const sleeping = resources.model.levels.length - 1;
  for (let b = 0; b < resources.forecast.bins; b += 1)
    if (resources.level[b] === sleeping && resources.activityW[b]! > 0) return during(resources, placed.values(), b, b + 1).length > 0; // prettier-ignore
  return false;
}

function valueOf(activities: readonly PlannedActivity[]): number {
  return activities.reduce((sum, { request, startEt }) => sum + valueAt(request, startEt), 0);
}
