import { candidateStarts, conditionWindows, openStretches, type ConditionWindows } from './candidate-starts.ts';
import { explain, type Refusal } from './explain.ts';
import { BIN_S, forecast } from './forecast.ts';
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
import type { Plan, PlanInput, PlannedActivity } from './plan.ts';

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
export function plan(input: PlanInput): Plan {
  const start = prepare(input);
  const tries = ORDERS.map((order) => fill(input, start, order));
  const best = tries.reduce((a, b) => (b.value > a.value * (1 + 1e-12) ? b : a));
  exchange(start, best);
  const { resources } = best;
  giveBack(resources);
  const edge = (bin: number) => Math.min(input.nowEt + bin * BIN_S, input.model.endEt);
  return {
    fromEt: input.nowEt,
    toEt: edge(resources.forecast.bins),
    activities: [...best.placed.values()].sort(
      (a, b) => a.startEt - b.startEt || (a.request.id < b.request.id ? -1 : 1),
    ),
    levels: levelStretches(resources).map(([from, to, level]) => ({ fromEt: edge(from), toEt: edge(to), level })),
    energyJ: resources.energyJ,
    notPlaced: [...best.refused].map(([requestId, refusal]) => ({
      requestId,
      reason: explain(refusal, input, resources),
    })),
    dropped: start.dropped,
    value: best.value,
    greedyValue: tries[0]!.value,
    hopelessEt: start.hopeless.map(edge),
  };
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
  readonly dropped: readonly string[];
  readonly hopeless: readonly number[];
  /** Requests of the horizon with the stretches in which they fit. */
  readonly open: readonly { readonly request: Request; readonly starts: readonly number[] }[];
  readonly closed: ReadonlyMap<string, Refusal>;
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
  const dropped: string[] = [];
  for (const running of input.running) {
    if (running.endEt > nowEt && shortageOf(resources, rest(running, nowEt)) !== null) dropped.push(running.request.id);
    else {
      kept.push(running);
      book(resources, rest(running, nowEt), 1);
    }
  }
  const open: { request: Request; starts: readonly number[] }[] = [];
  const closed = new Map<string, Refusal>();
  const busy = new Set(kept.map(({ request }) => request.id));
  for (const request of input.requests) {
    if (busy.has(request.id)) continue;
    const stretches = openStretches(request, conditions).map(
      ([from, to]) => [Math.max(from, beliefs.instrumentDownUntil[request.instrumentId] ?? -Infinity), to] as const,
    );
    const fitting = stretches.filter(([from, to]) => to - from >= request.durationS);
    if (fitting.length > 0) open.push({ request, starts: candidateStarts(request, fitting, nowEt) });
    else if (request.latestEt <= toEt)
      closed.set(request.id, { kind: 'noWindow', request, repaired: stretches.length > 0 });
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
  readonly refused: Map<string, Refusal>;
  value: number;
}

function fill(input: PlanInput, start: Start, order: (a: Request, b: Request) => number): Filled {
  const filled: Filled = {
    resources: copy(start.resources),
    uses: createInstrumentUse(input.model.instruments),
    placed: new Map(start.kept.map((kept) => [kept.request.id, kept])),
    refused: new Map(start.closed),
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
    energyJ: resources.energyJ.slice(),
    storeBit: resources.storeBit.slice(),
    coldJ: resources.coldJ.slice(),
    warmJ: resources.warmJ.slice(),
    slackJ: resources.slackJ.slice(),
    peakBit: resources.peakBit.slice(),
  };
}

/** Places a request at the first start that the Sun alone pays for, else at the first that fits at all. */
function tryPlace(filled: Filled, request: Request, starts: readonly number[]): boolean {
  const { resources, uses } = filled;
  let refusal: Refusal = { kind: 'noStart', request };
  let chosen: number | null = null;
  for (const startEt of starts) {
    const footprint = { ...request, startEt };
    if (chosen !== null && !inSurplus(resources, footprint)) continue;
    const by = uses.taken(request.instrumentId, startEt, startEt + request.durationS);
    if (by !== null) {
      refusal = worse(refusal, { kind: 'taken', request, by });
      continue;
    }
    const shortage = shortageOf(resources, footprint);
    if (shortage !== null) {
      refusal = worse(refusal, { kind: 'shortage', request, startEt, shortage });
      continue;
    }
    if (inSurplus(resources, footprint)) {
      chosen = startEt;
      break;
    }
    chosen ??= startEt;
  }
  if (chosen === null) {
    filled.refused.set(request.id, refusal);
    return false;
  }
  book(resources, { ...request, startEt: chosen }, 1);
  uses.add(request.instrumentId, { requestId: request.id, startEt: chosen, endEt: chosen + request.durationS });
  filled.placed.set(request.id, { request, startEt: chosen, endEt: chosen + request.durationS });
  filled.refused.delete(request.id);
  filled.value += request.value;
  return true;
}

/** Which of two refusals came closest to success: battery and store come after power, sleep, a taken instrument. */
function worse(old: Refusal, next: Refusal): Refusal {
  const rank = (refusal: Refusal) =>
    refusal.kind === 'taken' ? 1 : refusal.kind !== 'shortage' ? 0 : refusal.shortage.kind === 'sleep' ? 2 : refusal.shortage.kind === 'power' ? 3 : 4; // prettier-ignore
  if (rank(next) !== rank(old)) return rank(next) > rank(old) ? next : old;
  const fraction = (r: Refusal) => (r.kind === 'shortage' && r.shortage.kind === 'battery' ? r.shortage.fraction : 0);
  return fraction(next) > fraction(old) ? next : old;
}

/** The search stays short: so many refused requests, so many victims for each. */
const MOST_EXCHANGES = 24;
const MOST_VICTIMS = 6;

/** Taking something out helps against a taken instrument and used-up power, battery or store; not against sleep or a missing window. */
function worthAnExchange(refusal: Refusal | undefined): boolean {
  return refusal?.kind === 'taken' || (refusal?.kind === 'shortage' && refusal.shortage.kind !== 'sleep');
}

/** For each refused request, takes out a cheaper one that is in its way; keeps the exchange when value is gained. Once through, most valuable first. */
function exchange(start: Start, filled: Filled): void {
  const running = new Set(start.kept.map(({ request }) => request.id));
  const startsOf = new Map(start.open.map(({ request, starts }) => [request.id, starts]));
  const refused = start.open
    .filter(({ request }) => worthAnExchange(filled.refused.get(request.id)))
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

/**
 * A simple upper bound on the value of any plan: the sum over requests that could run if each were alone, at a station that sleeps all the time but for the
 * execution itself. Valid because every real plan draws at least that much.
 */
export function valueBound(input: PlanInput): number {
  const { model, beliefs, nowEt, horizonS, requests } = input;
  const expected = forecast(model, beliefs, nowEt, horizonS);
  const floorless = { ...model, reserveFraction: 0 };
  const resources = createResources(floorless, expected, beliefs.capacityJ, input.batteryJ, input.storeBit, 0);
  resources.level.fill(model.levels.length - 1);
  recompute(resources, 0);
  const conditions = conditionWindows(model, nowEt, Math.min(nowEt + horizonS, model.endEt));
  const awakeW = model.levels[model.levels.length - 2]!.powerW - model.levels[model.levels.length - 1]!.powerW;
  const feasible = requests.filter((request) => {
    const alone = { ...request, powerW: request.powerW + awakeW, dataBit: 0 };
    const starts = candidateStarts(request, openStretches(request, conditions), nowEt);
    return starts.some((startEt) => shortageOf(resources, { ...alone, startEt }, true) === null);
  });
  return feasible.reduce((sum, { value }) => sum + value, 0);
}
