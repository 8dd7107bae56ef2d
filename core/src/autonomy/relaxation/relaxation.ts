import type { PlanInput } from '../plan.ts';
import { possibleStarts, sleepingStation, type SleepingStation } from '../possible-starts.ts';
import { valueAt, type Request } from '../request.ts';
import { heldBy } from '../schedule.ts';
import { busPowerW } from '../supply.ts';
import { knapsackCuts, type Job } from './knapsack-cuts.ts';
import { createLpBuilder, type LinearProgram, type LpBuilder } from './linear-program.ts';
import { overlapRange } from './overlap.ts';
import { cutPeriods, type Period } from './periods.ts';
import { addSleepChoices, awakeStarts, longNights } from './sleep-choice.ts';

/** About so many columns at the most; periods grow until it is kept. A year of 7,500 requests then takes a solver seconds. */
const MOST_COLUMNS = 40_000;
/** Lengths of periods to choose from, in hours. */
const PERIOD_BINS = [1, 2, 3, 4, 6, 8, 12, 24, 48, 96];
/** Units of the programme, so that its numbers are near one: hours, kWh, Gbit. */
const HOUR_S = 3600;
const KWH_J = 3.6e6;
const GBIT = 1e9;

/**
 * The plan's problem with everything relaxed that makes it hard, as data for a solver: requests may be met in part, an execution may be cut up among the periods of its window, the station
 * sleeps whenever nothing runs, links send whenever they like. What stays: instruments have so many users, the battery loses by charging and discharging and keeps its floor at the end of each
 * period (wherever a sleeping station keeps it), the limits of charge and discharge, the store's capacity, what the links can carry, and that the station is awake while anything runs.
 * Every plan is a solution of it with the same value, so its optimum is above that of every plan.
 */
export interface Relaxation {
  readonly programme: LinearProgram;
  /** Requests with any possible start, and the column that says how far each is met. */
  readonly requests: readonly Request[];
  readonly metColumn: readonly number[];
}

export interface RelaxOptions {
  /** About; fewer are faster and looser. Default 40,000. */
  readonly mostColumns?: number;
  /** Of plans, which keep a reserve above the floor and sleep until the Sun wakes the station; else for any policy. Default false. */
  readonly ofPlans?: boolean;
}

interface Part {
  readonly request: Request;
  readonly column: number;
}

interface Use {
  /** Executions by period: column in hours. */
  readonly parts: Part[][];
  readonly metColumn: number[];
  readonly requests: Request[];
}

export function relax(
  input: PlanInput,
  { mostColumns = MOST_COLUMNS, ofPlans = false }: RelaxOptions = {},
): Relaxation {
  const station = sleepingStation(input, ofPlans);
  const nights = ofPlans ? longNights(station) : [];
  const open = input.requests
    .map((request) => ({ request, starts: awakeStarts(possibleStarts(station, request), request.durationS, nights) }))
    .filter(({ starts }) => starts.length > 0);
  const spanS = open.reduce((sum, { request, starts }) => sum + starts.at(-1)![1] - starts[0]![0] + request.durationS, 0); // prettier-ignore
  const bins = PERIOD_BINS.find((length) => spanS / (length * HOUR_S) + (5 * station.asleep.forecast.bins) / length <= mostColumns); // prettier-ignore
  const periods = cutPeriods(
    station.asleep,
    bins ?? PERIOD_BINS.at(-1)!,
    nights.flatMap(({ from, end }) => [from, end]),
  );
  const builder = createLpBuilder();
  const use = addRequests(builder, input, open, periods);
  addCuts(builder, input, open, use.metColumn);
  addRelations(builder, input, use);
  const awake = periods.map(({ lengthS }) => builder.column(0, lengthS / HOUR_S));
  addSleepChoices(
    builder,
    nights,
    periods,
    awake,
    open.map((one, i) => ({ ...one, met: use.metColumn[i]! })),
  );
  addInstruments(builder, input, use, awake);
  const sent = addStore(builder, input, use, periods, awake);
  addBattery(builder, station, use, periods, awake, sent);
  return { programme: builder.finish(), requests: use.requests, metColumn: use.metColumn };
}

