import { createRandom, type Random } from '../math/index.ts';
import { forThemselves, type Draft } from './constructive.ts';
import type { PlanInput, PlannedActivity, PlanOptions } from './plan.ts';
import type { PlanStart } from './plan-start.ts';
import { place } from './placing.ts';
import { valueAt, type Request } from './request.ts';
import { createSchedule, put, putBack, takeOut, type Schedule } from './schedule.ts';
import { destroyers, type Wound } from './destroyers.ts';
import { lackingShares, type ShareGoal } from './shares.ts';
import { recordToRecord, searchNeighbourhoods, type NeighbourhoodProblem, type StopReason } from './search/index.ts';

export interface Improvement {
  readonly draft: Draft;
  readonly constructedValue: number;
  readonly iterations: number;
  readonly stopped: StopReason;
}

/** A plan this near to its bound is the best there is: values are sums of numbers with few decimals. */
const PROVEN = 1e-7;
/** Worse by so much may be kept at first, as a share of the value. */
const TOLERATED = 0.01;
/** So many requests are tried again after a part was taken out. */
const MOST_REPAIRS = 40;

/**
 * Large-neighbourhood search from a draft: takes a part of the plan out, puts requests in by a random greedy order, keeps what is better. Stops at the bound.
 *
 * @returns null when no search was asked for
 */
export function improve(
  input: PlanInput,
  start: PlanStart,
  draft: Draft,
  upperBound: number,
  { iterations, seconds, clock, seed = 1, signal, onBest }: PlanOptions,
): Improvement | null {
  if (iterations === undefined && seconds === undefined) return null;
  const constructedValue = draft.schedule.value;
  const found = searchNeighbourhoods(problemOf(start, draft.schedule, input.shareGoals ?? [], upperBound), {
    random: createRandom(seed).stream('planner'),
    accept: recordToRecord(TOLERATED),
    goalCost: -upperBound * (1 - PROVEN),
    ...(iterations !== undefined && { iterations }),
    ...(seconds !== undefined && { seconds }),
    ...(clock !== undefined && { clock }),
    ...(signal !== undefined && { signal }),
    ...(onBest !== undefined && { onBest: (best, _, at) => onBest(valueOf(best), at) }),
  });
  // entered anew, so that the sums hold nothing of what the search has put in and taken out
  const schedule = createSchedule(input.model, start.resources, start.relations, start.kept);
  for (const { request, startEt } of found.best) if (!schedule.placed.has(request.id)) put(schedule, request, startEt);
  const refused = new Map(
    forThemselves(start).flatMap(({ id }) => (schedule.placed.has(id) ? [] : [[id, { exchangeable: true }] as const])),
  );
  return { draft: { schedule, refused }, constructedValue, iterations: found.iterations, stopped: found.stopped };
}

function valueOf(activities: readonly PlannedActivity[]): number {
  return activities.reduce((sum, { request, startEt }) => sum + valueAt(request, startEt), 0);
}

/** What a change did, in order. */
type Step =
  | { readonly kind: 'out'; readonly activities: readonly PlannedActivity[] }
  | { readonly kind: 'in'; readonly activities: readonly PlannedActivity[] };

/** A hundredth of a share that lacks weighs like so much of the bound: partners come before value. */
const SHARE_WEIGHT = 5;

function problemOf(
  start: PlanStart,
  schedule: Schedule,
  goals: readonly ShareGoal[],
  upperBound: number,
): NeighbourhoodProblem<readonly PlannedActivity[]> {
  const cost = () => SHARE_WEIGHT * upperBound * lackingShares(schedule.placed.values(), goals) - schedule.value;

  const requests = forThemselves(start);
  const ways = destroyers(start, schedule);
  const fixed = new Set(start.kept.map(({ request }) => request.id));
  let steps: Step[] = [];
  const enter = (request: Request, starts?: readonly number[]) => {
    if (schedule.placed.has(request.id)) return;
    const placing = place(schedule, request, start.openings, starts);
    if (placing.placed) steps.push({ kind: 'in', activities: placing.with });
  };
  const undo = () => {
    for (const { kind, activities } of steps.reverse()) {
      if (kind === 'out') putBack(schedule, activities);
      else for (const { request } of [...activities].reverse()) takeOut(schedule, request.id);
    }
    steps = [];
  };
  return {
    operators: ways.map(({ name }) => name),
    cost,
    change(operator, random) {
      const refused = requests.filter(({ id }) => !schedule.placed.has(id));
      const wound = ways[operator]!.destroy(refused, random);
      if (wound === null) return null;
      steps = [];
      for (const id of wound.out) {
        if (fixed.has(id)) continue;
        const activities = takeOut(schedule, id);
        if (activities.length > 0) steps.push({ kind: 'out', activities });
      }
      for (const { request, starts } of wound.first) enter(request, starts);
      for (const request of repairQueue(steps, refused, wound, random)) enter(request, turned(start, request, random));
      return cost();
    },
    undo,
    snapshot: () => [...schedule.placed.values()],
  };
}

/** What was taken out and what might now fit, by a greedy order with noise. */
function repairQueue(steps: readonly Step[], refused: readonly Request[], wound: Wound, random: Random): Request[] {
  const out = steps.flatMap(({ kind, activities }) => (kind === 'out' ? activities.map(({ request }) => request) : []));
  const near = refused.filter(({ earliestEt, latestEt }) => earliestEt < wound.toEt && latestEt > wound.fromEt);
  const key = [
    (one: Request) => one.value / one.durationS,
    (one: Request) => one.value / (one.powerW * one.durationS + 1),
    (one: Request) => one.value,
    (one: Request) => 1 / Math.max(1, one.latestEt - one.earliestEt - one.durationS),
  ][random.int(4)]!;
  return [...out, ...near]
    .filter(({ support }) => support !== true)
    .map((request) => ({ request, rank: key(request) * (0.5 + random.next()) }))
    .sort((a, b) => b.rank - a.rank || (a.request.id < b.request.id ? -1 : 1))
    .slice(0, MOST_REPAIRS)
    .map(({ request }) => request);
}

/** Mostly from the first start on; now and then from another one, so that what could be early comes late. */
function turned({ openings }: PlanStart, { id }: Request, random: Random): readonly number[] | undefined {
  if (random.next() < 0.6) return undefined;
  const starts = openings.get(id)?.starts ?? [];
  const at = random.int(Math.max(1, starts.length));
  return [...starts.slice(at), ...starts.slice(0, at)];
}
