import { advanceBattery, lawOf, oneLawS, timeToLevel, type BatteryLaw } from './battery.ts';
import { bankActors, reachBankLevel } from './bank-events.ts';
import {
  advanceBank,
  bankLawS,
  bankLimitW,
  shareNet,
  timeToBankLevel,
  timeToTotal,
  type BankEvent,
} from './components/storage-bank.ts';
import { moveData, reachStoreEdge, timeToStoreEdge } from './data-store.ts';
import { updateFlows } from './flows.ts';
import { overloaded, relieve, tripOne } from './shedding.ts';
import { loseBus, restoreBus } from './station-commands.ts';
import { signal, updateSources, type StationState } from './station-state.ts';
import type { StationSpec } from './station-spec.ts';
import {
  advanceThermal,
  applyThermalChange,
  heaterSlopeWS,
  heaterW,
  nextThermalChange,
  type ThermalNode,
} from './thermal-node.ts';

/** Start and end of a piece on which generation and load are straight lines; the object is reused. */
export interface Segment {
  fromEt: number;
  toEt: number;
  generationFromW: number;
  generationToW: number;
  loadFromW: number;
  loadToW: number;
  batteryJ: number;
  capacityJ: number;
  storeBit: number;
  readonly tempsK: Float64Array;
}

/** After an overload the bus is tried again so much later: what draws too much may have gone by then. */
const OVERLOAD_RETRY_S = 3600;

/** Runs at most `spanS` under one set of laws; true when all of it passed, false when something happened before (it has then been dealt with). */
export function piece(
  state: StationState,
  spanS: number,
  segment: Segment,
  record: ((segment: Segment) => void) | undefined,
): boolean {
  const { bank, battery, lone, networks, nodes, parts } = state;
  if (state.feeders.length > 0) {
    const feeder = overloaded(state);
    if (feeder !== null) {
      relieve(state, feeder);
      return false;
    }
  }
  let span = spanS;
  let thermal = -1;
  for (let i = 0; i < lone.length; i += 1) {
    const t = nextThermalChange(lone[i]!, span);
    if (t < span) {
      span = t;
      thermal = i;
    }
  }
  let load = state.constantW;
  let loadSlope = 0;
  for (const node of nodes) {
    load += heaterW(node) * node.drawFactor;
    loadSlope += heaterSlopeWS(node) * node.drawFactor;
  }
  const net = state.generationW - load;
  const slope = state.generationSlopeWS - loadSlope;
  let actor: Actor | null = thermal >= 0 ? { kind: 'thermal', node: thermal } : null;
  for (let i = 0; i < networks.length; i += 1) {
    const t = networks[i]!.next(span);
    if (t < span) {
      span = t;
      actor = { kind: 'network', network: i };
    }
  }
  for (let i = 0; i < parts.length; i += 1) {
    const t = parts[i]!.next(span);
    if (t < span) {
      span = t;
      actor = { kind: 'part', part: i };
    }
  }
  const lockoutS = state.lockedOutUntilS - state.timeS;
  if (lockoutS > 0 && lockoutS < span) {
    span = lockoutS;
    actor = { kind: 'law' };
  }
  const lawSpan = bank === null ? oneLawS(battery, net, slope, span) : bankLawS(bank, net, slope, span);
  if (lawSpan < span) {
    span = lawSpan;
    actor = { kind: 'law' };
  }
  const mid = net + 0.5 * slope * span;
  if (!state.undervoltage && mid < 0 && -mid > (bank === null ? battery.maxDischargeW : bankLimitW(bank))) {
    if (!tripOne(state)) loseBus(state, OVERLOAD_RETRY_S);
    return false;
  }
  const law = lawOf(battery, mid);
  if (bank === null) {
    for (const candidate of batteryLevels(state, law)) {
      const t = timeToLevel(battery, law, net, slope, candidate.levelJ, span);
      if (t < span) {
        span = t;
        actor = candidate;
      }
    }
  } else {
    shareNet(bank, net, slope, mid);
    for (const candidate of bankActors(state, bank, mid >= 0)) {
      const t =
        candidate.kind === 'bank'
          ? timeToBankLevel(candidate.event.storage, mid >= 0, candidate.event.levelJ, span)
          : timeToTotal(bank, mid >= 0, candidate.levelJ, span);
      if (t < span) {
        span = t;
        actor = candidate;
      }
    }
  }
  const sunS = timeToSun(state, span);
  if (sunS < span) {
    span = sunS;
    actor = { kind: 'sun' };
  }
  const storeS = timeToStoreEdge(state, span);
  if (storeS < span) {
    span = storeS;
    actor = { kind: 'store' };
  }
  move(state, law, mid, net, slope, load, loadSlope, span, segment, record);
  if (actor === null) return true;
  act(state, actor);
  return false;
}

type Actor =
  | { readonly kind: 'thermal'; readonly node: number }
  | { readonly kind: 'network'; readonly network: number }
  | { readonly kind: 'part'; readonly part: number }
  | { readonly kind: 'bank'; readonly event: BankEvent }
  | { readonly kind: 'law' | 'sun' | 'store' }
  | { readonly kind: 'full' | 'empty' | 'floor' | 'watch' | 'reconnect'; readonly levelJ: number };

