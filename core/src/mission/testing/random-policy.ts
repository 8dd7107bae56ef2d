import { conditionWindows, type Execution, type Request, type StationModel } from '../../autonomy/index.ts';
import { openStretches } from '../../autonomy/candidate-starts.ts';
import { missingPredecessor } from '../../autonomy/relations.ts';
import { busPowerW } from '../../autonomy/supply.ts';
import { createRandom, type Random } from '../../math/index.ts';
import { createStation, curveAt, ROBOT_TASKS, type Station } from '../../station/index.ts';
import { dataKept } from '../operate-data.ts';
import { stationModel } from '../operate-model.ts';
import { asAsked, scienceOf } from '../operate-science.ts';
import type { RandomCase } from './random-case.ts';

const HOUR = 3600;
/** After so many that the battery could not carry it looks no further for the moment. */
const MOST_REFUSALS = 3;

export interface PolicyLife {
  /** As a run's is counted. */
  readonly value: number;
  /** Neither the battery's floor nor the bus was lost: of other lives the bound says nothing. */
  readonly kept: boolean;
  readonly executions: readonly Execution[];
}

interface Running {
  readonly id: string;
  readonly request: Request;
  readonly startEt: number;
  readonly endEt: number;
}

/**
 * Lives through a case under a policy that starts what is asked for in an order drawn from `seed`, and pushes other buttons at random. It does what no executive here does, but nothing that nobody may: requests run in their
 * windows, under their conditions and in their order, with at least the power and with the data that were asked for.
 *
 * By construction it never
 *
 * - tells an instrument at work to take another mode, nor starts one with less power: it would be paid for what it did not do;
 * - puts essential loads in standby while anything runs or sends: that takes a station that is awake (the twin does not ask for it);
 * - has two links send at once, or lets anything follow what was done, but not as asked.
 *
 * @param calm 0 pushes all buttons often, 1 none: everything that is not asked for stays off, and nothing is begun that the battery could not carry through
 */
