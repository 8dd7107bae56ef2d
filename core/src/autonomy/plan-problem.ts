import type { Random } from '../math/index.ts';
import { forThemselves } from './constructive.ts';
import { destroyers, type Wound } from './destroyers.ts';
import { during, holdsFrom, nightsOf, restoreNight, sleepFrom, spanOf, type Night } from './elective-sleep.ts';
import type { PlannedActivity } from './plan.ts';
import { place } from './placing.ts';
import type { PlanStart } from './plan-start.ts';
import type { Request } from './request.ts';
import { putBack, takeOut, type Schedule } from './schedule.ts';
import type { NeighbourhoodProblem } from './search/index.ts';
import { lackingShares, type ShareGoal } from './shares.ts';

/** So many requests are tried again after a part was taken out. */
const MOST_REPAIRS = 40;
/** A hundredth of a share that lacks weighs like so much of the bound: partners come before value. */
const SHARE_WEIGHT = 5;

/** A plan as the search remembers it. */
export interface PlanSnapshot {
  readonly activities: readonly PlannedActivity[];
  /** Of each bin, with the sleep that was chosen. */
  readonly level: Uint8Array;
}

/** What a change did, in order. */
type Step =
  | { readonly kind: 'out' | 'in'; readonly activities: readonly PlannedActivity[] }
  | { readonly kind: 'night'; readonly night: Night; readonly before: Uint8Array };

/** A plan as something that a search by neighbourhoods can change in place. */
export function planProblem(
  start: PlanStart,
  schedule: Schedule,
  goals: readonly ShareGoal[],
  upperBound: number,
): NeighbourhoodProblem<PlanSnapshot> {
  const { resources, placed } = schedule;
  const requests = forThemselves(start);
  const ways = destroyers(start, schedule);
  const nights = nightsOf(resources);
  const fixed = new Set(start.kept.map(({ request }) => request.id));
  const cost = () => SHARE_WEIGHT * upperBound * lackingShares(placed.values(), goals) - schedule.value;
  let steps: Step[] = [];

  const enter = (request: Request, starts?: readonly number[]) => {
    if (placed.has(request.id)) return;
    const placing = place(schedule, request, start.openings, starts);
    if (placing.placed) steps.push({ kind: 'in', activities: placing.with });
  };
  const remove = (ids: readonly string[]) => {
    for (const id of ids) {
      if (fixed.has(id)) continue;
      const activities = takeOut(schedule, id);
      if (activities.length > 0) steps.push({ kind: 'out', activities });
    }
  };
  const undo = () => {
    for (const step of steps.reverse()) {
      if (step.kind === 'night') restoreNight(resources, step.night, step.before);
      else if (step.kind === 'out') putBack(schedule, step.activities);
      else for (const { request } of [...step.activities].reverse()) takeOut(schedule, request.id);
    }
    steps = [];
  };
  const heal = (refused: readonly Request[], wound: Wound, random: Random): number => {
    for (const { request, starts } of wound.first) enter(request, starts);
    for (const request of repairQueue(steps, refused, wound, random)) enter(request, turned(start, request, random));
    return cost();
  };

  /** Lets a night's sleep begin at another hour, or no earlier than it has to; what lies in it goes. Null when battery or store would not hold. */
  const changeNight = (refused: readonly Request[], random: Random): number | null => {
    const night = nights[random.int(Math.max(1, nights.length))];
    if (night === undefined || refused.length === 0) return null;
    const begin = random.next() < 0.25 ? night.end : night.from + random.int(night.end - night.from);
    const inside = during(resources, placed.values(), begin, night.end).map(({ request }) => request.id);
    if (inside.some((id) => fixed.has(id))) return null;
    remove(inside);
    steps.push({ kind: 'night', night, before: sleepFrom(resources, night, begin, start.resources.level) });
    const [fromEt, toEt] = spanOf(resources, night.from, night.end);
    // waking earlier may ask for more than is left: what was planned about this night goes, too
    const around = { fromEt: fromEt - 5 * DAY_S, toEt: toEt + 5 * DAY_S };
    if (!holdsFrom(resources, night.from, start.resources))
      remove(during(resources, placed.values(), night.from, night.end).map(({ request }) => request.id));
    if (!holdsFrom(resources, night.from, start.resources)) {
      undo();
      return null;
    }
    return heal(refused, { out: [], first: [], ...around }, random);
  };

  return {
    operators: [...ways.map(({ name }) => name), ...(nights.length > 0 ? ['sleep through another part of a night'] : [])],
    cost,
    change(operator, random) {
      steps = [];
      const refused = requests.filter(({ id }) => !placed.has(id));
      const way = ways[operator];
      if (way === undefined) return changeNight(refused, random);
      const wound = way.destroy(refused, random);
      if (wound === null) return null;
      remove(wound.out);
      return heal(refused, wound, random);
    },
    undo,
    snapshot: () => ({ activities: [...placed.values()], level: resources.level.slice() }),
  }; // prettier-ignore
}

const DAY_S = 86400;

/** What was taken out and what might now fit, by a greedy order with noise. */
function repairQueue(steps: readonly Step[], refused: readonly Request[], wound: Wound, random: Random): Request[] {
  const out = steps.flatMap((step) => (step.kind === 'out' ? step.activities.map(({ request }) => request) : []));
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
