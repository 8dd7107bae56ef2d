import { conditionWindows, openingOf, openStretches } from './candidate-starts.ts';
import { holdsFrom } from './elective-sleep.ts';
import type { Plan, PlanInput, PlannedActivity } from './plan.ts';
import { openPlan } from './plan-editor.ts';
import type { Request } from './request.ts';
import { copyResources, restoreResources } from './resources.ts';
import { obstacleAt, putBack, takeOut, type Schedule } from './schedule.ts';

/** A change after which a request that is left out has a place, with all else where it is. Each was applied and found to be enough. */
export type SmallestChange =
  /** The window ends `laterS` later or begins `earlierS` earlier. */
  | { readonly kind: 'window'; readonly earlierS: number; readonly laterS: number; readonly startEt: number; readonly effort: number }
  | { readonly kind: 'power'; readonly lessW: number; readonly startEt: number; readonly effort: number }
  /** The battery is larger, equally full at the start; where a night's sleep by choice is then not needed it may be left out. */
  | { readonly kind: 'battery'; readonly moreJ: number; readonly startEt: number; readonly effort: number }
  | { readonly kind: 'store'; readonly moreBit: number; readonly startEt: number; readonly effort: number }
  /** Others are left out. */
  | { readonly kind: 'drop'; readonly requestIds: readonly string[]; readonly valueLost: number; readonly startEt: number; readonly effort: number }; // prettier-ignore

/** A window is moved by no more than this; so many lower-valued activities are tried one by one. */
const MOST_SHIFT_S = 60 * 86400;
const MOST_VICTIMS = 40;
/** Enlargements of battery and store that are tried, as shares: each a quarter more than the one before. */
const LARGER = Array.from({ length: 24 }, (_, k) => 0.01 * 1.25 ** k);
/** Powers are found to this, W. */
const POWER_STEP_W = 1;
/** An experiment that has to do with less than a tenth of its power is another one. */
const MOST_LESS = 0.9;

/** Finds changes for the requests that a schedule leaves out. Larger batteries and stores are worked out once for all of them. */
export interface ChangeFinder {
  /** All kinds of change that are enough, the smallest first: by its share of the window, the power, the capacity, or the request's own value. */
  readonly changes: (request: Request) => readonly SmallestChange[];
}

function changeFinder(input: PlanInput, schedule: Schedule, levels: Plan['levels']): ChangeFinder {
  const larger = {
    battery: enlarged(input, schedule, levels, 'battery'),
    store: enlarged(input, schedule, levels, 'store'),
  };
  return {
    changes(request) {
      const found = [
        byWindow(input, schedule, request),
        byPower(input, schedule, request),
        byDropping(input, schedule, request),
        byBattery(input, larger.battery, request),
        byStore(input, larger.store, request),
      ];
      return found.flatMap((one) => one ?? []).sort((a, b) => a.effort - b.effort);
    },
  };
}

function startsOf(input: PlanInput, request: Request): readonly number[] {
  const { model, beliefs, nowEt, horizonS } = input;
  const conditions = conditionWindows(model, nowEt, Math.min(nowEt + horizonS, model.endEt));
  const down = beliefs.instrumentDownUntil[request.instrumentId] ?? -Infinity;
  const stretches = openStretches(request, conditions)
    .map(([from, to]) => [Math.max(from, down), to] as const)
    .filter(([from, to]) => to - from >= request.durationS);
  return openingOf(request, stretches, nowEt).starts;
}

function firstFree(schedule: Schedule, request: Request, starts: readonly number[]): number | null {
  return starts.find((startEt) => obstacleAt(schedule, request, startEt) === null) ?? null;
}

function byWindow(input: PlanInput, schedule: Schedule, request: Request): SmallestChange | null {
  const { earliestEt, latestEt, durationS } = request;
  const wide = { ...request, earliestEt: earliestEt - MOST_SHIFT_S, latestEt: latestEt + MOST_SHIFT_S };
  const early = (startEt: number) => Math.max(0, earliestEt - startEt);
  const late = (startEt: number) => Math.max(0, startEt + durationS - latestEt);
  const shift = (startEt: number) => Math.max(early(startEt), late(startEt));
  const starts = startsOf(input, wide).filter((startEt) => shift(startEt) > 0);
  const startEt = firstFree(
    schedule,
    request,
    [...starts].sort((a, b) => shift(a) - shift(b)),
  );
  if (startEt === null) return null;
  return { kind: 'window', earlierS: early(startEt), laterS: late(startEt), startEt, effort: shift(startEt) / (latestEt - earliestEt) }; // prettier-ignore
}

/** Less power never hurts, so the greatest that fits is found by halving. */
function byPower(input: PlanInput, schedule: Schedule, request: Request): SmallestChange | null {
  const possible = startsOf(input, request).filter((startEt) => obstacleAt(schedule, { ...request, powerW: 0 }, startEt) === null); // prettier-ignore
  if (possible.length === 0 || request.powerW <= POWER_STEP_W) return null;
  const at = (powerW: number) => firstFree(schedule, { ...request, powerW }, possible);
  let [fits, fails] = [0, request.powerW];
  let startEt = possible[0]!;
  while (fails - fits > POWER_STEP_W) {
    const middle = (fits + fails) / 2;
    const found = at(middle);
    if (found === null) fails = middle;
    else [fits, startEt] = [middle, found];
  }
  const lessW = Math.ceil(request.powerW - fits);
  if (lessW > MOST_LESS * request.powerW) return null;
  return { kind: 'power', lessW, startEt, effort: lessW / request.powerW };
}

