import { candidateStarts, conditionWindows, openStretches, type ConditionWindows } from './candidate-starts.ts';
import { diagnose } from './diagnose.ts';
import { explainNoWindow, explainStarts, type Refusal } from './explain.ts';
import { BIN_S } from './bins.ts';
import { forecast } from './forecast.ts';
import { createInstrumentUse, type InstrumentUse } from './instrument-use.ts';
import { calmLevels, fitPower, levelStretches, raiseLevels } from './load-levels.ts';
import type { Request } from './request.ts';
import {
  asleep,
  book,
  createResources,
  inSurplus,
  recompute,
  shortageOf,
  type Footprint,
  type Resources,
} from './resources.ts';
import type { Plan, PlanInput, PlannedActivity, PlanOptions } from './plan.ts';
import { relaxedBound } from './relaxation/index.ts';

/** Ways to order the requests; the best result is taken. The first is what a plain priority-greedy planner does. */
const ORDERS: readonly ((a: Request, b: Request) => number)[] = [
  (a, b) => a.priority - b.priority || b.value - a.value,
  (a, b) => b.value / b.durationS - a.value / a.durationS,
  (a, b) => b.value / energyOf(b) - a.value / energyOf(a),
  (a, b) => a.latestEt - a.durationS - (b.latestEt - b.durationS),
];

function energyOf(request: Request): number {
  return request.powerW * request.durationS + 1;
}

/**
 * Places requests over the horizon. First the sleep that the station itself needs to get through its nights, then the requests by several greedy orders and a repair
 * by exchange, then the loads that can be shed with what is left. Every constraint is checked when an activity is placed. Deterministic: the same input gives the same plan.
 */
export function plan(input: PlanInput, options: PlanOptions = {}): Plan {
  const start = prepare(input);
  const tries = ORDERS.map((order) => fill(input, start, order));
  const best = tries.reduce((a, b) => (b.value > a.value * (1 + 1e-12) ? b : a));
  exchange(start, best);
  settle(start, best);
  // told before loads are given back: science does not wait for them
  const notPlaced = refusals(input, start, best);
  const { resources } = best;
  giveBack(resources);
  const upperBound = boundOf(input, start, options);
  const edge = (bin: number) => Math.min(input.nowEt + bin * BIN_S, input.model.endEt);
  return {
    fromEt: input.nowEt,
    toEt: edge(resources.forecast.bins),
    activities: [...best.placed.values()].sort(
      (a, b) => a.startEt - b.startEt || (a.request.id < b.request.id ? -1 : 1),
    ),
    levels: levelStretches(resources).map(([from, to, level]) => ({ fromEt: edge(from), toEt: edge(to), level })),
    energyJ: resources.energyJ,
    notPlaced,
    dropped: start.dropped,
    value: best.value,
    greedyValue: tries[0]!.value,
    upperBound,
    gap: upperBound > 0 ? Math.max(0, 1 - best.value / upperBound) : 0,
    hopelessEt: start.hopeless.map(edge),
  };
}

/** Of the requests that are open; what runs already has its value whatever the plan. */
function boundOf(input: PlanInput, { open }: Start, { solveLp }: PlanOptions): number {
  const requests = open.map(({ request }) => request);
  if (solveLp !== undefined) return relaxedBound({ ...input, requests }, solveLp).bound;
  return requests.reduce((sum, { value }) => sum + value, 0);
}

/** Exchanges move others: what is still refused is tried again until nothing more fits. */
function settle(start: Start, filled: Filled): void {
  const byValue = [...start.open].sort((a, b) => b.request.value - a.request.value || (a.request.id < b.request.id ? -1 : 1)); // prettier-ignore
  let placed = true;
  while (placed) {
    placed = false;
    for (const { request, starts } of byValue)
      if (filled.refused.has(request.id) && tryPlace(filled, request, starts)) placed = true;
  }
}

/** Why each request that is left out cannot join the plan as it stands. */
function refusals(input: PlanInput, start: Start, filled: Filled): Plan['notPlaced'] {
  const told = (requestId: string, { reason, causes }: Refusal) => ({ requestId, reason, causes });
  const closed = start.closed.map((request) => told(request.id, explainNoWindow(request, input)));
  const open = start.open.flatMap(({ request, starts }) => {
    const causes = filled.refused.has(request.id) ? diagnose(filled.resources, filled.uses, request, starts) : null;
    return causes === null ? [] : [told(request.id, explainStarts(request, starts, causes, input))];
  });
  return [...closed, ...open];
}

