import { conditionWindows, openStretches } from './candidate-starts.ts';
import { BIN_S, ROUNDING_S } from './bins.ts';
import { forecast } from './forecast.ts';
import type { PlanInput } from './plan.ts';
import type { Request } from './request.ts';
import { baseJ, createResources, nextEnergy, recompute, type Resources } from './resources.ts';

/**
 * An upper bound on the value that any plan can have under the forecast: the sum over requests that could run if each were alone, at a station that sleeps but for the
 * execution, under its windows, the power there is, and the battery's floor wherever a station that only sleeps keeps it.
 *
 * It holds for every start, on no grid: a request counts when for some hour of starts that part of the execution fits which every start of the hour has in common. No course
 * of the battery within the hours ends one higher than their sums do, every plan draws at least as much, and what is drawn costs the more the less there is; so what is refused
 * here has no plan. Not asked: instruments, store, reserve, warm-up. Not covered: a station that draws less than the forecast, as one whose equipment still cools.
 */
export function valueBound(input: PlanInput): number {
  const { model, beliefs, nowEt, horizonS, requests } = input;
  const expected = forecast(model, beliefs, nowEt, horizonS);
  const floorOnly = { ...model, reserveFraction: 0 };
  const asleep = createResources(floorOnly, expected, beliefs.capacityJ, input.batteryJ, input.storeBit, 0);
  asleep.level.fill(model.levels.length - 1);
  recompute(asleep, 0);
  const conditions = conditionWindows(model, nowEt, Math.min(nowEt + horizonS, model.endEt));
  const mostW = greatestPowerW(input);
  return requests.reduce((sum, request) => {
    if (request.powerW > mostW) return sum;
    const parts = openStretches(request, conditions).flatMap((stretch) => sureParts(request, stretch, nowEt));
    return parts.some((part) => couldRun(asleep, request, part)) ? sum + request.value : sum;
  }, 0);
}

/** What arrays at their best, sources and battery together can leave to an instrument at any time. */
function greatestPowerW({ model, beliefs }: PlanInput): number {
  const sources = model.arrays.map(({ id, peakW }) => peakW * (beliefs.arrayFactor[id] ?? 1));
  const steadyW = Array.from(model.steady.values).reduce((most, value) => Math.max(most, value), 0);
  const leanW = model.levels[model.levels.length - 2]!.powerW;
  return sources.reduce((sum, value) => sum + value, steadyW + model.battery.maxDischargeW - leanW);
}

/** `[fromS, toS]` since the start of the plan; empty when `toS` is not after `fromS`. */
type Part = readonly [fromS: number, toS: number];

/** For each hour of starts the part of the execution that all of them have in common: from the last start to the end of the first. */
function sureParts({ durationS }: Request, [fromEt, toEt]: readonly [number, number], nowEt: number): Part[] {
  const parts: Part[] = [];
  const firstS = fromEt - nowEt;
  const lastS = toEt - durationS - nowEt;
  for (let bin = Math.floor(firstS / BIN_S); bin * BIN_S <= lastS; bin += 1)
    parts.push([Math.min(lastS, (bin + 1) * BIN_S), Math.max(firstS, bin * BIN_S) + durationS]);
  return parts;
}

function couldRun(asleep: Resources, { powerW }: Request, [fromS, toS]: Part): boolean {
  const { forecast: expected, model, energyJ, keepJ } = asleep;
  const sleeping = model.levels.length - 1;
  const first = Math.floor(fromS / BIN_S);
  let energy = energyJ[first] ?? 0;
  for (let b = first; b < expected.bins; b += 1) {
    const seconds = Math.max(0, Math.min(toS, (b + 1) * BIN_S) - Math.max(fromS, b * BIN_S));
    if (seconds === 0 && energy >= energyJ[b]!) return true;
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
