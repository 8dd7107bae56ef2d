import type { Environment } from '../environment.ts';
import type { StationSpec } from '../station-spec.ts';
import { RIDGE_STATION } from './ridge-station.ts';

const KWH = 3.6e6;
const YEAR_S = 31_557_600;
const DAY_S = 86_400;

const onFeeder = <T extends { readonly id: string }>(list: readonly T[], feeders: Readonly<Record<string, string>>) =>
  list.map((one) => (feeders[one.id] === undefined ? one : { ...one, feederId: feeders[one.id]! }));

/** The station of {@link RIDGE_STATION} with one of every component of the library; its numbers are assumed. */
export const FULL_STATION: StationSpec = {
  ...RIDGE_STATION,
  name: 'full station',
  arrays: [
    {
      ...RIDGE_STATION.arrays[0]!,
      dust: { lossPerDay: 5e-4, mostLoss: 0.3, cleaningW: 50, cleaningS: 7200, removedFraction: 0.9, everyS: 60 * DAY_S },
    },
    RIDGE_STATION.arrays[1]!,
    { id: 'array-c', mastId: 'mast-a', areaM2: 10, efficiency: 0.24, degradationPerYear: 0.02, mount: { azimuthRad: 1, tiltRad: 1.3 } },
  ],
  battery: {
    ...RIDGE_STATION.battery,
    reserveFraction: 0.4,
    ageing: { calendarPerYear: 0.02, perCycle: 2e-4, leastFraction: 0.6 },
    temperature: {
      nodeId: 'core',
      steps: [
        { belowK: 263, capacity: 0.6, charge: 0, discharge: 0.5 },
        { belowK: 278, capacity: 0.85, charge: 0.5, discharge: 1 },
      ],
    },
  },
  fission: [{ id: 'reactor', electricW: 600, startupS: 6 * 3600, decayPerYear: 0.01, leastLevel: 0.2, initialLevel: 1, heatW: 30, nodeId: 'core' }],
  storages: [
    {
      id: 'fuel-cell',
      kind: 'fuelCell',
      standbyW: 5,
      ageing: null,
      cell: { capacityJ: 500 * KWH, floorFraction: 0, initialFraction: 0.8, chargeEfficiency: 0.7, dischargeEfficiency: 0.55, maxChargeW: 6e3, maxDischargeW: 4e3, reconnectFraction: 0, reserveFraction: 0 },
    },
    {
      id: 'old-battery',
      kind: 'battery',
      standbyW: 0,
      ageing: { calendarPerYear: 0.05, perCycle: 1e-3, leastFraction: 0.5 },
      cell: { capacityJ: 20 * KWH, floorFraction: 0, initialFraction: 0.5, chargeEfficiency: 0.95, dischargeEfficiency: 0.9, maxChargeW: 1e3, maxDischargeW: 1e3, reconnectFraction: 0, reserveFraction: 0.2 },
    },
  ],
  storageOrder: { charge: ['battery', 'old-battery', 'fuel-cell'], discharge: ['old-battery', 'battery', 'fuel-cell'] },
  nodes: [
    { ...RIDGE_STATION.nodes[0]!, radiator: { areaM2: 0.5, emissivity: 0.85, stepK: 1 } },
    RIDGE_STATION.nodes[1]!,
    { ...RIDGE_STATION.nodes[1]!, id: 'habitat', heatCapacityJK: 3e6, conductanceWK: 6, heaterBandK: 1.2, heatSwitch: { conductanceWK: 30, onK: 300, offK: 290 } },
    { ...RIDGE_STATION.nodes[1]!, id: 'shed' },
  ],
  couplings: [
    { id: 'wall', betweenIds: ['core', 'habitat'], conductanceWK: 5, heatSwitch: null },
    { id: 'pipe', betweenIds: ['habitat', 'instruments'], conductanceWK: 0.1, heatSwitch: { conductanceWK: 4, onK: 285, offK: 275 } },
  ],
  feeders: [
    { id: 'north', fromId: null, limitW: 6000, efficiency: 0.95, shedding: 'largestFirst' },
    { id: 'science', fromId: 'north', limitW: 1500, efficiency: 0.93, shedding: 'priority' },
  ],
  shedding: 'priority',
  loads: onFeeder(RIDGE_STATION.loads, { 'resource-pilot': 'north', 'thermal-pumps': 'north' }),
  links: [
    { ...RIDGE_STATION.links[0]!, terminalId: 'dish', steps: [{ rateBitS: 40e6, minElevationRad: 0.5, maxRangeM: Infinity }] },
    { ...RIDGE_STATION.links[1]!, terminalId: 'dish' },
  ],
  store: {
    capacityBit: 5e10,
    partitions: [
      { id: 'science-data', capacityBit: 4e10, whenFull: 'stopProducers' },
      { id: 'bulk', capacityBit: 1e10, whenFull: 'loseNew' },
    ],
  },
  instruments: onFeeder(
    RIDGE_STATION.instruments.map((one) => {
      if (one.id === 'telescope') return { ...one, calibration: { validS: 20 * DAY_S, durationS: 3600, powerW: 80 }, partitionId: 'bulk' };
      if (one.id === 'drill') return { ...one, uses: [{ consumableId: 'bits', rateKgS: 1e-6 }], sample: { massKg: 0.3, takesS: 3600 }, modes: [{ id: 'slow', powerW: 300, dataRateBitS: 1e5 }] };
      return one.id === 'rover' ? { ...one, robotId: 'work-robot' } : one;
    }),
    { seismograph: 'science', dust: 'science' },
  ),
  computers: [{ id: 'obc', bootS: 120, checkpointS: 600, units: 2 }],
  robots: [
    {
      id: 'work-robot',
      massKg: 100,
      cell: { capacityJ: 2 * KWH, floorFraction: 0.2, initialFraction: 1, chargeEfficiency: 0.96, dischargeEfficiency: 0.96, maxChargeW: Infinity, maxDischargeW: Infinity, reconnectFraction: 0.2 },
      chargeW: 300, idleW: 25, sleepW: 3, speedMS: 0.1, rollingResistance: 0.15, driveEfficiency: 0.6, mostSlopeRad: 0.35, digW: 200, digKgS: 0.01,
    },
  ],
  consumables: [{ id: 'bits', amountKg: 3 }, { id: 'water', amountKg: 200 }],
  samples: { places: 200 },
  visits: [{ id: 'crew-1', fromUtc: '', toUtc: '', powerW: 900, nodeId: 'habitat', uses: [{ consumableId: 'water', rateKgS: 1e-4 }], keepOut: ['work-robot', 'drill'] }],
  faults: [
    ...RIDGE_STATION.faults,
    { id: 'trip', componentId: 'reactor', kind: 'sourceTrip', ratePerS: 2 / YEAR_S, durationS: 2 * DAY_S, effect: 0 },
    { id: 'stack', componentId: 'fuel-cell', kind: 'storageOutage', ratePerS: 1 / YEAR_S, durationS: 5 * DAY_S, effect: 0 },
    { id: 'open', componentId: 'science', kind: 'feederOpen', ratePerS: 2 / YEAR_S, durationS: DAY_S, effect: 0 },
    { id: 'stuck', componentId: 'work-robot', kind: 'robotFault', ratePerS: 2 / YEAR_S, durationS: 3 * DAY_S, effect: 0 },
    { id: 'mast', componentId: 'mast-b', kind: 'mastDown', ratePerS: 1 / YEAR_S, durationS: 3 * DAY_S, effect: 0 },
    { id: 'converter', componentId: RIDGE_STATION.radioisotope[0]!.id, kind: 'converterFault', ratePerS: 2 / YEAR_S, durationS: 9 * DAY_S, effect: 0.5 },
    { id: 'heat-pipe', componentId: RIDGE_STATION.radioisotope[0]!.id, kind: 'heatPathOpen', ratePerS: 2 / YEAR_S, durationS: 9 * DAY_S, effect: 0 },
    { id: 'strap', componentId: 'pipe', kind: 'couplingOpen', ratePerS: 3 / YEAR_S, durationS: 5 * DAY_S, effect: 0 },
    { id: 'fuse', componentId: 'thermal-pumps', kind: 'loadDead', ratePerS: 2 / YEAR_S, durationS: 5 * DAY_S, effect: 0 },
    { id: 'relay-contact', componentId: 'resource-pilot', kind: 'loadStuckOn', ratePerS: 2 / YEAR_S, durationS: 2 * DAY_S, effect: 0 },
    { id: 'memory', componentId: 'bulk', kind: 'storeFault', ratePerS: 2 / YEAR_S, durationS: 2 * DAY_S, effect: 0 },
    { id: 'dish-drive', componentId: 'dish', kind: 'terminalOutage', ratePerS: 2 / YEAR_S, durationS: 2 * DAY_S, effect: 0 },
    { id: 'obc-unit', componentId: 'obc', kind: 'computerDead', ratePerS: 1 / YEAR_S, durationS: 20 * DAY_S, effect: 0 },
    { id: 'leak', componentId: 'bits', kind: 'consumableLeak', ratePerS: 2 / YEAR_S, durationS: null, effect: 0.2 },
    { id: 'jam', componentId: 'samples', kind: 'sampleStoreJam', ratePerS: 2 / YEAR_S, durationS: 5 * DAY_S, effect: 0 },
    { id: 'no-crew', componentId: 'crew-1', kind: 'visitCancelled', ratePerS: 1 / YEAR_S, durationS: 5 * DAY_S, effect: 0 },
    { id: 'obc-reset', componentId: 'obc', kind: 'computerReset', ratePerS: 4 / YEAR_S, durationS: null, effect: 0 },
  ],
}; // prettier-ignore

/** An environment with what {@link FULL_STATION} asks beside light and links: a panel that the Sun passes once a month, a rate that changes by the hour, a crew from the 20th day on. */
export function fullEnvironment(environment: Environment): Environment {
  const { startEt, endEt } = environment;
  const hours = Math.ceil((endEt - startEt) / 14_400);
  const et = Float64Array.from({ length: hours }, (_, i) => startEt + i * 14_400);
  const crew: readonly [number, number] = [Math.min(endEt, startEt + 20 * DAY_S), Math.min(endEt, startEt + 34 * DAY_S)];
  return {
    ...environment,
    incidence: () => ({ et, values: et.map((t) => Math.max(0, Math.cos((2 * Math.PI * (t - startEt)) / (29.53 * DAY_S)))) }),
    linkRate: () => ({ et, rateBitS: et.map((_, i) => (i % 3 === 0 ? 40e6 : 20e6)) }),
    visitWindows: () => (crew[1] > crew[0] ? [crew] : []),
  };
} // prettier-ignore
