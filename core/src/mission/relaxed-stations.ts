import { createStation, type Environment, type FaultEvent, type Station, type StationSpec } from '../station/index.ts';
import { followLimits, type Episode } from './limit-episodes.ts';

type Node = StationSpec['nodes'][number];

/**
 * Limits of energy and of heat that no policy can better which keeps its bus: all that can be switched off is off (loads, feeders with all behind them, robots), essential loads are in standby, no heater draws anything, panels
 * have no dust that could be cleaned, reactors run at their full level; every heat switch is closed to the coldest sink that it ever has. A heater that sticks on draws where there is
 * neither a spare nor a feeder that would end it.
 */
export function leanEpisodes(spec: StationSpec, environment: Environment, faults: readonly FaultEvent[]): Episode[] {
  const lean: StationSpec = {
    ...spec,
    arrays: spec.arrays.map(({ dust: _dust, ...array }) => array),
    ...(spec.fission && { fission: spec.fission.map((reactor) => ({ ...reactor, initialLevel: 1 })) }),
    nodes: spec.nodes.map((node) => ({ ...coolest(node), heaterW: sticks(node, faults) ? node.heaterW : 0 })),
  };
  return relaxed(lean, environment, faults, [], (station) => {
    for (const { id, essential } of spec.loads)
      station.command({ kind: 'load', id, state: essential ? 'standby' : 'off' });
    for (const { id } of spec.nodes) station.command({ kind: 'heater', id, setting: 'off' });
    for (const { id } of spec.feeders ?? []) station.command({ kind: 'feeder', id, on: false });
    for (const { id } of spec.fission ?? []) station.command({ kind: 'source', id, level: 1 });
    for (const { id } of spec.robots ?? []) station.command({ kind: 'robot', id, task: 'sleep' });
  });
}

/** While the computer is dead heaters fall back to survival: then what they draw is not what any policy would have to. */
function sticks({ id, heaterUnits, feederId }: Node, faults: readonly FaultEvent[]): boolean {
  const has = (kind: FaultEvent['kind']) => faults.some((fault) => fault.kind === kind && (kind === 'computerDead' || fault.componentId === id)); // prettier-ignore
  return heaterUnits === 1 && feederId === undefined && has('heaterStuckOn') && !has('computerDead');
}

/** A switch has hysteresis: who warms a node first may have it closed longer. Closed for ever, to the coldest that there is, it is cooler than under any policy. */
function coolest(node: Node): Node {
  const { heatSwitch, conductanceWK, sinkDayK, sinkNightK } = node;
  const sinkK = Math.min(sinkDayK, sinkNightK);
  return { ...node, heatSwitch: null, conductanceWK: conductanceWK + (heatSwitch?.conductanceWK ?? 0), sinkDayK: sinkK, sinkNightK: sinkK }; // prettier-ignore
}

/** Power without limit: a battery that never empties and gives whatever is drawn. */
const ENDLESS = { capacityJ: 1e18, initialFraction: 1, maxDischargeW: 1e9 };

/**
 * Cold that no policy can prevent which keeps its bus as long as it can be kept: power without limit, every load, heater and instrument on from the first second, heat switches open, a spare instead of a heater that
 * died at that very instant. But none of it while even a station that spends nothing on heat has no voltage.
 *
 * @param dark when that is
 */
export function warmEpisodes(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  dark: readonly Episode[],
): Episode[] {
  const warm: StationSpec = {
    ...spec,
    battery: { ...spec.battery, ...ENDLESS },
    ...(spec.feeders && { feeders: spec.feeders.map((feeder) => ({ ...feeder, limitW: 1e12 })) }),
    loads: spec.loads.map((load) => ({ ...load, essential: false })),
    nodes: spec.nodes.map((node) => ({ ...node, heatSwitch: null })),
  };
  const spares = new Set(spec.nodes.flatMap(({ id, heaterUnits }) => (heaterUnits > 1 ? [id] : [])));
  const felt = faults.filter(({ kind, componentId }) => kind !== 'heaterStuckOff' || !spares.has(componentId));
  const edges = dark.flatMap(({ fromEt, toEt }) => [fromEt, toEt]);
  return relaxed(warm, environment, felt, edges, (station) => {
    const { et, activities } = station.telemetry();
    const powered = !dark.some(({ fromEt, toEt }) => fromEt <= et && et < toEt);
    for (const { id } of spec.loads) station.command({ kind: 'load', id, state: powered ? 'on' : 'off' });
    for (const { id } of spec.nodes) station.command({ kind: 'heater', id, setting: powered ? 'operate' : 'off' });
    if (!powered) for (const activityId of activities) station.command({ kind: 'stop', activityId });
    else warmByWork(station, spec);
  });
}

/** One that runs or is faulty refuses: that is as warm as it gets. */
function warmByWork(station: Station, { instruments }: StationSpec): void {
  for (const { id, powerW, count, modes = [] } of instruments)
    for (let i = 0; i < count; i += 1)
      station.command({ kind: 'start', activityId: `${id} ${i}`, instrumentId: id, powerW: Math.max(powerW, ...modes.map((mode) => mode.powerW)), dataRateBitS: 0 }); // prettier-ignore
}

const STEP_S = 6 * 3600;

/** Lives through the run under a policy that is told again after every signal, at every beginning and end of a fault, and every six hours. */
function relaxed(
  spec: StationSpec,
  environment: Environment,
  faults: readonly FaultEvent[],
  more: readonly number[],
  command: (station: Station) => void,
): Episode[] {
  const station = createStation(spec, environment, { faults });
  const limits = followLimits(environment.endEt);
  const edges = [...more, ...faults.flatMap(({ et, durationS }) => (durationS === null ? [et] : [et, et + durationS]))].sort((a, b) => a - b); // prettier-ignore
  let next = 0;
  for (let et = environment.startEt; et < environment.endEt; et = station.now()) {
    command(station);
    while (next < edges.length && edges[next]! <= et) next += 1;
    limits.hear(station.advance(Math.min(et + STEP_S, edges[next] ?? Infinity)));
  }
  return limits.episodes();
}
