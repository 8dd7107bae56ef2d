import { z } from 'zod';
import { quantity } from '../math/index.ts';
import { referenceFaults } from './station-references.ts';
import type { StationSpec } from './station-spec.ts';

const id = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$/, 'use letters, digits and hyphens (at most 63)');
const source = z.string().min(1, 'needs its source, or the word "assumed"');
const YEAR_S = 31_557_600;
const share = (min = 0, max = 1) => quantity('fraction', min, max);
const watts = quantity('power', 0, 1e9);
const kelvin = quantity('temperature', 20, 500);
const utc = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/, 'expected a UTC date, e.g. 2035-01-01T06:00Z');

const mast = z.strictObject({
  id,
  height: quantity('length', 0, 200),
  east: quantity('length', -20e3, 20e3),
  north: quantity('length', -20e3, 20e3),
});

const array = z.strictObject({
  id,
  mast: id,
  area: quantity('area', 0, 1e5),
  efficiency: share(),
  /** Loss of output per year. */
  degradation: quantity('fraction', 0, 0.5),
});

const radioisotope = z.strictObject({
  id,
  electric: watts,
  heat: watts,
  halfLife: quantity('time', 86400, 1e12),
  node: id,
});

const battery = z.strictObject({
  capacity: quantity('energy', 1, 1e15),
  floor: share(0, 0.9),
  initial: share(),
  chargeEfficiency: share(0.1),
  dischargeEfficiency: share(0.1),
  maxCharge: watts,
  maxDischarge: watts,
  reconnect: share(0.001, 0.9),
});

const node = z.strictObject({
  id,
  heatCapacity: quantity('heatCapacity', 1, 1e12),
  conductance: quantity('conductance', 1e-6, 1e6),
  sinkDay: kelvin,
  sinkNight: kelvin,
  /** Whose light warms the sink. */
  mast: id,
  initial: kelvin,
  survivalMin: kelvin,
  survivalMax: kelvin,
  /** Passive: couples to a radiator above `on`, lets go below `off`. */
  heatSwitch: z.strictObject({ conductance: quantity('conductance', 1e-6, 1e6), on: kelvin, off: kelvin }).optional(),
  heater: z.strictObject({
    power: watts,
    operate: kelvin,
    survive: kelvin,
    /** 2 means one spare. */
    units: z.int().min(1).max(4).default(1),
  }),
});

const load = z.strictObject({
  id,
  power: watts,
  sleepPower: watts.optional(),
  essential: z.boolean().default(false),
  /** 1 is shed first. */
  shedPriority: z.int().min(1).max(9).default(1),
  node: id.optional(),
});

const route = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('direct'),
    /** Ids of `data/stations/ground_stations.csv`. */
    stations: z.array(z.string().min(1)).min(1),
    minElevation: quantity('angle', 0, Math.PI / 2),
  }),
  z.strictObject({
    kind: z.literal('table'),
    source,
    windows: z.array(z.strictObject({ from: utc, to: utc })).min(1),
  }),
  z.strictObject({
    kind: z.literal('pattern'),
    source,
    period: quantity('time', 60, YEAR_S),
    open: quantity('time', 1, YEAR_S),
    offset: quantity('time', 0, YEAR_S),
  }),
]);

const link = z.strictObject({
  id,
  title: z.string().min(1),
  rate: quantity('dataRate', 1, 1e12),
  power: watts,
  route,
});

const instrument = z.strictObject({
  id,
  title: z.string().min(1),
  kind: z.enum(['instrument', 'rover']).default('instrument'),
  /** Partner that owns it. */
  owner: id,
  power: watts,
  dataRate: quantity('dataRate', 0, 1e12),
  count: z.int().min(1).max(100).default(1),
  node: id.optional(),
  /** Where it comes from, e.g. a row of `instruments.csv`. */
  source,
});

const fault = z.strictObject({
  id,
  /** An array, the word `battery`, a link, the word `computer`, a thermal node or an instrument, by `kind`. */
  component: z.string().min(1),
  kind: z.enum([
    'arrayString',
    'batteryCell',
    'linkOutage',
    'computerReset',
    'heaterStuckOff',
    'heaterStuckOn',
    'instrumentFault',
  ]),
  rate: quantity('rate', 0, 1e-3),
  /** Mean of an exponential distribution; without it the fault stays. */
  duration: quantity('time', 1, 100 * YEAR_S).optional(),
  effect: share().optional(),
});

const policy = z.strictObject({
  /** Planned for above the floor. */
  reserve: share(0, 0.5),
  horizon: quantity('time', 86400, 5 * YEAR_S),
  /** How often the executive compares telemetry with what it expects. */
  monitor: quantity('time', 60, 86400),
  /** After a wake-up, a restart or safe mode. */
  checkout: quantity('time', 0, 10 * 86400),
});