/** Switches on again what the battery can carry beside the activities; planned sleep stays. */
function giveBack(resources: Resources): void {
  const lean = resources.model.levels.length - 2;
  for (let b = 0; b < resources.forecast.bins; b += 1) if (!asleep(resources, b)) resources.level[b] = 0;
  recompute(resources, 0);
  raiseLevels(resources, lean);
  fitPower(resources, lean);
  calmLevels(resources, lean);
}

interface Start {
  readonly resources: Resources;
  readonly conditions: ConditionWindows;
  readonly kept: readonly PlannedActivity[];
  readonly dropped: Plan['dropped'];
  readonly hopeless: readonly number[];
  /** Requests of the horizon with the stretches in which they fit. */
  readonly open: readonly { readonly request: Request; readonly starts: readonly number[] }[];
  /** Requests that have no stretch of their length. */
  readonly closed: readonly Request[];
}

function prepare(input: PlanInput): Start {
  const { model, beliefs, nowEt, horizonS } = input;
  const expected = forecast(model, beliefs, nowEt, horizonS);
  const resources = createResources(model, expected, beliefs.capacityJ, input.batteryJ, input.storeBit, input.coldJ);
  // science comes before loads that can be shed: first all of them are off, what is left is given back at the end
  const lean = model.levels.length - 2;
  resources.level.fill(lean);
  recompute(resources, 0);
  const hopeless = raiseLevels(resources, lean + 1);
  const toEt = Math.min(nowEt + horizonS, model.endEt);
  const conditions = conditionWindows(model, nowEt, toEt);
  const kept: PlannedActivity[] = [];
  const dropped: Plan['dropped'][number][] = [];
  for (const running of input.running) {
    const shortage = running.endEt > nowEt ? shortageOf(resources, rest(running, nowEt)) : null;
    if (shortage !== null) dropped.push({ requestId: running.request.id, why: shortage.kind });
    else {
      kept.push(running);
      book(resources, rest(running, nowEt), 1);
    }
  }
  const open: { request: Request; starts: readonly number[] }[] = [];
  const closed: Request[] = [];
  const busy = new Set(kept.map(({ request }) => request.id));
  for (const request of input.requests) {
    if (busy.has(request.id)) continue;
    const stretches = openStretches(request, conditions).map(
      ([from, to]) => [Math.max(from, beliefs.instrumentDownUntil[request.instrumentId] ?? -Infinity), to] as const,
    );
    const fitting = stretches.filter(([from, to]) => to - from >= request.durationS);
    if (fitting.length > 0) open.push({ request, starts: candidateStarts(request, fitting, nowEt) });
    else if (request.latestEt <= toEt) closed.push(request);
  }
  return { resources, conditions, kept, dropped, hopeless, open, closed };
}

/** What is left of a running activity. */
function rest({ request, endEt }: PlannedActivity, nowEt: number): Footprint {
  const durationS = Math.max(1, endEt - nowEt);
  const { powerW } = request;
  return { startEt: nowEt, durationS, powerW, dataBit: (request.dataBit * durationS) / request.durationS };
}

interface Filled {
  readonly resources: Resources;
  readonly uses: InstrumentUse;
  readonly placed: Map<string, PlannedActivity>;
  /** Requests without a place, and whether taking something out might make one: against sleep it does not. */
  readonly refused: Map<string, { readonly exchangeable: boolean }>;
  value: number;
}

function fill(input: PlanInput, start: Start, order: (a: Request, b: Request) => number): Filled {
  const filled: Filled = {
    resources: copy(start.resources),
    uses: createInstrumentUse(input.model.instruments),
    placed: new Map(start.kept.map((kept) => [kept.request.id, kept])),
    refused: new Map(),
    value: 0,
  };
  for (const { request, startEt, endEt } of start.kept)
    filled.uses.add(request.instrumentId, { requestId: request.id, startEt, endEt });
  const queue = [...start.open].sort((a, b) => order(a.request, b.request) || (a.request.id < b.request.id ? -1 : 1));
  for (const { request, starts } of queue) tryPlace(filled, request, starts);
  return filled;
}