export function livePolicy({ mission, truth, faults }: RandomCase, seed: number, calm: number): PolicyLife {
  const random = createRandom(seed).stream('policy');
  const { station: spec, environment, requests } = mission;
  const { startEt, endEt } = environment;
  const station = createStation(truth.station, truth.environment, { faults });
  const model = stationModel(spec, environment);
  const conditions = conditionWindows(model, startEt, endEt);
  const stretches = new Map(requests.map((request) => [request.id, openStretches(request, conditions)]));
  const asked = asAsked(model);
  const ends = new Map<string, number>();
  /** What the station has just tripped is not started again at the same instant. */
  const rest = new Map<string, number>();
  const running = new Map<string, Running>();
  const executions: Execution[] = [];
  const stock = createStock(stationModel(truth.station, truth.environment), station, random.next() < 0.5 ? 1e-3 : 0.02);
  const byWorth = random.next() < 0.6;
  let [attempts, kept] = [0, true];

  const over = ({ id, request, startEt: fromEt }: Running, status: Execution['status']) => {
    running.delete(request.id);
    const toEt = station.now();
    const execution = { id, request, fromEt, toEt, status, why: '' };
    executions.push(execution);
    if (status === 'aborted') rest.set(request.id, toEt + HOUR * random.next());
    if (asked(execution)) ends.set(request.id, toEt);
  };
  const isOpen = (request: Request, now: number) =>
    !ends.has(request.id) &&
    !running.has(request.id) &&
    now >= (rest.get(request.id) ?? -Infinity) &&
    stretches.get(request.id)!.some(([from, to]) => now >= from && now + request.durationS <= to) &&
    ![...running.values()].some(({ request: other }) => other.holds?.some((thing) => request.holds?.includes(thing)) === true) &&
    !requests.some(({ id, oneOf }) => oneOf !== undefined && oneOf === request.oneOf && (ends.has(id) || running.has(id))) &&
    missingPredecessor(request, now, (id) => ends.get(id)) === null; // prettier-ignore
  const start = (request: Request) => {
    const { instrumentId, powerW, dataBit, durationS } = request;
    const now = station.now();
    const id = `${request.id}-${(attempts += 1)}`;
    wake(station, truth.station);
    const more = random.next() < 0.9 ? 1 : 1 + 0.3 * random.next();
    const reply = station.command({ kind: 'start', instrumentId, activityId: id, powerW: powerW * more, dataRateBitS: dataBit / durationS }); // prettier-ignore
    const takesS = durationS * (truth.durationFactor[request.id] ?? 1);
    if (reply.accepted) running.set(request.id, { id, request, startEt: now, endEt: now + takesS });
  };

  for (const { id, essential } of spec.loads) if (!essential) station.command({ kind: 'load', id, state: 'off' });
  for (const { id } of spec.nodes) station.command({ kind: 'heater', id, setting: 'off' });
  for (const { id } of spec.fission ?? []) station.command({ kind: 'source', id, level: 1 });
  const carriers = new Set(spec.instruments.flatMap(({ id, robotId }) => (robotId !== undefined && requests.some(({ instrumentId }) => instrumentId === id) ? [robotId] : []))); // prettier-ignore
  for (const { id } of spec.robots ?? []) if (!carriers.has(id)) station.command({ kind: 'robot', id, task: 'sleep' });
  settle(station, truth.station, false);
  while (station.now() < endEt) {
    const now = station.now();
    const soon = [...running.values()].flatMap(({ request, endEt: until }) => [until, ...(request.keepOut ?? []).map(([from]) => from).filter((from) => from > now + 1e-6)]); // prettier-ignore
    const signals = station.advance(Math.min(endEt, now + HOUR * (0.05 + random.next()), ...soon));
    if (signals.some(({ kind }) => kind === 'belowFloor' || kind === 'undervoltage')) kept = false;
    if (!kept) break;
    const { activities } = station.telemetry();
    for (const one of [...running.values()]) {
      const due = one.endEt <= station.now() + 1e-6;
      const barred = one.request.keepOut?.some(([from, to]) => from <= station.now() && station.now() < to) === true;
      if (activities.includes(one.id) && !due && !barred) continue;
      const runs = activities.includes(one.id);
      if (runs) station.command({ kind: 'stop', activityId: one.id });
      over(one, runs && due ? 'done' : 'aborted');
    }
    if (random.next() > calm) pushButtons(station, truth.station, random);
    const open = shuffled(requests.filter((request) => isOpen(request, station.now())), random); // prettier-ignore
    if (byWorth) open.sort((a, b) => worth(b) - worth(a));
    let refusals = 0;
    for (const request of open) {
      if (refusals === MOST_REFUSALS) break;
      if (!isOpen(request, station.now())) continue;
      if (stock.lasts([...running.values()], request)) start(request);
      else refusals += 1;
    }
    settle(station, truth.station, running.size > 0);
  }
  for (const one of [...running.values()]) over(one, 'aborted');
  const full = dataKept(station.losses(), truth.station.store);
  return { value: scienceOf(executions, (one) => asked(one) && full(one)).scienceValue, kept, executions };
}

function worth({ value, powerW, durationS }: Request): number {
  return value / (durationS * (100 + powerW));
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
}

function wake(station: Station, { loads }: RandomCase['truth']['station']): void {
  for (const { id, essential } of loads) if (essential) station.command({ kind: 'load', id, state: 'on' });
}

/** One link while there is something to send, awake while anything runs or sends, else asleep; no heat that nobody asked for. */
function settle(station: Station, spec: RandomCase['truth']['station'], works: boolean): void {
  const { storeBit, links, batteryJ, batteryCapacityJ } = station.telemetry();
  const sends = storeBit > 1e6 && batteryJ > 0.4 * batteryCapacityJ;
  const wanted = sends ? spec.links.find(({ id }) => links.find((link) => link.id === id)?.locked === true) : undefined;
  for (const { id, on } of links) if (on && id !== wanted?.id) station.command({ kind: 'link', id, on: false });
  if (works || sends) wake(station, spec);
  let chosen = wanted !== undefined;
  for (const { id } of sends && !chosen ? spec.links : []) {
    // whether somebody hears is seen when it is on
    station.command({ kind: 'link', id, on: true });
    chosen = station.telemetry().links.find((link) => link.id === id)?.locked === true;
    if (chosen) break;
    station.command({ kind: 'link', id, on: false });
  }
  if (!works && !chosen)
    for (const { id, essential } of spec.loads) if (essential) station.command({ kind: 'load', id, state: 'standby' });
}