/** Section `station:` of the mission file; the output is in SI. */
export const stationSchema = z
  .strictObject({
    name: z.string().min(1),
    masts: z.array(mast).min(1),
    arrays: z.array(array),
    radioisotope: z.array(radioisotope).default([]),
    battery,
    nodes: z.array(node).default([]),
    loads: z.array(load).min(1),
    store: z.strictObject({ capacity: quantity('data', 1, 1e18) }),
    links: z.array(link).default([]),
    instruments: z.array(instrument),
    faults: z.array(fault).default([]),
    policy,
  })
  .check((context) => {
    for (const { path, message, first } of referenceFaults(context.value))
      context.issues.push({ code: 'custom', input: context.value, path: [...path], message, params: { first } });
  })
  .transform(toSpec);

type StationFile = {
  readonly masts: readonly z.output<typeof mast>[];
  readonly arrays: readonly z.output<typeof array>[];
  readonly radioisotope: readonly z.output<typeof radioisotope>[];
  readonly battery: z.output<typeof battery>;
  readonly nodes: readonly z.output<typeof node>[];
  readonly loads: readonly z.output<typeof load>[];
  readonly store: { readonly capacity: { readonly si: number } };
  readonly links: readonly z.output<typeof link>[];
  readonly instruments: readonly z.output<typeof instrument>[];
  readonly faults: readonly z.output<typeof fault>[];
  readonly policy: z.output<typeof policy>;
  readonly name: string;
};

function toSpec(file: StationFile): StationSpec {
  return {
    name: file.name,
    masts: file.masts.map((m) => ({ id: m.id, heightM: m.height.si, eastM: m.east.si, northM: m.north.si })),
    arrays: file.arrays.map((a) => ({
      id: a.id,
      mastId: a.mast,
      areaM2: a.area.si,
      efficiency: a.efficiency.si,
      degradationPerYear: a.degradation.si,
    })),
    radioisotope: file.radioisotope.map((r) => ({
      id: r.id,
      electricW: r.electric.si,
      heatW: r.heat.si,
      halfLifeS: r.halfLife.si,
      nodeId: r.node,
    })),
    battery: batterySpec(file.battery),
    nodes: file.nodes.map(nodeSpec),
    loads: file.loads.map((l) => ({
      id: l.id,
      powerW: l.power.si,
      sleepW: l.sleepPower?.si ?? (l.essential ? l.power.si : 0),
      essential: l.essential,
      shedPriority: l.shedPriority,
      nodeId: l.node ?? null,
    })),
    store: { capacityBit: file.store.capacity.si },
    links: file.links.map((l) => ({
      id: l.id,
      title: l.title,
      rateBitS: l.rate.si,
      powerW: l.power.si,
      route: routeSpec(l.route),
    })),
    instruments: file.instruments.map((i) => ({
      id: i.id,
      title: i.title,
      kind: i.kind,
      ownerId: i.owner,
      powerW: i.power.si,
      dataRateBitS: i.dataRate.si,
      count: i.count,
      nodeId: i.node ?? null,
    })),
    faults: file.faults.map((f) => ({
      id: f.id,
      componentId: f.component,
      kind: f.kind,
      ratePerS: f.rate.si,
      durationS: f.duration?.si ?? null,
      effect: f.effect?.si ?? 0,
    })),
    policy: {
      reserveFraction: file.policy.reserve.si,
      horizonS: file.policy.horizon.si,
      monitorS: file.policy.monitor.si,
      checkoutS: file.policy.checkout.si,
    },
  };
}

function batterySpec(b: z.output<typeof battery>): StationSpec['battery'] {
  return {
    capacityJ: b.capacity.si,
    floorFraction: b.floor.si,
    initialFraction: b.initial.si,
    chargeEfficiency: b.chargeEfficiency.si,
    dischargeEfficiency: b.dischargeEfficiency.si,
    maxChargeW: b.maxCharge.si,
    maxDischargeW: b.maxDischarge.si,
    reconnectFraction: b.reconnect.si,
  };
}

function nodeSpec(n: z.output<typeof node>): StationSpec['nodes'][number] {
  return {
    id: n.id,
    heatCapacityJK: n.heatCapacity.si,
    conductanceWK: n.conductance.si,
    sinkDayK: n.sinkDay.si,
    sinkNightK: n.sinkNight.si,
    mastId: n.mast,
    initialK: n.initial.si,
    minK: n.survivalMin.si,
    maxK: n.survivalMax.si,
    heaterW: n.heater.power.si,
    operateK: n.heater.operate.si,
    surviveK: n.heater.survive.si,
    heatSwitch:
      n.heatSwitch === undefined
        ? null
        : { conductanceWK: n.heatSwitch.conductance.si, onK: n.heatSwitch.on.si, offK: n.heatSwitch.off.si },
    heaterUnits: n.heater.units,
  };
}

function routeSpec(r: z.output<typeof route>): StationSpec['links'][number]['route'] {
  if (r.kind === 'direct') return { kind: 'direct', stations: r.stations, minElevationRad: r.minElevation.si };
  if (r.kind === 'table')
    return { kind: 'table', source: r.source, windows: r.windows.map((w) => ({ fromUtc: w.from, toUtc: w.to })) };
  return { kind: 'pattern', source: r.source, periodS: r.period.si, openS: r.open.si, offsetS: r.offset.si };
}
