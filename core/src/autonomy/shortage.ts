import { BIN_S } from './bins.ts';
import { binsOf, dataIn, energyIn, inflowOf, overlapS, powerIn, type Footprint } from './footprint.ts';
import { asleep, baseJ, flowOf, nextEnergy, type Resources } from './resources.ts';
import type { StationModel } from './station-model.ts';

export type Shortage =
  | { readonly kind: 'power'; readonly et: number; readonly freeW: number }
  | { readonly kind: 'sleep'; readonly et: number }
  | { readonly kind: 'store'; readonly et: number; readonly fraction: number }
  | { readonly kind: 'battery'; readonly et: number; readonly fraction: number };

/**
 * What stands in the way of an activity, or null when it fits: power and sleep while it runs; store and battery from its start until their courses are the old
 * ones again (battery full in both, store empty in both), so the next night is looked at as far as it is changed.
 */
export function shortageOf(resources: Resources, activity: Footprint, kindOnly = false): Shortage | null {
  const { forecast, model, activityW, level } = resources;
  const [first, last] = binsOf(resources, activity);
  for (let b = first; b < last; b += 1) {
    const et = forecast.fromEt + b * BIN_S;
    if (asleep(resources, b)) return { kind: 'sleep', et };
    const drawn = (baseJ(resources, b, level[b]!) + resources.warmJ[b]!) / BIN_S + activityW[b]!;
    const freeW = forecast.leastW[b]! + model.battery.maxDischargeW - drawn;
    if (powerIn(resources, b, activity) > freeW) return { kind: 'power', et, freeW };
  }
  if (kindOnly && first >= forecast.silentFrom) {
    // nothing leaves the store from here on: all that comes is in it at the end, and no walk through the bins is needed to see that
    const endBit = resources.storeBit[forecast.bins]! + dataIn(activity, Math.min(activity.durationS, (forecast.bins - first) * BIN_S)); // prettier-ignore
    if (endBit > model.storeCapacityBit * (1 + 1e-6)) return { kind: 'store', et: forecast.fromEt + forecast.bins * BIN_S, fraction: endBit / model.storeCapacityBit }; // prettier-ignore
  }
  return forwardShortage(resources, activity, first, last);
}

/** What an activity has taken only shrinks after its end: when everything that follows can spare it, there is no need to look further. */
function isSafe(resources: Resources, edge: number, course: Course): boolean {
  const { energyJ, storeBit, slackJ, peakBit, dearestJBit, model } = resources;
  const bits = course.storeBit - storeBit[edge]!;
  const taken = energyJ[edge]! - course.energyJ + bits * dearestJBit;
  if (taken === 0 && bits === 0) return true;
  return taken <= slackJ[edge]! && !overfills(model, peakBit[edge]! + bits);
}

/** Rounding of sums of pieces must not make a store that is filled to its brim too full. */
function overfills(model: StationModel, bit: number): boolean {
  return bit > model.storeCapacityBit * (1 + 1e-9);
}

function forwardShortage(resources: Resources, activity: Footprint, first: number, last: number): Shortage | null {
  const { forecast, model, energyJ, keepJ, capacityJ } = resources;
  let course: Course = { energyJ: energyJ[first]!, storeBit: resources.storeBit[first]!, topBit: 0 };
  for (let b = first; b < forecast.bins; b += 1) {
    if (b >= last && isSafe(resources, b, course)) return null;
    course = through(resources, b, course, activity);
    const et = forecast.fromEt + (b + 1) * BIN_S;
    const fraction = course.topBit / model.storeCapacityBit;
    if (overfills(model, course.topBit)) return { kind: 'store', et, fraction };
    // where the battery is too low anyway, an activity must not make it worse
    if (course.energyJ < keepJ[b + 1]! && course.energyJ < energyJ[b + 1]! - 1)
      return { kind: 'battery', et, fraction: course.energyJ / capacityJ };
  }
  return null;
}

/** Battery and store at an edge, and the fullest store in the bin before it. */
interface Course {
  readonly energyJ: number;
  readonly storeBit: number;
  readonly topBit: number;
}

/** Through a bin of the plan with one activity more. */
function through(resources: Resources, bin: number, from: Course, activity: Footprint): Course {
  const { forecast, activityJ, warmJ, level } = resources;
  const share = overlapS(resources, bin, activity);
  const part = share > 0 && share < BIN_S ? inflowOf(resources, bin, activity) : null;
  const flow = flowOf(resources, bin, from.storeBit, share === BIN_S ? dataIn(activity, BIN_S) : 0, part);
  const load =
    baseJ(resources, bin, level[bin]!) +
    warmJ[bin]! +
    activityJ[bin]! +
    energyIn(resources, bin, activity, share) +
    flow.linkJ;
  const energyJ = nextEnergy(resources, from.energyJ, forecast.generationJ[bin]! - load);
  return { energyJ, storeBit: flow.storeBit, topBit: flow.topBit };
}

/** The bottom of the fall under what is to be kept that an activity would cause, which begins at `fromEt`. */
export function lowestAfter(
  resources: Resources,
  activity: Footprint,
  fromEt: number,
): { readonly et: number; readonly fraction: number } {
  const { forecast, keepJ, capacityJ } = resources;
  const [first] = binsOf(resources, activity);
  let course: Course = { energyJ: resources.energyJ[first]!, storeBit: resources.storeBit[first]!, topBit: 0 };
  let lowest = { et: fromEt, fraction: Infinity };
  for (let b = first; b < forecast.bins; b += 1) {
    course = through(resources, b, course, activity);
    const et = forecast.fromEt + (b + 1) * BIN_S;
    if (et < fromEt) continue;
    if (course.energyJ >= keepJ[b + 1]!) break;
    const fraction = course.energyJ / capacityJ;
    if (fraction < lowest.fraction) lowest = { et, fraction };
  }
  return lowest;
}

/** True when the Sun alone would carry the activity. */
export function inSurplus(resources: Resources, activity: Footprint): boolean {
  const { forecast, level, activityJ } = resources;
  const [first, last] = binsOf(resources, activity);
  for (let b = first; b < last; b += 1) {
    const load =
      baseJ(resources, b, level[b]!) + resources.warmJ[b]! + activityJ[b]! + powerIn(resources, b, activity) * BIN_S;
    if (forecast.generationJ[b]! < load) return false;
  }
  return true;
}