/** The cheapest activity without which the request fits; what needs it goes with it. */
function byDropping(input: PlanInput, schedule: Schedule, request: Request): SmallestChange | null {
  const starts = startsOf(input, request);
  if (starts.length === 0) return null;
  const running = new Set(input.running.map((one) => one.request.id));
  const fromEt = starts[0]! - MOST_SHIFT_S / 8;
  const toEt = starts.at(-1)! + request.durationS + MOST_SHIFT_S / 8;
  const victims = [...schedule.placed.values()]
    .filter((one) => !running.has(one.request.id) && one.startEt < toEt && one.endEt > fromEt)
    .sort((a, b) => a.request.value - b.request.value || (a.request.id < b.request.id ? -1 : 1))
    .slice(0, MOST_VICTIMS);
  const copy = copyResources(schedule.resources);
  let best: SmallestChange | null = null;
  for (const victim of victims) {
    const before = schedule.value;
    const out = takeOut(schedule, victim.request.id);
    const valueLost = before - schedule.value;
    const startEt: number | null =
      best !== null && valueLost >= bestLoss(best) ? null : firstFree(schedule, request, starts);
    putBack(schedule, out);
    schedule.value = before;
    if (startEt === null) continue;
    const effort = request.value > 0 ? valueLost / request.value : Infinity;
    best = { kind: 'drop', requestIds: out.map((one) => one.request.id).reverse(), valueLost, startEt, effort };
  }
  restoreResources(schedule.resources, copy);
  return best;
}

function bestLoss(change: SmallestChange): number {
  return change.kind === 'drop' ? change.valueLost : Infinity;
}

/** The schedule with more capacity, by share, made when it is first asked for: with the sleep by choice that it has, and without it where that holds. */
type Enlarged = (share: number) => readonly Schedule[];

function enlarged(input: PlanInput, { placed }: Schedule, levels: Plan['levels'], what: 'battery' | 'store'): Enlarged {
  const made = new Map<number, readonly Schedule[]>();
  return (share) => {
    const known = made.get(share);
    if (known !== undefined) return known;
    const larger = withMore(input, what, share);
    const awake = openPlan(larger, [...placed.values()]);
    const next = [
      ...(holdsFrom(awake.schedule.resources, 0, awake.start.resources) ? [awake.schedule] : []),
      openPlan(larger, [...placed.values()], levels).schedule,
    ];
    made.set(share, next);
    return next;
  };
}

/** An input with a larger battery, equally full, or a larger store. */
export function withMore(input: PlanInput, what: 'battery' | 'store', share: number): PlanInput {
  const { model, beliefs } = input;
  const factor = 1 + share;
  if (what === 'store') return { ...input, model: { ...model, storeCapacityBit: model.storeCapacityBit * factor } };
  const battery = { ...model.battery, capacityJ: model.battery.capacityJ * factor };
  return {
    ...input,
    model: { ...model, battery },
    beliefs: { ...beliefs, capacityJ: beliefs.capacityJ * factor },
    batteryJ: input.batteryJ * factor,
  };
}

function byBattery(input: PlanInput, larger: Enlarged, request: Request): SmallestChange | null {
  const found = smallestShare(input, larger, request);
  if (found === null) return null;
  const [share, startEt] = found;
  return { kind: 'battery', moreJ: share * input.beliefs.capacityJ, startEt, effort: share };
}

function byStore(input: PlanInput, larger: Enlarged, request: Request): SmallestChange | null {
  if (request.dataBit === 0) return null;
  const found = smallestShare(input, larger, request);
  if (found === null) return null;
  const [share, startEt] = found;
  return { kind: 'store', moreBit: share * input.model.storeCapacityBit, startEt, effort: share };
}

/** Whether more is enough at all is asked first; then where between too little and enough. */
function smallestShare(input: PlanInput, larger: Enlarged, request: Request): readonly [number, number] | null {
  const starts = startsOf(input, request);
  const at = (k: number) => larger(LARGER[k]!).reduce<number | null>((found, one) => found ?? firstFree(one, request, starts), null); // prettier-ignore
  let enough = LARGER.length - 1;
  let startEt = at(enough);
  if (startEt === null) return null;
  for (let [low, high] = [0, enough]; low < high;) {
    const middle = (low + high) >>> 1;
    const found = at(middle);
    if (found === null) low = middle + 1;
    else [high, enough, startEt] = [middle, middle, found];
  }
  return [LARGER[enough]!, startEt];
}

/** A finder of changes for a plan, with the sleep by choice of its `levels`. */
export function changesOf(
  input: PlanInput,
  activities: readonly PlannedActivity[],
  levels: Plan['levels'] = [],
): ChangeFinder {
  return changeFinder(input, openPlan(input, activities, levels).schedule, levels);
}

const HOUR_S = 3600;

/** A change in words. */
export function changeWords(change: SmallestChange, request: Request, utc: (et: number) => string): string {
  const hours = (seconds: number) => `${Math.ceil(seconds / (HOUR_S / 10) - 1e-6) / 10} h`;
  const from = `starts ${utc(change.startEt)}`;
  switch (change.kind) {
    case 'window':
      return change.laterS > 0
        ? `end its window ${hours(change.laterS)} later (${from})`
        : `begin its window ${hours(change.earlierS)} earlier (${from})`;
    case 'power':
      return `draw ${change.lessW} W less than its ${Math.round(request.powerW)} W (${from})`;
    case 'battery':
      return `a battery larger by ${(change.moreJ / 3.6e6).toPrecision(3)} kWh (${from})`;
    case 'store':
      return `a data store larger by ${(change.moreBit / 1e9).toPrecision(3)} Gbit (${from})`;
    case 'drop':
      return `leave out ${change.requestIds.join(', ')}, worth ${Number(change.valueLost.toFixed(3))} against its ${request.value} (${from})`;
  }
}
