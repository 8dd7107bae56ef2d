import { curveAt } from '../../station/index.ts';
import type { Plan } from '../plan.ts';
import type { Request } from '../request.ts';
import type { StationModel } from '../station-model.ts';
import { CAPACITY_J, HOUR } from './plain-model.ts';

/** An execution at a start. */
export interface Placed {
  readonly request: Request;
  readonly startEt: number;
}

/** Step of the integration; starts lie on a grid of {@link GRID_S}. Both share nothing with the planner's bins. */
const STEP_S = 300;
const GRID_S = 1800;

/** Whether the station is awake (with everything shed) at an instant at which nothing runs; else it sleeps. */
export type IdleAwake = (et: number) => boolean;

/** A station that holds its limits, by plain steps: floor of the battery, store, one user of an instrument, limit on power. `[0, endS]`, awake while anything runs. */
export function holds(model: StationModel, placed: readonly Placed[], endS: number, idleAwake: IdleAwake): boolean {
  const { battery, storeCapacityBit } = model;
  const lean = model.levels[model.levels.length - 2]!.powerW;
  const asleep = model.levels[model.levels.length - 1]!.powerW;
  let energyJ = CAPACITY_J;
  let storeBit = 0;
  for (let t = STEP_S / 2; t < endS; t += STEP_S) {
    const running = placed.filter(({ request, startEt }) => startEt <= t && t < startEt + request.durationS);
    if (new Set(running.map(({ request }) => request.instrumentId)).size < running.length) return false;
    const awake = running.length > 0 || idleAwake(t);
    const loadW = running.reduce((sum, { request }) => sum + request.powerW, awake ? lean : asleep);
    const sunW = model.arrays.reduce((sum, { power }) => sum + curveAt(power, t), 0);
    if (loadW - sunW > battery.maxDischargeW) return false;
    storeBit += running.reduce((sum, { request }) => sum + (STEP_S * request.dataBit) / request.durationS, 0);
    if (awake) storeBit = Math.max(0, storeBit - STEP_S * linkBitS(model, t));
    if (storeBit > storeCapacityBit * (1 + 1e-9)) return false;
    const netJ = STEP_S * (sunW - loadW);
    energyJ += netJ < 0 ? netJ / battery.dischargeEfficiency : netJ * battery.chargeEfficiency;
    energyJ = Math.min(CAPACITY_J, energyJ);
    // a joule of grace for rounding: plans may go down to the floor itself
    if (energyJ < battery.floorFraction * CAPACITY_J - 1) return false;
  }
  return true;
}

/** What is wrong with a plan of `[0, endS]`, also where the station sleeps by choice; nothing when it keeps every window and limit. */
export function faultsOf(
  model: StationModel,
  { activities, levels }: Pick<Plan, 'activities' | 'levels'>,
  endS: number,
): string[] {
  const asleep = levels.filter(({ level }) => level === model.levels.length - 1);
  const outside = activities.filter((one) => !allowed(model, one));
  const dreaming = activities.filter((one) =>
    asleep.some(({ fromEt, toEt }) => one.startEt < toEt && one.endEt > fromEt),
  );
  const awake = (et: number) => !asleep.some(({ fromEt, toEt }) => fromEt <= et && et < toEt);
  return [
    ...outside.map(({ request }) => `${request.id} outside its windows`),
    ...dreaming.map(({ request }) => `${request.id} while the station sleeps`),
    ...(holds(model, activities, endS, awake) ? [] : ['a limit of the station is passed']),
  ];
}

function linkBitS({ links }: StationModel, t: number): number {
  return Math.max(
    0,
    ...links.map(({ rateBitS, windows }) => (windows.some(([a, b]) => a <= t && t < b) ? rateBitS : 0)),
  );
}

/** True when an execution lies in its own window and in its condition's. */
export function allowed(model: StationModel, { request, startEt }: Placed): boolean {
  const endEt = startEt + request.durationS;
  if (startEt < request.earliestEt - 1e-6 || endEt > request.latestEt + 1e-6) return false;
  const inside = (windows: readonly (readonly [number, number])[]) =>
    windows.some(([a, b]) => a <= startEt + 1e-6 && endEt <= b + 1e-6);
  if (request.condition === 'sunlit') return inside(model.sunlit);
  if (request.condition === 'dark') return model.sunlit.every(([a, b]) => endEt <= a + 1e-6 || startEt >= b - 1e-6);
  return request.condition === 'any' || inside(model.links.flatMap(({ windows }) => windows));
}

/**
 * The best value of all subsets of the requests at all starts on the grid; every node of the search is integrated anew.
 *
 * @param mayRun leaves out further starts
 */
export function bruteForce(
  model: StationModel,
  requests: readonly Request[],
  endS: number,
  idleAwake: IdleAwake,
  mayRun: (placed: Placed) => boolean = () => true,
): number {
  const starts = requests.map((request) => {
    const grid = Array.from({ length: Math.floor(endS / GRID_S) + 1 }, (_, k) => ({ request, startEt: k * GRID_S }));
    return grid.filter(
      (placed) => placed.startEt + request.durationS <= endS && allowed(model, placed) && mayRun(placed),
    );
  });
  const rest = requests.map((_, i) => requests.slice(i).reduce((sum, { value }) => sum + value, 0));
  let best = 0;
  const search = (i: number, placed: readonly Placed[], value: number): void => {
    best = Math.max(best, value);
    if (i === requests.length || value + rest[i]! <= best) return;
    for (const one of starts[i]!) {
      // limits only tighten: what does not hold will not hold with more
      if (holds(model, [...placed, one], endS, idleAwake)) search(i + 1, [...placed, one], value + one.request.value);
      if (value + rest[i]! <= best) return;
    }
    search(i + 1, placed, value);
  };
  search(0, [], 0);
  return best;
}

/**
 * The best value of all plans that are awake but in one night, in which they fall asleep at some full hour until the Sun rises, or not at all; nothing runs in the sleep.
 *
 * @param night its hours, from sunset to sunrise
 */
export function bruteForceOfPlans(
  model: StationModel,
  requests: readonly Request[],
  endS: number,
  [sunsetH, sunriseH]: readonly [number, number],
): number {
  let best = 0;
  for (let hour = sunsetH; hour <= sunriseH; hour += 1) {
    const [sleepS, wakeS] = [hour * HOUR, sunriseH * HOUR];
    const awake = (t: number) => t < sleepS || t >= wakeS;
    // a plan that cannot even be idle is none
    if (!holds(model, [], endS, awake)) break;
    const clear = ({ request, startEt }: Placed) => startEt + request.durationS <= sleepS || startEt >= wakeS;
    best = Math.max(best, bruteForce(model, requests, endS, awake, clear));
  }
  return best;
}

/** A day and a half with a night of `nightH` hours from hour 10 on. */
export function shortModel(base: StationModel, nightH: number, sunW: number): StationModel {
  const et = [0, 10, 10.001, 10 + nightH, 10.001 + nightH, 36].map((h) => h * HOUR);
  const power = { et, values: [sunW, sunW, 0, 0, sunW, sunW] };
  const sunlit = [[0, 10 * HOUR] as const, [(10 + nightH) * HOUR, 36 * HOUR] as const];
  const links = [{ id: 'link', rateBitS: 2e4, powerW: 0, windows: [[6 * HOUR, 12 * HOUR] as const, [26 * HOUR, 31 * HOUR] as const] }]; // prettier-ignore
  return { ...base, endEt: 36 * HOUR, arrays: [{ id: 'array', power, peakW: sunW }], sunlit, links };
}
