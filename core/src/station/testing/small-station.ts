import type { Windows } from '../../time/index.ts';
import type { Curve } from '../curve.ts';
import type { Environment } from '../environment.ts';
import type { BatterySpec } from '../battery-spec.ts';
import type { StationSpec } from '../station-spec.ts';

/** A battery without losses and limits, for cases that one works out by hand. */
export const IDEAL_BATTERY: BatterySpec = {
  capacityJ: 1e6,
  floorFraction: 0.2,
  initialFraction: 0.5,
  chargeEfficiency: 1,
  dischargeEfficiency: 1,
  maxChargeW: 1e9,
  maxDischargeW: 1e9,
  reconnectFraction: 0.05,
};

/** One array of 1 m2 and efficiency 1, nothing else: change what the case needs. */
export function smallStation(change: Partial<StationSpec>): StationSpec {
  return {
    name: 'small',
    masts: [{ id: 'm', heightM: 0, eastM: 0, northM: 0 }],
    arrays: [{ id: 'a', mastId: 'm', areaM2: 1 / 1361, efficiency: 1, degradationPerYear: 0 }],
    radioisotope: [],
    battery: IDEAL_BATTERY,
    nodes: [],
    loads: [{ id: 'base', powerW: 0, sleepW: 0, essential: true, shedPriority: 9, nodeId: null }],
    store: { capacityBit: 1e6 },
    links: [{ id: 'l', title: 'l', rateBitS: 100, powerW: 0, route: { kind: 'table', windows: [], source: 'assumed' } }],
    instruments: [{ id: 'i', title: 'i', kind: 'instrument', ownerId: 'o', powerW: 0, dataRateBitS: 0, count: 9, nodeId: null }],
    faults: [],
    policy: { reserveFraction: 0, horizonS: 1e6, monitorS: 3600, checkoutS: 0 },
    ...change,
  }; // prettier-ignore
}

/** Light given as watts per array of {@link smallStation}. */
export function smallEnvironment(watts: Curve, endEt: number, links: Windows = [], startEt = 0): Environment {
  return { startEt, endEt, sunShare: () => watts, linkWindows: () => links };
}