/** Each request: met in part, its hours spread over the periods that an execution can touch. */
function addRequests(
  builder: LpBuilder,
  input: PlanInput,
  open: readonly OpenRequest[],
  periods: readonly Period[],
): Use {
  const parts: Part[][] = periods.map(() => []);
  const metColumn: number[] = [];
  for (const { request, starts } of open) {
    const falls = request.valueCurve !== undefined;
    const met = builder.column(0, 1, falls ? 0 : request.value);
    const hours: [number, number][] = [];
    const [beginS, endS] = [starts[0]![0], starts.at(-1)![1] + request.durationS];
    for (let p = firstPeriod(periods, beginS); p < periods.length; p += 1) {
      const [fromS, toS] = [periods[p]!.fromBin * HOUR_S, periods[p]!.endBin * HOUR_S];
      if (fromS >= endS) break;
      const [leastS, mostS] = overlapRange(starts, request.durationS, fromS, toS);
      if (mostS <= 0) continue;
      const worth = falls ? valueFrom(request, starts, input.nowEt, fromS) / (request.durationS / HOUR_S) : 0;
      const column = builder.column(0, mostS / HOUR_S, worth);
      parts[p]!.push({ request, column });
      hours.push([column, 1]);
      if (mostS < request.durationS) builder.row(-Infinity, 0, [[column, 1], [met, -mostS / HOUR_S]]); // prettier-ignore
      if (leastS > 0) builder.row(0, Infinity, [[column, 1], [met, -leastS / HOUR_S]]); // prettier-ignore
    }
    builder.row(0, 0, [...hours, [met, -request.durationS / HOUR_S]]);
    metColumn.push(met);
  }
  return { parts, metColumn, requests: open.map(({ request }) => request) };
}

/** What an execution is worth at the most that runs at or after `fromS`: that of the first start which reaches so far. */
function valueFrom(request: Request, starts: OpenRequest['starts'], nowEt: number, fromS: number): number {
  const firstS = starts[0]![0];
  return valueAt(request, nowEt + Math.max(firstS, fromS - request.durationS));
}

type OpenRequest = { readonly request: Request; readonly starts: readonly (readonly [number, number])[] };

/** What an instrument, a place or a robot can do whole in the windows of its requests. */
function addCuts(
  builder: LpBuilder,
  { model }: PlanInput,
  open: readonly OpenRequest[],
  metColumn: readonly number[],
): void {
  const jobs = new Map<string, Job[]>();
  open.forEach(({ request, starts }, i) => {
    const { durationS, value } = request;
    const job = { column: metColumn[i]!, beginS: starts[0]![0], endS: starts.at(-1)![1] + durationS, durationS, value };
    for (const id of heldBy(request)) jobs.set(id, [...(jobs.get(id) ?? []), job]);
  });
  const counts = new Map(model.instruments.map(({ id, count }) => [id, count]));
  for (const [id, list] of jobs)
    for (const { columns, weights, most } of knapsackCuts(list, counts.get(id) ?? 1))
      builder.row(-Infinity, most, columns.map((column, i) => [column, weights[i]!] as const)); // prettier-ignore
}

/** Alternatives are met once; what has to follow is met no more than what it may follow, as far as that is not done. */
function addRelations(builder: LpBuilder, input: PlanInput, { requests, metColumn }: Use): void {
  const column = new Map(requests.map(({ id }, i) => [id, metColumn[i]!]));
  const done = new Set(input.done?.map(({ requestId }) => requestId));
  const groups = new Map<string, number[]>();
  for (const request of requests) {
    const met = column.get(request.id)!;
    if (request.oneOf !== undefined) groups.set(request.oneOf, [...(groups.get(request.oneOf) ?? []), met]);
    for (const { anyOf } of request.after ?? []) {
      if (anyOf.some((id) => done.has(id) || isRunning(input, id))) continue;
      const before = anyOf.flatMap((id) => column.get(id) ?? []);
      builder.row(-Infinity, 0, [[met, 1], ...before.map((one) => [one, -1] as const)]);
    }
  }
  for (const { oneOf } of input.done ?? []) for (const met of groups.get(oneOf ?? '') ?? []) builder.row(0, 0, [[met, 1]]); // prettier-ignore
  for (const members of groups.values()) builder.row(-Infinity, 1, members.map((met) => [met, 1] as const)); // prettier-ignore
}

