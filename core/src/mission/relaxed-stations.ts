import {
  createStation,
  type Environment,
  type FaultEvent,
  type Signal,
  type Station,
  type StationSpec,
} from '../station/index.ts';
import type { Snapshot } from '../jobs/index.ts';
import { difference, union, type Windows } from '../time/index.ts';
import { followLimits, type Episode } from './limit-episodes.ts';
import { positive } from './operate-model.ts';

type Node = StationSpec['nodes'][number];

/** All that can be switched off is: loads (essential ones in standby), feeders with all behind them, robots. Panels have no dust that could be cleaned, reactors run at their full level from the start. */
function leanSpec(spec: StationSpec): StationSpec {
  return {
    ...spec,
    arrays: spec.arrays.map(({ dust: _dust, ...array }) => array),
    ...(spec.fission && { fission: spec.fission.map((reactor) => ({ ...reactor, initialLevel: 1 })) }),
    // heaters cost what they give, not what feeders lose on the way
    nodes: spec.nodes.map(({ feederId: _feeder, ...node }) => node),
  };
}

function keepOff(station: Station, spec: StationSpec): void {
  for (const { id, essential } of spec.loads)
    station.command({ kind: 'load', id, state: essential ? 'standby' : 'off' });
  for (const { id } of spec.feeders ?? []) station.command({ kind: 'feeder', id, on: false });
  for (const { id } of spec.fission ?? []) station.command({ kind: 'source', id, level: 1 });
  for (const { id } of spec.robots ?? []) station.command({ kind: 'robot', id, task: 'sleep' });
}

/**
 * Energy as no policy has more of it that keeps its bus and keeps its equipment above the survival limits: the lean station, for which heat is free as long as there is any sunlight. When the last of it goes, everything is as
 * warm as it can be ({@link warmth}); from then on heaters hold the survival limits and no more. Who heats more in the dark, or earlier, has less.
 */
export function leanEpisodes(spec: StationSpec, environment: Environment, faults: readonly FaultEvent[]): Episode[] {
  return leanRun(spec, environment, faults, (id) => !warmedByRobots(spec, id)).episodes;
}

/** Instruments on robots live from the robot's battery: the heat that they give costs the bus nothing. */
function warmedByRobots({ instruments }: StationSpec, id: string): boolean {
  return instruments.some(({ robotId, nodeId }) => robotId !== undefined && nodeId === id);
}

/**
 * Nights that a node does not get through under any policy: from dusk, with a full battery, to the instant at which even the lean station that heats nothing else has no energy left, while the node is at its limit and asks for heat. Up
 * to then a policy that kept the node above its limit would have spent more than there was. What was given up in nights before is not counted on: at dusk nobody has more than a full battery.
 *
 * None where that is not a proof: nodes that exchange heat or radiate by the fourth power (their thermostats draw in strokes), nodes that instruments on robots warm, a battery whose capacity goes with a node's temperature, a
 * dead computer.
 */
export function coldNights(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  nodeId: string,
): Windows {
  const alone = (spec.couplings ?? []).length === 0 && spec.nodes.every(({ radiator }) => radiator === undefined);
  const provable = alone && spec.battery.temperature === undefined && !warmedByRobots(spec, nodeId);
  if (!provable || faults.some(({ kind }) => kind === 'computerDead')) return [];
  const generous = withoutPowerLimit(withSurplusIn(spec, nodeId, faults));
  const { episodes, dusks, full, isLit } = leanRun(generous, environment, faults, (id) => id === nodeId);
  const cold = episodes.filter(({ kind, id }) => kind === 'cold' && id === nodeId);
  return episodes.flatMap(({ kind, fromEt }) => {
    const isCold = cold.some((one) => one.fromEt <= fromEt && fromEt <= one.toEt);
    const dusk = dusks.findLast((et) => et <= fromEt);
    if (dusk === undefined || !full.has(dusk)) return [];
    return kind === 'undervoltage' && isCold && !isLit(fromEt) ? [[dusk, fromEt] as const] : [];
  });
}

/** What sources give at night beyond what sleeps, and a full battery has no room for, could always heat the node. */
function withSurplusIn(spec: StationSpec, nodeId: string, faults: readonly FaultEvent[]): StationSpec {
  const sourcesW = [...spec.radioisotope, ...(spec.fission ?? [])].reduce((sum, { electricW }) => sum + electricW, 0);
  const dead = new Set(faults.flatMap(({ kind, componentId }) => (kind === 'loadDead' ? [componentId] : [])));
  // what dies, or hangs on a feeder that can be opened, need not draw
  const lasting = spec.loads.filter(
    ({ id, essential, feederId }) => essential && feederId === undefined && !dead.has(id),
  );
  const asleepW = lasting.reduce((sum, { sleepW }) => sum + sleepW, 0);
  const heatW = Math.max(0, sourcesW - asleepW);
  const surplus = { id: 'surplus', electricW: 0, heatW, halfLifeS: NO_DECAY_S, nodeId };
  return { ...spec, radioisotope: [...spec.radioisotope, surplus] };
}

