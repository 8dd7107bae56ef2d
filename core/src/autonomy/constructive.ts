import type { PlanInput, PlannedActivity } from './plan.ts';
import type { PlanStart } from './plan-start.ts';
import { place } from './placing.ts';
import { valueAt, type Request } from './request.ts';
import { createSchedule, putBack, takeOut, type Schedule } from './schedule.ts';

type Order = (a: Request, b: Request) => number;

/** Sums of values in another order differ by less. */
const ROUNDING = 1e-12;

/** Ways to order the requests; the best result is taken. The first is what a plain priority-greedy planner does. */
const ORDERS: readonly [Order, ...Order[]] = [
  (a, b) => a.priority - b.priority || b.value - a.value,
  (a, b) => b.value / b.durationS - a.value / a.durationS,
  (a, b) => b.value / energyOf(b) - a.value / energyOf(a),
  (a, b) => a.latestEt - a.durationS - (b.latestEt - b.durationS),
];

export function energyOf(request: Request): number {
  return request.powerW * request.durationS + 1;
}

/** A schedule, and the open requests that have no place in it with whether taking something out might make one. */
export interface Draft {
  readonly schedule: Schedule;
  readonly refused: Map<string, { readonly exchangeable: boolean }>;
}

/** The best of several greedy orders, repaired by exchange; with `greedy` the plain order by priority alone. @returns it, and the value that the plain greedy order has */
export function construct(
  input: PlanInput,
  start: PlanStart,
  greedy = false,
): { readonly draft: Draft; readonly greedyValue: number } {
  const [plain, ...others] = ORDERS;
  let best = fill(input, start, plain);
  const greedyValue = best.schedule.value;
  const all = worthOfAll(start);
  for (const order of greedy ? [] : others) {
    // an order that places everything is not beaten: in most plans it is the first
    if (best.schedule.value >= all * (1 - ROUNDING / 2)) break;
    const next = fill(input, start, order);
    if (next.schedule.value > best.schedule.value * (1 + ROUNDING)) best = next;
  }
  if (greedy) return { draft: best, greedyValue };
  exchange(start, best);
  settle(start, best);
  return { draft: best, greedyValue };
}

function worthOfAll({ openings }: PlanStart): number {
  return [...openings.values()].reduce((sum, { request }) => sum + request.value, 0);
}

function fill({ model }: PlanInput, start: PlanStart, order: Order): Draft {
  const schedule = createSchedule(model, start.resources, start.relations, start.kept);
  const draft: Draft = { schedule, refused: new Map() };
  const queue = forThemselves(start).sort((a, b) => order(a, b) || byId(a, b));
  for (const request of queue) if (!schedule.placed.has(request.id)) tryPlace(draft, start, request);
  return draft;
}

/** Open requests but those that only serve others. */
export function forThemselves({ openings }: PlanStart): Request[] {
  return [...openings.values()].flatMap(({ request }) => (request.support === true ? [] : [request]));
}

function byId(a: Request, b: Request): number {
  return a.id < b.id ? -1 : 1;
}

export function byValue(a: Request, b: Request): number {
  return b.value - a.value || byId(a, b);
}

function tryPlace({ schedule, refused }: Draft, { openings }: PlanStart, request: Request): boolean {
  const placing = place(schedule, request, openings);
  if (!placing.placed) refused.set(request.id, placing);
  else for (const { request: one } of placing.with) refused.delete(one.id);
  return placing.placed;
}

/** Exchanges move others: what is still refused is tried again until nothing more fits. */
export function settle(start: PlanStart, draft: Draft): void {
  const open = forThemselves(start).sort(byValue);
  let placed = true;
  while (placed) {
    placed = false;
    for (const request of open) if (draft.refused.has(request.id) && tryPlace(draft, start, request)) placed = true;
  }
  dropIdleSupport(draft.schedule);
}

/** What only serves others goes when nothing planned needs it. */
function dropIdleSupport(schedule: Schedule): void {
  for (const { request } of [...schedule.placed.values()]) {
    if (request.support !== true) continue;
    const out = takeOut(schedule, request.id);
    if (out.length > 1) putBack(schedule, out);
  }
}

/** The search stays short: so many refused requests, so many victims for each. */
const MOST_EXCHANGES = 24;
const MOST_VICTIMS = 6;

/** For each refused request, takes out a cheaper one that is in its way; keeps the exchange when value is gained. Once through, most valuable first. */
function exchange(start: PlanStart, draft: Draft): void {
  const { schedule } = draft;
  const running = new Set(start.kept.map(({ request }) => request.id));
  const refused = forThemselves(start)
    .filter(({ id }) => draft.refused.get(id)?.exchangeable === true)
    .sort(byValue)
    .slice(0, MOST_EXCHANGES);
  for (const request of refused) {
    const cheaper = [...schedule.placed.values()]
      .filter(({ request: other, startEt, endEt }) => {
        if (running.has(other.id) || other.value >= request.value) return false;
        return startEt < request.latestEt && endEt > request.earliestEt;
      })
      .sort((a, b) => a.request.value - b.request.value || byId(a.request, b.request))
      .slice(0, MOST_VICTIMS);
    for (const victim of cheaper) if (exchangeOne(start, draft, request, victim)) break;
  }
}

function exchangeOne(start: PlanStart, draft: Draft, request: Request, victim: PlannedActivity): boolean {
  const { schedule } = draft;
  const out = takeOut(schedule, victim.request.id);
  const lost = out.reduce((sum, { request: one, startEt }) => sum + valueAt(one, startEt), 0);
  if (lost >= request.value || !tryPlace(draft, start, request)) {
    putBack(schedule, out);
    return false;
  }
  for (const { request: one } of out.reverse()) if (one.support !== true && !schedule.placed.has(one.id)) tryPlace(draft, start, one); // prettier-ignore
  return true;
}
