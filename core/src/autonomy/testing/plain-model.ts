import type { Request } from '../request.ts';
import { designBeliefs, type StationModel } from '../station-model.ts';
import type { PlanInput } from '../plan.ts';

export const HOUR = 3600;
/** 10 kWh. */
export const CAPACITY_J = 3.6e7;

/**
 * A station of round numbers: 1 kW of sunlight but for a night from hour 100 to hour 140, a battery of 10 kWh without losses (floor 20 %), 100 W of essential load and 100 W
 * that can be shed, 10 W asleep.
 */
export function plainModel(change: Partial<StationModel> = {}): StationModel {
  const power = {
    et: [0, 100, 100.001, 140, 140.001, 400].map((h) => h * HOUR),
    values: [1000, 1000, 0, 0, 1000, 1000],
  };
  const nothing = { et: [0, 400 * HOUR], values: [0, 0] };
  return {
    startEt: 0,
    endEt: 400 * HOUR,
    battery: {
      capacityJ: CAPACITY_J,
      floorFraction: 0.2,
      chargeEfficiency: 1,
      dischargeEfficiency: 1,
      maxChargeW: 1e4,
      maxDischargeW: 1500,
    },
    storeCapacityBit: 1e9,
    arrays: [{ id: 'array', power, peakW: 1000 }],
    steady: nothing,
    levels: [
      { name: 'nominal', powerW: 200, off: [] },
      { name: 'reduced', powerW: 100, off: ['extra'] },
      { name: 'sleep', powerW: 10, off: ['extra'] },
    ],
    heatersAwake: nothing,
    heatersAsleep: nothing,
    warmUp: { fullJ: 0, heaterW: 0, coolW: 0 },
    links: [{ id: 'link', rateBitS: 1e6, powerW: 0, windows: [[0, 400 * HOUR]] }],
    instruments: [
      { id: 'camera', count: 1 },
      { id: 'drill', count: 1 },
    ],
    nodes: [],
    sunlit: [
      [0, 100 * HOUR],
      [140 * HOUR, 400 * HOUR],
    ],
    reserveFraction: 0,
    ...change,
  };
}

export function request(id: string, change: Partial<Request> = {}): Request {
  return {
    id,
    experimentId: 'test',
    instrumentId: 'camera',
    ownerId: 'x',
    earliestEt: 0,
    latestEt: 400 * HOUR,
    durationS: 5 * HOUR,
    powerW: 50,
    dataBit: 0,
    condition: 'any',
    priority: 1,
    value: 1,
    ...change,
  };
}

export function planInput(
  requests: readonly Request[],
  model = plainModel(),
  change: Partial<PlanInput> = {},
): PlanInput {
  return {
    model,
    beliefs: designBeliefs(model),
    nowEt: 0,
    horizonS: 400 * HOUR,
    batteryJ: CAPACITY_J,
    storeBit: 0,
    coldJ: 0,
    requests,
    running: [],
    utc: (et) => `hour ${(et / HOUR).toFixed(1)}`,
    ...change,
  };
}