function isRunning({ running }: PlanInput, id: string): boolean {
  return running.some(({ request }) => request.id === id);
}

function firstPeriod(periods: readonly Period[], second: number): number {
  let [low, high] = [0, periods.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (periods[middle]!.endBin * HOUR_S <= second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** No more users of an instrument than it can have, and none while the station sleeps. */
function addInstruments(builder: LpBuilder, { model }: PlanInput, { parts }: Use, awake: readonly number[]): void {
  const counts = new Map(model.instruments.map(({ id, count }) => [id, count]));
  for (const [p, inPeriod] of parts.entries()) {
    const users = new Map<string, [number, number][]>();
    for (const { request, column } of inPeriod) {
      for (const id of heldBy(request)) {
        const terms = users.get(id) ?? [];
        terms.push([column, 1]);
        users.set(id, terms);
      }
      const count = counts.get(request.instrumentId) ?? 0;
      if (count > 1) builder.row(-Infinity, 0, [[column, 1], [awake[p]!, -1]]); // prettier-ignore
    }
    for (const [id, terms] of users) builder.row(-Infinity, 0, [...terms, [awake[p]!, -(counts.get(id) ?? 1)]]);
  }
}

/** What comes and goes. @returns by period the column of what is sent, Gbit */
function addStore(
  builder: LpBuilder,
  { model, storeBit }: PlanInput,
  { parts }: Use,
  periods: readonly Period[],
  awake: readonly number[],
): number[] {
  const capacity = (Math.max(model.storeCapacityBit, storeBit) * (1 + 1e-9)) / GBIT;
  let before: number | null = null;
  return periods.map(({ linkBit, linkBitS }, p) => {
    const sent = builder.column(0, linkBit / GBIT);
    const held = builder.column(0, capacity);
    const came = parts[p]!.map(({ request, column }) => [column, -(request.dataBit / request.durationS) * (HOUR_S / GBIT)] as const); // prettier-ignore
    const from = before === null ? storeBit / GBIT : 0;
    builder.row(from, from, [[held, 1], [sent, 1], ...came, ...(before === null ? [] : [[before, -1] as const])]);
    if (linkBit > 0) builder.row(-Infinity, 0, [[sent, 1], [awake[p]!, -(linkBitS * HOUR_S) / GBIT]]); // prettier-ignore
    before = held;
    return sent;
  });
}

function addBattery(
  builder: LpBuilder,
  { asleep }: SleepingStation,
  { parts }: Use,
  periods: readonly Period[],
  awake: readonly number[],
  sent: readonly number[],
): void {
  const { battery } = asleep.model;
  const capacity = asleep.capacityJ / KWH_J;
  const floor = Math.max(0, asleep.keepJ[0]! - 1) / KWH_J;
  let before: number | null = null;
  for (const [p, period] of periods.entries()) {
    const hours = period.lengthS / HOUR_S;
    const charge = builder.column(0, period.mostChargeJ / KWH_J);
    const least = period.open ? 0 : period.leastDischargeJ / KWH_J;
    // a sleeping station that asks more than the battery may give is not the plans' affair
    const discharge = builder.column(least, Math.max(least, (battery.maxDischargeW * hours * HOUR_S) / KWH_J));
    const stored = builder.column(period.heldAtEnd ? Math.min(floor, capacity) : 0, capacity);
    const loads = parts[p]!.map(
      ({ request, column }) => [column, busPowerW(asleep.model, request) * (HOUR_S / KWH_J)] as const,
    );
    builder.row(-Infinity, (period.generationJ - period.asleepJ) / KWH_J, [
      ...loads,
      [awake[p]!, (period.awakeW * HOUR_S) / KWH_J],
      [sent[p]!, (period.linkJBit * GBIT) / KWH_J],
      [charge, 1],
      [discharge, -1],
    ]);
    const from = before === null ? asleep.energyJ[0]! / KWH_J : 0;
    builder.row(from, period.open ? Infinity : from, [
      [stored, 1],
      [charge, -battery.chargeEfficiency],
      [discharge, 1 / battery.dischargeEfficiency],
      ...(before === null ? [] : [[before, -1] as const]),
    ]);
    before = stored;
  }
}
