import type { StationSpec } from '../station-spec.ts';

const KWH = 3.6e6;

/** A station of the size of the reference mission for tests; its numbers are assumed. */
export const RIDGE_STATION: StationSpec = {
  name: 'ridge station',
  masts: [
    { id: 'mast-a', heightM: 10, eastM: 0, northM: 0 },
    { id: 'mast-b', heightM: 10, eastM: 60, northM: 20 },
  ],
  arrays: [
    { id: 'array-a', mastId: 'mast-a', areaM2: 36, efficiency: 0.24, degradationPerYear: 0.025 },
    { id: 'array-b', mastId: 'mast-b', areaM2: 36, efficiency: 0.24, degradationPerYear: 0.025 },
  ],
  radioisotope: [{ id: 'rtg', electricW: 110, heatW: 120, halfLifeS: 87.74 * 31557600, nodeId: 'core' }],
  battery: {
    capacityJ: 260 * KWH,
    floorFraction: 0.2,
    initialFraction: 0.9,
    chargeEfficiency: 0.97,
    dischargeEfficiency: 0.97,
    maxChargeW: 20e3,
    maxDischargeW: 15e3,
    reconnectFraction: 0.05,
  },
  nodes: [
    {
      id: 'core',
      heatCapacityJK: 2e6,
      conductanceWK: 4,
      sinkDayK: 240,
      sinkNightK: 84,
      mastId: 'mast-a',
      initialK: 288,
      minK: 248,
      maxK: 318,
      heaterW: 900,
      operateK: 283,
      surviveK: 258,
      heatSwitch: { conductanceWK: 12, onK: 305, offK: 295 },
      heaterUnits: 2,
    },
    {
      id: 'instruments',
      heatCapacityJK: 4e5,
      conductanceWK: 2,
      sinkDayK: 240,
      sinkNightK: 84,
      mastId: 'mast-b',
      initialK: 270,
      minK: 218,
      maxK: 323,
      heaterW: 500,
      operateK: 263,
      surviveK: 233,
      heatSwitch: null,
      heaterUnits: 2,
    },
  ],
  loads: [
    { id: 'computer', powerW: 160, sleepW: 40, essential: true, shedPriority: 9, nodeId: 'core' },
    { id: 'power-control', powerW: 150, sleepW: 60, essential: true, shedPriority: 9, nodeId: null },
    { id: 'navigation-beacon', powerW: 120, sleepW: 0, essential: false, shedPriority: 3, nodeId: null },
    { id: 'thermal-pumps', powerW: 300, sleepW: 0, essential: false, shedPriority: 2, nodeId: null },
    { id: 'resource-pilot', powerW: 4000, sleepW: 0, essential: false, shedPriority: 1, nodeId: null },
  ],
  store: { capacityBit: 4e12 },
  links: [
    {
      id: 'direct',
      title: 'X/Ka to Earth',
      rateBitS: 20e6,
      powerW: 180,
      route: { kind: 'direct', stations: ['CN-JM66'], minElevationRad: 0.17 },
    },
    {
      id: 'relay',
      title: 'Relay',
      rateBitS: 50e6,
      powerW: 120,
      route: { kind: 'pattern', periodS: 94248, openS: 65974, offsetS: 7200, source: 'assumed' },
    },
  ],
  instruments: [
    { id: 'seismograph', title: 'Seismograph', kind: 'instrument', ownerId: 'cn', powerW: 15, dataRateBitS: 2e4, count: 1, nodeId: 'instruments' },
    { id: 'telescope', title: 'Wide-field telescope', kind: 'instrument', ownerId: 'iloa', powerW: 160, dataRateBitS: 4e6, count: 1, nodeId: null },
    { id: 'drill', title: 'Drill', kind: 'instrument', ownerId: 'ru', powerW: 900, dataRateBitS: 5e5, count: 1, nodeId: null },
    { id: 'dust', title: 'Dust sensor', kind: 'instrument', ownerId: 'ru', powerW: 20, dataRateBitS: 1e4, count: 1, nodeId: 'instruments' },
    { id: 'rover', title: 'Rover', kind: 'rover', ownerId: 'cn', powerW: 450, dataRateBitS: 2e6, count: 2, nodeId: null },
  ], // prettier-ignore
  faults: [
    { id: 'string-a', componentId: 'array-a', kind: 'arrayString', ratePerS: 1 / 31557600, durationS: null, effect: 0.08 },
    { id: 'cell', componentId: 'battery', kind: 'batteryCell', ratePerS: 1 / 31557600, durationS: null, effect: 0.03 },
    { id: 'direct-out', componentId: 'direct', kind: 'linkOutage', ratePerS: 6 / 31557600, durationS: 8 * 3600, effect: 0 },
    { id: 'reset', componentId: 'computer', kind: 'computerReset', ratePerS: 4 / 31557600, durationS: null, effect: 0 },
    { id: 'heater', componentId: 'core', kind: 'heaterStuckOff', ratePerS: 0.5 / 31557600, durationS: null, effect: 0 },
    { id: 'telescope-fault', componentId: 'telescope', kind: 'instrumentFault', ratePerS: 3 / 31557600, durationS: 2 * 86400, effect: 0 },
  ], // prettier-ignore
  policy: { reserveFraction: 0.05, horizonS: 60 * 86400, monitorS: 3600, checkoutS: 2 * 3600 },
};