function copy(resources: Resources): Resources {
  return {
    ...resources,
    level: resources.level.slice(),
    activityJ: resources.activityJ.slice(),
    activityW: resources.activityW.slice(),
    dataBit: resources.dataBit.slice(),
    inflows: resources.inflows.slice(),
    energyJ: resources.energyJ.slice(),
    storeBit: resources.storeBit.slice(),
    topBit: resources.topBit.slice(),
    coldJ: resources.coldJ.slice(),
    warmJ: resources.warmJ.slice(),
    slackJ: resources.slackJ.slice(),
    peakBit: resources.peakBit.slice(),
  };
}

/** Places a request at the first start that the Sun alone pays for, else at the first that fits at all. */
function tryPlace(filled: Filled, request: Request, starts: readonly number[]): boolean {
  const { resources, uses } = filled;
  let exchangeable = false;
  let chosen: number | null = null;
  for (const startEt of starts) {
    const footprint = { ...request, startEt };
    if (chosen !== null && !inSurplus(resources, footprint)) continue;
    const taken = uses.taken(request.instrumentId, startEt, startEt + request.durationS) !== null;
    const shortage = taken ? null : shortageOf(resources, footprint);
    if (taken || shortage !== null) {
      exchangeable ||= shortage?.kind !== 'sleep';
      continue;
    }
    chosen ??= startEt;
    if (!inSurplus(resources, footprint)) continue;
    chosen = startEt;
    break;
  }
  if (chosen === null) {
    filled.refused.set(request.id, { exchangeable });
    return false;
  }
  book(resources, { ...request, startEt: chosen }, 1);
  uses.add(request.instrumentId, { requestId: request.id, startEt: chosen, endEt: chosen + request.durationS });
  filled.placed.set(request.id, { request, startEt: chosen, endEt: chosen + request.durationS });
  filled.refused.delete(request.id);
  filled.value += request.value;
  return true;
}

/** The search stays short: so many refused requests, so many victims for each. */
const MOST_EXCHANGES = 24;
const MOST_VICTIMS = 6;

/** For each refused request, takes out a cheaper one that is in its way; keeps the exchange when value is gained. Once through, most valuable first. */
function exchange(start: Start, filled: Filled): void {
  const running = new Set(start.kept.map(({ request }) => request.id));
  const startsOf = new Map(start.open.map(({ request, starts }) => [request.id, starts]));
  const refused = start.open
    .filter(({ request }) => filled.refused.get(request.id)?.exchangeable === true)
    .sort((a, b) => b.request.value - a.request.value || (a.request.id < b.request.id ? -1 : 1))
    .slice(0, MOST_EXCHANGES);
  for (const { request, starts } of refused) {
    const cheaper = [...filled.placed.values()]
      .filter(({ request: other, startEt, endEt }) => {
        if (running.has(other.id) || other.value >= request.value) return false;
        return startEt < request.latestEt && endEt > request.earliestEt;
      })
      .sort((a, b) => a.request.value - b.request.value || (a.request.id < b.request.id ? -1 : 1))
      .slice(0, MOST_VICTIMS);
    for (const victim of cheaper) {
      takeOut(filled, victim);
      if (tryPlace(filled, request, starts)) {
        tryPlace(filled, victim.request, startsOf.get(victim.request.id) ?? []);
        break;
      }
      putBack(filled, victim);
    }
  }
}

function takeOut(filled: Filled, { request, startEt }: PlannedActivity): void {
  book(filled.resources, { ...request, startEt }, -1);
  filled.uses.remove(request.instrumentId, request.id);
  filled.placed.delete(request.id);
  filled.value -= request.value;
}

function putBack(filled: Filled, activity: PlannedActivity): void {
  const { request, startEt, endEt } = activity;
  book(filled.resources, { ...request, startEt }, 1);
  filled.uses.add(request.instrumentId, { requestId: request.id, startEt, endEt });
  filled.placed.set(request.id, activity);
  filled.value += request.value;
}
