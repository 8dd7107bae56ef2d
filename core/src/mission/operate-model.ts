import type { LoadLevel, NodeHeat, RobotModel, StationModel, Supply } from '../autonomy/index.ts';
import { arrayPower, curveAt, decay, type Curve, type Environment, type StationSpec } from '../station/index.ts';
import { toWindows, union, type Windows } from '../time/index.ts';
import { equipmentOf, reactorModels } from './operate-equipment.ts';

/** What the executive is told of its station before the run: its design and the almanac of light and contacts; nothing of the faults to come. */
export function stationModel(spec: StationSpec, environment: Environment): StationModel {
  const { startEt, endEt } = environment;
  const arrays = spec.arrays.map((array) => {
    const power = arrayPower(array, environment);
    return { id: array.id, power, peakW: power.values.length === 0 ? 0 : maximum(power.values) };
  });
  const equipment = equipmentOf(spec, startEt, endEt);
  const lit = spec.arrays.map(({ mastId }) => positive(environment.sunShare(mastId)));
  return {
    startEt,
    endEt,
    battery: storedTogether(spec),
    storeCapacityBit: spec.store.capacityBit,
    ...partitionsOf(spec),
    arrays,
    steady: steadyPower(spec, environment),
    radioisotope: sourcePower({ ...spec, fission: [] }, startEt, endEt),
    loads: spec.loads.map(({ id, powerW, sleepW, feederId }) => {
      const factor = busPerPower(spec, feederId);
      return { id, powerW: powerW * factor, sleepW: sleepW * factor };
    }),
    ...storagesOf(spec),
    levels: loadLevels(spec),
    heatersAwake: heaterForecast(spec, environment, true),
    heatersAsleep: heaterForecast(spec, environment, false),
    warmUp: {
      fullJ: sum(spec.nodes.map((node) => node.heatCapacityJK * (node.operateK - node.surviveK))),
      heaterW: sum(spec.nodes.map((node) => node.heaterW)),
      coolW: sum(spec.nodes.map((node) => node.conductanceWK * (node.operateK - node.sinkNightK))),
    },
    links: spec.links.map(({ id, rateBitS, powerW, feederId, steps }) => {
      const rates = steps === undefined ? undefined : environment.linkRate?.(id);
      return {
        id,
        rateBitS,
        powerW: powerW * busPerPower(spec, feederId),
        windows: environment.linkWindows(id),
        ...(rates && { steps: rates }),
      };
    }),
    instruments: spec.instruments.map(({ id, count }) => ({ id, count })),
    ...suppliesOf(spec),
    nodes: spec.nodes.map(({ id, heatCapacityJK, operateK, surviveK, preheatK, heaterUnits }) => {
      return { id, heatCapacityJK, operateK, surviveK, ...(preheatK !== undefined && { preheatK }), heaterUnits };
    }),
    ...thermalOf(spec, environment),
    sunlit: union([], [], ...lit),
    reserveFraction: spec.policy.reserveFraction,
    ...(equipment && { equipment }),
  };
}

/** Instruments behind feeders or on robots, and the robots that carry any. */
function suppliesOf(spec: StationSpec): Pick<StationModel, 'supply' | 'robots'> {
  const supply: Record<string, Supply> = {};
  for (const { id, feederId, robotId } of spec.instruments)
    if (robotId !== undefined) supply[id] = { busPerPower: 1, robotId };
    else if (feederId !== undefined) supply[id] = { busPerPower: busPerPower(spec, feederId) };
  const carriers = new Set(Object.values(supply).map(({ robotId }) => robotId));
  const robots = (spec.robots ?? []).filter(({ id }) => carriers.has(id)).map(({ id, cell, chargeW, idleW }): RobotModel => {
    const { capacityJ, floorFraction, chargeEfficiency, dischargeEfficiency } = cell;
    return { id, capacityJ, floorFraction, chargeEfficiency, dischargeEfficiency, chargeW, idleW };
  }); // prettier-ignore
  return { ...(Object.keys(supply).length > 0 && { supply }), ...(robots.length > 0 && { robots }) };
}

/** Power that the bus gives per power that arrives behind a feeder. */
function busPerPower({ feeders = [] }: StationSpec, feederId: string | undefined): number {
  let factor = 1;
  for (let feeder = feeders.find(({ id }) => id === feederId); feeder !== undefined;) {
    factor /= feeder.efficiency;
    const before: string | null = feeder.fromId;
    feeder = feeders.find(({ id }) => id === before);
  }
  return factor;
}

