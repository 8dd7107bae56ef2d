import type { PlanToEdit } from '@openilrs/api/contract';
import type { PlanInput, Request, StationModel } from '@openilrs/core/autonomy';
import { etToUtc, type LeapSeconds } from '@openilrs/core/time';
import { FIXTURE_FROM_ET, litDays } from './fixture-run.ts';

// TEST DATA: a made-up station of round numbers and its requests, for the real planner.

const DAY = 86_400;
const HOUR = 3600;
const at = (day: number) => FIXTURE_FROM_ET + day * DAY;
const INSTRUMENTS = ['seismic-watch', 'dust-and-charge', 'landscape-panorama', 'neutron-sounding', 'radar-traverse'];

/** 12 kW in the light and none in the dark, a battery of 250 kWh, 2.6 kW awake and 0.3 kW asleep. */
function fixtureModel(days: number): StationModel {
  const lit = litDays(days);
  const edges = lit.flatMap(([a, b]) => [[a, 0], [a + 1e-4, 12_000], [b, 12_000], [b + 1e-4, 0]] as const); // prettier-ignore
  const points = edges.filter(([day], i) => i === 0 || day > edges[i - 1]![0]);
  const nothing = { et: [at(0), at(days)], values: [0, 0] };
  return {
    startEt: at(0),
    endEt: at(days),
    battery: { capacityJ: 9e8, floorFraction: 0.2, chargeEfficiency: 0.95, dischargeEfficiency: 0.95, maxChargeW: 2e4, maxDischargeW: 1e4 }, // prettier-ignore
    storeCapacityBit: 8e9,
    arrays: [{ id: 'array-1', power: { et: points.map(([day]) => at(day)), values: points.map(([, w]) => w) }, peakW: 12_000 }], // prettier-ignore
    steady: { et: [at(0), at(days)], values: [120, 120] },
    levels: [
      { name: 'nominal', powerW: 2600, off: [] },
      { name: 'reduced', powerW: 1500, off: ['extra'] },
      { name: 'sleep', powerW: 300, off: ['extra'] },
    ],
    heatersAwake: nothing,
    heatersAsleep: nothing,
    warmUp: { fullJ: 0, heaterW: 0, coolW: 0 },
    links: [{ id: 'relay', rateBitS: 1e5, powerW: 50, windows: Array.from({ length: days }, (_, day) => [at(day + 0.1), at(day + 0.9)]) }], // prettier-ignore
    instruments: INSTRUMENTS.map((id) => ({ id: `${id}-instrument`, count: 1 })),
    nodes: [],
    sunlit: lit.map(([a, b]) => [at(a), at(b)]),
    reserveFraction: 0.05,
  };
}

function fixtureRequests(days: number): Request[] {
  return INSTRUMENTS.flatMap((experimentId, k) => {
    const every = 7 + 3 * k;
    return Array.from({ length: Math.floor(days / every) }, (_, i) => ({
      id: `${experimentId}-${i}`,
      experimentId,
      instrumentId: `${experimentId}-instrument`,
      ownerId: k % 2 === 0 ? 'china' : 'russia',
      earliestEt: at(i * every),
      latestEt: at(Math.min(days, i * every + every + 2)),
      durationS: 12 * HOUR,
      powerW: 100 + 300 * k,
      dataBit: 4e8,
      condition: k === 2 ? ('sunlit' as const) : ('any' as const),
      priority: 1 + k,
      value: 2 + k,
    }));
  });
}

export function fixturePlanInput(lsk: LeapSeconds, days: number): PlanInput {
  const model = fixtureModel(days);
  return {
    model,
    beliefs: { arrayFactor: { 'array-1': 1 }, capacityJ: 9e8, linkDownUntil: {}, instrumentDownUntil: {} },
    nowEt: model.startEt,
    horizonS: days * DAY,
    batteryJ: 8.1e8,
    storeBit: 0,
    coldJ: 0,
    requests: fixtureRequests(days),
    running: [],
    utc: (et) => etToUtc(lsk, et, 0),
  };
}

/** As `planToEdit` would send it: every request at the first hour that `plan` has found. */
export function fixturePlanToEdit(input: PlanInput, activities: PlanToEdit['activities']): PlanToEdit {
  const { utc: _, ...plain } = input;
  return {
    source: 'madeNow',
    live: null,
    input: plain as unknown as PlanToEdit['input'],
    instruments: INSTRUMENTS.map((id) => ({ id: `${id}-instrument`, title: `${id} (TEST)` })),
    activities,
  };
}