const NO_DECAY_S = 1e15;

/** Voltage then goes with the energy only. */
function withoutPowerLimit(spec: StationSpec): StationSpec {
  const { maxDischargeW } = ENDLESS;
  return {
    ...spec,
    battery: { ...spec.battery, maxDischargeW },
    ...(spec.storages && {
      storages: spec.storages.map((one) => ({ ...one, cell: { ...one.cell, maxDischargeW } })),
    }),
  };
}

function leanRun(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  heated: (nodeId: string) => boolean,
) {
  const lean = leanSpec(spec);
  // while the computer is dead heaters hold survival by day too: then what they draw is not what any policy would have to
  const dead = faults.some(({ kind }) => kind === 'computerDead');
  const held: StationSpec = {
    ...lean,
    nodes: lean.nodes.map((node) => ({
      ...node,
      heatSwitch: null,
      heaterW: dead ? 0 : node.heaterW,
      // a thermostat with a band is on average above its set point
      surviveK: node.minK - (node.heaterBandK ?? 1),
    })),
  };
  const felt = faults.filter(({ kind, componentId }) => {
    const node = spec.nodes.find(({ id }) => id === componentId);
    if (kind === 'heaterStuckOn') return node !== undefined && sticks(node);
    return kind !== 'heaterStuckOff' || node?.heaterUnits === 1;
  });
  const { startEt, endEt } = environment;
  const lit = spec.arrays.reduce<Windows>((all, { mastId }) => union(all, positive(environment.sunShare(mastId))), []);
  const dusks = difference([[startEt, endEt]], lit).map(([from]) => from);
  const warm = warmth(spec, environment, faults, dusks);
  const isLit = (et: number) => lit.some(([from, to]) => from - ROUNDING_S <= et && et < to - ROUNDING_S);
  const full = new Set<number>();
  let dusk = 0;
  const episodes = relaxed(held, environment, felt, [...dusks, ...lit.map(([from]) => from)], (station, hear) => {
    const et = station.now();
    for (; dusk < dusks.length && dusks[dusk]! <= et + ROUNDING_S; dusk += 1) {
      const { batteryJ, batteryCapacityJ } = station.telemetry();
      if (batteryJ >= batteryCapacityJ * (1 - 1e-9)) full.add(dusks[dusk]!);
      hear(setTemperatures(station, spec, warm[dusk]!));
    }
    keepOff(station, spec);
    for (const { id } of spec.nodes)
      station.command({ kind: 'heater', id, setting: isLit(et) || !heated(id) ? 'off' : 'survive' });
  });
  return { episodes, dusks, full, isLit };
}

/** A heater that sticks on draws what no policy can end where there is neither a spare nor a feeder. */
function sticks({ heaterUnits, feederId }: Node): boolean {
  return heaterUnits === 1 && feederId === undefined;
}

/**
 * Temperatures of a snapshot are what they are told to be: of all that is in it, nodes alone have any.
 *
 * @returns that those are within their limits again which were not
 */
function setTemperatures(station: Station, { nodes: specs }: StationSpec, tempsK: readonly number[]): Signal[] {
  const restored: Signal[] = [];
  const saved = station.save() as { readonly state: { readonly nodes: { tempK: number; side: number }[] } };
  saved.state.nodes.forEach((node, i) => {
    const { minK, maxK } = specs[i]!;
    node.tempK = tempsK[i]!;
    const before = node.side;
    node.side = node.tempK < minK ? -1 : node.tempK > maxK ? 1 : 0;
    if (before !== 0 && node.side === 0)
      restored.push({ et: station.now(), kind: 'temperatureRestored', id: specs[i]!.id });
  });
  station.restore(saved as unknown as Snapshot);
  return restored;
}

/** As cool as no policy can keep it: the lean station without heaters, every heat switch closed for ever to the coldest sink. */
export function coolEpisodes(spec: StationSpec, environment: Environment, faults: readonly FaultEvent[]): Episode[] {
  const cool = leanSpec(spec);
  const dead = faults.some(({ kind }) => kind === 'computerDead');
  const nodes = cool.nodes.map((node, i) => {
    const stuck = !dead && sticks(spec.nodes[i]!) && faults.some(({ kind, componentId }) => kind === 'heaterStuckOn' && componentId === node.id); // prettier-ignore
    return { ...coolest(node), heaterW: stuck ? node.heaterW : 0 };
  });
  return relaxed({ ...cool, nodes }, environment, faults, [], (station) => {
    keepOff(station, spec);
    for (const { id } of spec.nodes) station.command({ kind: 'heater', id, setting: 'off' });
  });
}