function partitionsOf({ store: { partitions }, instruments }: StationSpec): Pick<StationModel, 'partitions'> {
  if (partitions === undefined) return {};
  return {
    partitions: partitions.map(({ id, capacityBit }, i) => {
      // what names no partition fills the first
      const from = instruments.filter(
        ({ partitionId }) => partitionId === id || (i === 0 && partitionId === undefined),
      );
      return { id, capacityBit, instrumentIds: from.map((instrument) => instrument.id) };
    }),
  };
}

/** Everything on; then without the loads of shed priority 1, 2, ...; then asleep. */
function loadLevels(spec: StationSpec): LoadLevel[] {
  const steps = [...new Set(spec.loads.filter((load) => !load.essential).map((load) => load.shedPriority))].sort(
    (a, b) => a - b,
  );
  const awake = [0, ...steps].map((step): LoadLevel => {
    const off = spec.loads.filter((load) => !load.essential && load.shedPriority <= step);
    const powerW = sum(
      spec.loads.filter((load) => !off.includes(load)).map((load) => load.powerW * busPerPower(spec, load.feederId)),
    );
    return { name: step === 0 ? 'nominal' : 'reduced', powerW, off: off.map(({ id }) => id) };
  });
  const off = spec.loads.filter((load) => !load.essential).map(({ id }) => id);
  const sleepW = sum(
    spec.loads.filter((load) => load.essential).map((load) => load.sleepW * busPerPower(spec, load.feederId)),
  );
  return [...awake, { name: 'sleep', powerW: sleepW, off }];
}

/** Radioisotope sources, and reactors as the executive raises them, less what cannot be switched: crews, robots at their docks, storages standing by, W. */
function steadyPower(spec: StationSpec, environment: Environment): Curve {
  const sources = sourcePower(spec, environment.startEt, environment.endEt);
  const always =
    sum((spec.robots ?? []).map(({ idleW }) => idleW)) + sum((spec.storages ?? []).map(({ standbyW }) => standbyW));
  const visits = (spec.visits ?? []).flatMap((visit) => {
    return (environment.visitWindows?.(visit.id) ?? []).map(([from, to]) => ({ from, to, powerW: visit.powerW }));
  });
  if (always === 0 && visits.length === 0) return sources;
  // a step is drawn as a ramp of a second before it
  const edges = visits.flatMap(({ from, to }) => [from - 1, from, to - 1, to]);
  const et = [...new Set([...Array.from(sources.et), ...edges])].sort((a, b) => a - b);
  const crewW = (t: number) => sum(visits.map(({ from, to, powerW }) => (t >= from && t < to ? powerW : 0)));
  return { et, values: et.map((t) => curveAt(sources, t) - always - crewW(t)) };
}

function sourcePower(spec: StationSpec, startEt: number, endEt: number): Curve {
  const decays = spec.radioisotope.map((source) => ({ source, curve: decay(source, startEt, endEt) }));
  const reactors = reactorModels(spec, startEt, endEt).map(({ raised }) => raised);
  const ownEt = decays[0]?.curve.et ?? [startEt, endEt];
  const bends = reactors.flatMap((curve) => Array.from(curve.et));
  const et = reactors.length === 0 ? ownEt : [...new Set([...Array.from(ownEt), ...bends])].sort((a, b) => a - b);
  const values = Array.from(
    et,
    (t) =>
      sum(decays.map(({ source, curve }) => source.electricW * curveAt(curve, t))) +
      sum(reactors.map((curve) => curveAt(curve, t))),
  );
  return { et, values };
}

/** What all storages hold at the start of the run, as {@link storedTogether} counts it, J. */
export function storedAtStartJ({ battery, storages = [] }: StationSpec): number {
  const cells = [battery, ...storages.map(({ cell }) => cell)];
  const worth = ({ dischargeEfficiency }: typeof battery) => dischargeEfficiency / battery.dischargeEfficiency;
  return sum(cells.map((cell) => cell.capacityJ * cell.initialFraction * worth(cell)));
}

/** What of several storages must be known to tell what is left when one is lost. */
function storagesOf({ battery, storages = [] }: StationSpec): Pick<StationModel, 'storages'> {
  if (storages.length === 0) return {};
  const all = [{ id: 'battery', cell: battery }, ...storages];
  return {
    storages: all.map(({ id, cell: { capacityJ, dischargeEfficiency, maxChargeW, maxDischargeW } }) => {
      return { id, capacityJ, worth: dischargeEfficiency / battery.dischargeEfficiency, maxChargeW, maxDischargeW };
    }),
  };
}