/** Levels of stored energy that mean something in the direction in which the battery goes. */
function batteryLevels(state: StationState, law: BatteryLaw): Extract<Actor, { levelJ: number }>[] {
  const { battery, spec } = state;
  const { capacityJ } = battery;
  const floorJ = spec.battery.floorFraction * capacityJ;
  const watchJ = state.watchFraction === null ? null : state.watchFraction * capacityJ;
  if (law.kind === 'discharge') {
    const levels: Extract<Actor, { levelJ: number }>[] = [{ kind: 'empty', levelJ: 0 }];
    if (!state.belowFloor) levels.push({ kind: 'floor', levelJ: floorJ });
    if (watchJ !== null && state.aboveWatch) levels.push({ kind: 'watch', levelJ: watchJ });
    return levels;
  }
  // what is full does not become full again
  const levels: Extract<Actor, { levelJ: number }>[] = law.kind === 'full' ? [] : [{ kind: 'full', levelJ: capacityJ }];
  if (state.belowFloor) levels.push({ kind: 'floor', levelJ: floorJ });
  if (watchJ !== null && !state.aboveWatch) levels.push({ kind: 'watch', levelJ: watchJ });
  if (state.undervoltage && state.timeS >= state.lockedOutUntilS)
    levels.push({ kind: 'reconnect', levelJ: spec.battery.reconnectFraction * capacityJ });
  return levels;
}

function act(state: StationState, actor: Actor): void {
  const { battery } = state;
  switch (actor.kind) {
    case 'law':
      return;
    case 'part':
      state.parts[actor.part]!.happen();
      updateSources(state);
      updateFlows(state);
      return;
    case 'bank':
      reachBankLevel(state, actor.event);
      return;
    case 'network': {
      const passed = state.networks[actor.network]!.happen();
      if (passed?.what === 'limit') tellLimit(state, passed.node);
      if (passed?.what === 'level') passLevel(state, passed.node);
      return;
    }
    case 'thermal': {
      const node = state.lone[actor.node]!;
      if (applyThermalChange(node)) tellLimit(state, node);
      else if (node.coming === 'bandUp' || node.coming === 'bandDown') passLevel(state, node);
      return;
    }
    case 'full':
      battery.energyJ = battery.capacityJ;
      signal(state, 'batteryFull', 'battery');
      return;
    case 'empty':
      battery.energyJ = 0;
      loseBus(state);
      return;
    case 'floor':
      state.belowFloor = !state.belowFloor;
      signal(state, state.belowFloor ? 'belowFloor' : 'aboveFloor', 'battery');
      return;
    case 'watch':
      state.aboveWatch = !state.aboveWatch;
      signal(state, 'batteryWatch', 'battery');
      return;
    case 'reconnect':
      restoreBus(state);
      return;
    case 'sun':
      state.sunWatchW = null;
      signal(state, 'sunWatch', 'arrays');
      return;
    case 'store':
      return reachStoreEdge(state);
  }
}

function tellLimit(state: StationState, { side, spec }: ThermalNode): void {
  signal(state, side === 0 ? 'temperatureRestored' : side < 0 ? 'tooCold' : 'tooHot', spec.id);
}

/** A watched temperature was passed. */
function passLevel(state: StationState, node: ThermalNode): void {
  for (const part of state.parts) part.nodePassed(node.spec.id);
  updateSources(state);
  updateFlows(state);
}

/** Until generation has risen to the watched power. Already above it counts at once. */
function timeToSun(state: StationState, spanS: number): number {
  if (state.sunWatchW === null) return spanS;
  const missing = state.sunWatchW - state.generationW;
  if (missing <= 0) return 0;
  return state.generationSlopeWS > 0 ? Math.min(spanS, missing / state.generationSlopeWS) : spanS;
}

/** Lets `dtS` pass and books everything. */
function move(
  state: StationState,
  law: BatteryLaw,
  midNetW: number,
  netW: number,
  netSlope: number,
  loadFromW: number,
  loadSlope: number,
  dtS: number,
  segment: Segment,
  record: ((segment: Segment) => void) | undefined,
): void {
  const { bank, battery } = state;
  const generationFromW = state.generationW;
  if (bank === null) advanceBattery(battery, law, netW, netSlope, dtS);
  else advanceBank(bank, midNetW >= 0, netW, netSlope, dtS);
  state.generatedJ += dtS * (generationFromW + 0.5 * state.generationSlopeWS * dtS);
  state.consumedJ += dtS * (loadFromW + 0.5 * loadSlope * dtS);
  for (const node of state.lone) advanceThermal(node, dtS);
  for (const network of state.networks) network.advance(dtS);
  for (const part of state.parts) part.advance(dtS);
  // roundings of a crossing must not show: 1e-9 J over the top, 1e-9 bit under zero
  battery.energyJ = Math.min(battery.capacityJ, Math.max(0, battery.energyJ));
  moveData(state, dtS);
  state.storeBit = Math.min(state.spec.store.capacityBit, Math.max(0, state.storeBit));
  state.generationW += state.generationSlopeWS * dtS;
  state.timeS += dtS;
  if (record === undefined || dtS === 0) return;
  segment.fromEt = state.startEt + state.timeS - dtS;
  segment.toEt = state.startEt + state.timeS;
  segment.generationFromW = generationFromW;
  segment.generationToW = state.generationW;
  segment.loadFromW = loadFromW;
  segment.loadToW = loadFromW + loadSlope * dtS;
  segment.batteryJ = battery.energyJ;
  segment.capacityJ = battery.capacityJ;
  segment.storeBit = state.storeBit;
  state.nodes.forEach((node, i) => (segment.tempsK[i] = node.tempK));
  record(segment);
}

export function createSegment(spec: StationSpec): Segment {
  const numbers = { fromEt: 0, toEt: 0, generationFromW: 0, generationToW: 0, loadFromW: 0, loadToW: 0 };
  return { ...numbers, batteryJ: 0, capacityJ: 0, storeBit: 0, tempsK: new Float64Array(spec.nodes.length) };
}