/** A switch has hysteresis: who warms a node first may have it closed longer. Closed for ever, to the coldest that there is, it is cooler than under any policy. */
function coolest(node: Node): Node {
  const { heatSwitch, conductanceWK, sinkDayK, sinkNightK } = node;
  const sinkK = Math.min(sinkDayK, sinkNightK);
  const closedWK = Math.max(conductanceWK, heatSwitch?.conductanceWK ?? 0);
  return { ...node, heatSwitch: null, conductanceWK: closedWK, sinkDayK: sinkK, sinkNightK: sinkK };
}

/** Power without limit: a battery that never empties and gives whatever is drawn. */
const ENDLESS = { capacityJ: 1e18, initialFraction: 1, maxDischargeW: 1e9 };

/** Heat switches open, no feeder that trips, a spare at that very instant for a heater that died, all loads to switch. */
function warmSpec(spec: StationSpec): StationSpec {
  return {
    ...spec,
    battery: { ...spec.battery, ...ENDLESS },
    ...(spec.feeders && { feeders: spec.feeders.map((feeder) => ({ ...feeder, limitW: 1e12 })) }),
    loads: spec.loads.map((load) => ({ ...load, essential: false })),
    ...(spec.fission && { fission: spec.fission.map((reactor) => ({ ...reactor, initialLevel: 1 })) }),
    nodes: spec.nodes.map((node) => ({ ...node, heatSwitch: null })),
  };
}

function warmRun(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  edges: readonly number[],
  powered: (et: number) => boolean,
  look: (station: Station) => void = () => undefined,
): Episode[] {
  const spares = new Set(spec.nodes.flatMap(({ id, heaterUnits }) => (heaterUnits > 1 ? [id] : [])));
  const felt = faults.filter(({ kind, componentId }) => kind !== 'heaterStuckOff' || !spares.has(componentId));
  return relaxed(warmSpec(spec), environment, felt, edges, (station) => {
    const on = powered(station.now());
    look(station);
    for (const { id } of spec.fission ?? []) station.command({ kind: 'source', id, level: 1 });
    for (const { id } of spec.loads) station.command({ kind: 'load', id, state: on ? 'on' : 'off' });
    for (const { id, preheatK } of spec.nodes)
      station.command({ kind: 'heater', id, setting: !on ? 'off' : preheatK === undefined ? 'operate' : 'preheat' });
    if (on) warmByWork(station, spec);
    else for (const activityId of station.telemetry().activities) station.command({ kind: 'stop', activityId });
  });
}

/**
 * Cold that no policy can prevent which keeps its bus as long as it can be kept: power without limit, every load, heater and instrument on from the first second. But none of it while even the lean station has no voltage.
 *
 * @param dark when that is
 */
export function warmEpisodes(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  dark: readonly Episode[],
): Episode[] {
  const edges = dark.flatMap(({ fromEt, toEt }) => [fromEt, toEt]);
  return warmRun(
    spec,
    environment,
    faults,
    edges,
    (et) => !dark.some(({ fromEt, toEt }) => fromEt <= et + ROUNDING_S && et < toEt - ROUNDING_S),
  );
}

/** The temperatures at some instants, ascending, that no policy can exceed: for each in the order of the nodes. */
function warmth(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  ets: readonly number[],
): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const look = (station: Station) => {
    const { et, nodes } = station.telemetry();
    while (found.length < ets.length && ets[found.length]! <= et + ROUNDING_S)
      found.push(nodes.map(({ tempK }) => tempK));
  };
  warmRun(spec, environment, faults, ets, () => true, look);
  return found;
}

/** One that runs or is faulty refuses: that is as warm as it gets. */
function warmByWork(station: Station, { instruments }: StationSpec): void {
  for (const { id, powerW, count, modes = [] } of instruments)
    for (let i = 0; i < count; i += 1)
      station.command({ kind: 'start', activityId: `${id} ${i}`, instrumentId: id, powerW: Math.max(powerW, ...modes.map((mode) => mode.powerW)), dataRateBitS: 0 }); // prettier-ignore
}

const STEP_S = 6 * 3600;
/** Times of a decade are rounded to 2e-7 s. */
const ROUNDING_S = 1e-6;

/** Lives through the run under a policy that is told again after every signal, at every beginning and end of a fault, and every six hours. */
function relaxed(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  more: readonly number[],
  command: (station: Station, hear: (signals: readonly Signal[]) => void) => void,
): Episode[] {
  const station = createStation(spec, environment, { faults });
  const limits = followLimits(environment.endEt);
  const edges = [...more, ...faults.flatMap(({ et, durationS }) => (durationS === null ? [et] : [et, et + durationS]))].sort((a, b) => a - b); // prettier-ignore
  let next = 0;
  for (let et = environment.startEt; et < environment.endEt; et = station.now()) {
    command(station, (signals) => limits.hear(signals));
    while (next < edges.length && edges[next]! <= et + ROUNDING_S) next += 1;
    limits.hear(station.advance(Math.min(et + STEP_S, edges[next] ?? Infinity)));
  }
  return limits.episodes();
}