function pushButtons(station: Station, spec: RandomCase['truth']['station'], random: Random): void {
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
  const running = station.telemetry().activities;
  const optional = pick(spec.loads.filter(({ essential }) => !essential));
  station.command({ kind: 'load', id: optional.id, state: random.next() < 0.2 ? 'on' : 'off' });
  station.command({ kind: 'heater', id: pick(spec.nodes).id, setting: pick(['operate', 'survive', 'off', 'off'] as const) }); // prettier-ignore
  station.command({ kind: 'heaterUnit', id: pick(spec.nodes).id, unit: random.int(2) });
  if (running.length > 0 && random.next() < 0.1) station.command({ kind: 'stop', activityId: pick(running) });
  station.command({ kind: 'feeder', id: pick(spec.feeders!).id, on: random.next() < 0.7 });
  station.command({ kind: 'robot', id: 'work-robot', task: pick([...ROBOT_TASKS, 'dock', 'dock'] as const), slopeRad: 0.6 * random.next() - 0.3 }); // prettier-ignore
  if (spec.fission!.length > 0) station.command({ kind: 'source', id: 'reactor', level: random.next() });
  station.command({ kind: 'clean', id: 'array-a' });
  if (random.next() < 0.1) station.command({ kind: 'calibrate', id: 'telescope' });
}

/** Whether what is stored lasts through what runs and one execution more, with the rest of the time asleep: by hours, with the light that comes. */
function createStock(model: StationModel, station: Station, marginFraction: number) {
  const { startEt, endEt, battery, levels } = model;
  const hours = Math.ceil((endEt - startEt) / HOUR);
  const sunW = Array.from({ length: hours }, (_, h) => {
    const et = Math.min(endEt, startEt + (h + 0.5) * HOUR);
    return model.arrays.reduce((sum, { power }) => sum + curveAt(power, et), curveAt(model.steady, et));
  });
  const [awakeW, asleepW] = [levels.at(-2)!.powerW, levels.at(-1)!.powerW];
  return {
    lasts(running: readonly Running[], request: Request): boolean {
      const now = station.now();
      const { batteryJ, batteryCapacityJ } = station.telemetry();
      const floorJ = battery.floorFraction * battery.capacityJ + marginFraction * batteryCapacityJ;
      const jobs = [...running, { request, endEt: now + request.durationS }].map(({ request: one, endEt: until }) => ({ untilEt: until, powerW: busPowerW(model, one) })); // prettier-ignore
      let energyJ = batteryJ;
      for (let h = Math.floor((now - startEt) / HOUR); h < hours; h += 1) {
        const [from, to] = [Math.max(now, startEt + h * HOUR), Math.min(endEt, startEt + (h + 1) * HOUR)];
        const workJ = jobs.reduce((sum, { untilEt, powerW }) => sum + powerW * Math.max(0, Math.min(to, untilEt) - from), 0); // prettier-ignore
        const awakeS = jobs.reduce((most, { untilEt }) => Math.max(most, Math.min(to, untilEt) - from), 0);
        const netJ = sunW[h]! * (to - from) - workJ - asleepW * (to - from) - (awakeW - asleepW) * awakeS;
        energyJ += netJ < 0 ? netJ / battery.dischargeEfficiency : netJ * battery.chargeEfficiency;
        energyJ = Math.min(energyJ, batteryCapacityJ);
        if (energyJ < floorJ) return false;
      }
      return true;
    },
  };
}