/** Several storages as one battery with the discharge efficiency of the first, as telemetry counts them; what it takes to fill is their mean, weighted by what they hold. */
function storedTogether({ battery, storages = [] }: StationSpec): StationModel['battery'] {
  if (storages.length === 0) return battery;
  const cells = [battery, ...storages.map(({ cell }) => cell)];
  const held = cells.map((cell) => (cell.capacityJ * cell.dischargeEfficiency) / battery.dischargeEfficiency);
  const capacityJ = sum(held);
  const takenJ = sum(cells.map((cell) => cell.capacityJ / cell.chargeEfficiency));
  return {
    capacityJ,
    floorFraction: (battery.floorFraction * battery.capacityJ) / capacityJ,
    chargeEfficiency: capacityJ / takenJ,
    dischargeEfficiency: battery.dischargeEfficiency,
    maxChargeW: sum(cells.map((cell) => cell.maxChargeW)),
    maxDischargeW: sum(cells.map((cell) => cell.maxDischargeW)),
  };
}

/** Heater power that holds the set points in balance with the sink; nodes of different masts are sampled on each other's nodes. */
function heaterForecast(spec: StationSpec, environment: Environment, awake: boolean): Curve {
  const lights = new Map(spec.nodes.map(({ mastId }) => [mastId, environment.sunShare(mastId)]));
  const ets = new Set<number>([environment.startEt, environment.endEt]);
  for (const { et } of lights.values())
    for (let i = 0; i < et.length; i += 1)
      if (et[i]! > environment.startEt && et[i]! < environment.endEt) ets.add(et[i]!);
  const et = Float64Array.from(ets).sort();
  const values = new Float64Array(et.length);
  for (const node of spec.nodes) {
    const heatW =
      sum(spec.radioisotope.filter(({ nodeId }) => nodeId === node.id).map((source) => source.heatW)) +
      sum(
        spec.loads
          .filter((load) => load.nodeId === node.id && load.essential)
          .map((load) => (awake ? load.powerW : load.sleepW)),
      );
    const light = lights.get(node.mastId)!;
    let k = 0;
    et.forEach((t, i) => {
      while (k + 2 < light.et.length && light.et[k + 1]! <= t) k += 1;
      const sink = node.sinkNightK + (node.sinkDayK - node.sinkNightK) * Math.min(1, shareAt(light, k, t));
      const need = node.conductanceWK * ((awake ? node.operateK : node.surviveK) - sink) - heatW;
      values[i]! += Math.min(node.heaterW, Math.max(0, need));
    });
  }
  return { et, values };
}

/** Nothing where nodes exchange heat or radiate by the fourth power: one by itself says little there. */
function thermalOf(spec: StationSpec, environment: Environment): Pick<StationModel, 'thermal'> {
  if ((spec.couplings ?? []).length > 0 || spec.nodes.some(({ radiator }) => radiator !== undefined)) return {};
  const { startEt, endEt } = environment;
  const thermal = spec.nodes.map((node): NodeHeat => {
    const { id, heatCapacityJK, conductanceWK, sinkNightK, sinkDayK, minK, surviveK, operateK, preheatK, heaterW } =
      node;
    const { et, values } = environment.sunShare(node.mastId);
    const sinkK = { et, values: Float64Array.from(values, (share) => sinkNightK + (sinkDayK - sinkNightK) * Math.min(1, share)) }; // prettier-ignore
    const sources = spec.radioisotope.filter(({ nodeId }) => nodeId === id);
    const heatW = sum(sources.map((source) => source.heatW * curveAt(decay(source, startEt, endEt), endEt)));
    const asleepW = sum(spec.loads.map((load) => (load.nodeId === id && load.essential ? load.sleepW : 0)));
    const busFactor = busPerPower(spec, node.feederId);
    return { id, heatCapacityJK, conductanceWK, sinkK, sinkNightK, minK, surviveK, operateK, ...(preheatK !== undefined && { preheatK }), heaterW, busPerPower: busFactor, heatW, asleepW }; // prettier-ignore
  });
  return { thermal };
}

function shareAt(curve: Curve, k: number, t: number): number {
  const [a, b] = [curve.et[k] ?? t, curve.et[k + 1] ?? t];
  const [va, vb] = [curve.values[k] ?? 0, curve.values[k + 1] ?? curve.values[k] ?? 0];
  if (b <= a) return va;
  return va + (vb - va) * Math.min(1, Math.max(0, (t - a) / (b - a)));
}

/** When a curve is above zero. */
export function positive(curve: Curve): Windows {
  const parts: [number, number][] = [];
  for (let i = 1; i < curve.et.length; i += 1)
    if (curve.values[i - 1]! > 0 || curve.values[i]! > 0) parts.push([curve.et[i - 1]!, curve.et[i]!]);
  return toWindows(parts);
}

function maximum(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) most = Math.max(most, values[i]!);
  return most;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
