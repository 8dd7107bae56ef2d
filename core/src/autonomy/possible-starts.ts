import { conditionWindows, openStretches, type ConditionWindows } from './candidate-starts.ts';
import { BIN_S, ROUNDING_S } from './bins.ts';
import { binEdges, forecast } from './forecast.ts';
import { bestOutlets } from './link-outlets.ts';
import type { PlanInput } from './plan.ts';
import type { Request } from './request.ts';
import { baseJ, createResources, nextEnergy, type Resources } from './resources.ts';
import { busPowerW, mostOnRobotW } from './supply.ts';
import type { Windows } from '../time/index.ts';

/** A station that sleeps through the whole horizon, against which single requests are held. */
export interface SleepingStation {
  /** Its course, with what is to be kept. */
  readonly asleep: Resources;
  readonly conditions: ConditionWindows;
  /** What arrays at their best, sources and battery together can leave to an instrument at any time. */
  readonly mostW: number;
  readonly nowEt: number;
  readonly instrumentDownUntil: Readonly<Record<string, number>>;
}

/** @param withReserve keeps the reserve above the floor and sends over the links that the planner counts on, as every plan does */
export function sleepingStation(input: PlanInput, withReserve = false): SleepingStation {
  const { model, beliefs, nowEt, horizonS } = input;
  const planned = forecast(model, beliefs, nowEt, horizonS);
  // which link sends is the policy's choice
  const expected = withReserve ? planned : { ...planned, outlets: bestOutlets(model, beliefs, binEdges(nowEt, planned.bins)) }; // prettier-ignore
  const kept = withReserve ? model : { ...model, reserveFraction: 0 };
  const asleep = createResources(kept, expected, beliefs.capacityJ, input.batteryJ, input.storeBit, 0, model.levels.length - 1); // prettier-ignore
  return {
    asleep,
    conditions: conditionWindows(model, nowEt, Math.min(nowEt + horizonS, model.endEt)),
    mostW: greatestPowerW(input),
    nowEt,
    instrumentDownUntil: beliefs.instrumentDownUntil,
  };
}

function greatestPowerW({ model, beliefs }: PlanInput): number {
  const sources = model.arrays.map(({ id, peakW }) => peakW * (beliefs.arrayFactor[id] ?? 1));
  const steadyW = Array.from(model.steady.values).reduce((most, value) => Math.max(most, value), 0);
  const leanW = model.levels[model.levels.length - 2]!.powerW;
  return sources.reduce((sum, value) => sum + value, steadyW + model.battery.maxDischargeW - leanW);
}

/** True when some start of the request alone could be kept. */
export function isPossible(station: SleepingStation, request: Request): boolean {
  return !possibleHours(station, request).next().done;
}

/**
 * Starts of a request that no plan can be denied for what the request alone asks of a station that otherwise sleeps: seconds since the start of the plan. All starts of an hour stay
 * when that part of the execution fits which they have in common.
 */
export function possibleStarts(station: SleepingStation, request: Request): Windows {
  const windows: [number, number][] = [];
  for (const [firstS, lastS] of possibleHours(station, request)) {
    const last = windows.at(-1);
    if (last !== undefined && firstS <= last[1] + ROUNDING_S) last[1] = Math.max(last[1], lastS);
    else windows.push([firstS, lastS]);
  }
  return windows;
}

function* possibleHours(
  { asleep, conditions, mostW, nowEt, instrumentDownUntil }: SleepingStation,
  request: Request,
): Generator<readonly [firstS: number, lastS: number], undefined> {
  const { model } = asleep;
  const powerW = busPowerW(model, request);
  if (powerW > mostW || request.powerW > (mostOnRobotW(model, request) ?? Infinity)) return;
  const downS = (instrumentDownUntil[request.instrumentId] ?? -Infinity) - nowEt;
  for (const [fromEt, toEt] of openStretches(request, conditions)) {
    const [beginS, endS] = [Math.max(fromEt - nowEt, downS), toEt - request.durationS - nowEt];
    for (let bin = Math.floor(beginS / BIN_S); bin * BIN_S <= endS && beginS <= endS; bin += 1) {
      const [firstS, lastS] = [Math.max(beginS, bin * BIN_S), Math.min(endS, (bin + 1) * BIN_S)];
      if (couldRun(asleep, powerW, lastS, firstS + request.durationS)) yield [firstS, lastS];
    }
  }
}

/** Whether the part of an execution from `fromS` to `toS` (empty when that is not after it) could run at a station that otherwise sleeps. */
function couldRun(asleep: Resources, powerW: number, fromS: number, toS: number): boolean {
  const { forecast: expected, model, energyJ, keepJ, slackJ } = asleep;
  const sleeping = model.levels.length - 1;
  const first = Math.floor(fromS / BIN_S);
  let energy = energyJ[first] ?? 0;
  for (let b = first; b < expected.bins; b += 1) {
    const seconds = Math.max(0, Math.min(toS, (b + 1) * BIN_S) - Math.max(fromS, b * BIN_S));
    // what it has taken only shrinks after its end: when all that follows can spare it, there is no need to look further
    if (seconds === 0 && (energy >= energyJ[b]! || energyJ[b]! - energy <= slackJ[b]!)) return true;
    const whole = seconds > BIN_S - ROUNDING_S;
    const asleepJ = baseJ(asleep, b, sleeping);
    // while it runs the station is awake, at the least with everything shed; how that divides a bin is not known
    const stationJ = whole ? Math.max(asleepJ, baseJ(asleep, b, sleeping - 1)) : asleepJ;
    const netJ = expected.generationJ[b]! - stationJ - powerW * seconds;
    if (whole && netJ < -model.battery.maxDischargeW * BIN_S - GRACE_J) return false;
    energy = nextEnergy(asleep, energy, netJ);
    if (energy < keepJ[b + 1]! - GRACE_J && energyJ[b + 1]! >= keepJ[b + 1]!) return false;
  }
  return true;
}

/** For rounding; plans too may take as much from a battery that is too low anyway. */
const GRACE_J = 1;
