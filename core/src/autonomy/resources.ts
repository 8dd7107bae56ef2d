import { flowThroughBin, type BinFlow, type Inflow } from './data-flow.ts';
import { BIN_S, ROUNDING_S } from './bins.ts';
import { type Forecast } from './forecast.ts';
import type { StationModel } from './station-model.ts';

/** Battery and store over the horizon under a schedule of load levels and the activities placed so far, by bins. */
export interface Resources {
  readonly forecast: Forecast;
  readonly model: StationModel;
  readonly capacityJ: number;
  /** Load level of each bin. */
  readonly level: Uint8Array;
  /** Loads and heaters by level and bin, J. */
  readonly baseByLevelJ: readonly Float64Array[];
  /** Activities only. */
  readonly activityJ: Float64Array;
  readonly activityW: Float64Array;
  /** Data of activities that run through the whole bin, and of those that take a part of it. */
  readonly dataBit: Float64Array;
  readonly inflows: (readonly Inflow[])[];
  /** At bin edges. */
  readonly energyJ: Float64Array;
  readonly storeBit: Float64Array;
  /** Fullest store inside each bin. */
  readonly topBit: Float64Array;
  /** Heat that the equipment lacks to its operating temperature, and what heaters give towards it in each bin. */
  readonly coldJ: Float64Array;
  readonly warmJ: Float64Array;
  /** The battery must not be planned below this at the edge. */
  readonly keepJ: Float64Array;
  /** From each edge on: least energy above what is to be kept, and fullest store. */
  readonly slackJ: Float64Array;
  readonly peakBit: Float64Array;
  /** Most energy that a bit takes on its way to Earth, at the battery. */
  readonly dearestJBit: number;
}

export function createResources(
  model: StationModel,
  forecast: Forecast,
  capacityJ: number,
  energyJ: number,
  storeBit: number,
  coldJ: number,
): Resources {
  const { bins } = forecast;
  const floorJ = model.battery.floorFraction * capacityJ;
  // with less than the reserve in hand, half of what is left is kept
  const reserveJ = Math.min(model.reserveFraction * capacityJ, Math.max(0, (energyJ - floorJ) / 2));
  const resources: Resources = {
    forecast,
    model,
    capacityJ,
    level: new Uint8Array(bins),
    baseByLevelJ: baseOfLevels(model, forecast),
    activityJ: new Float64Array(bins),
    activityW: new Float64Array(bins),
    dataBit: new Float64Array(bins),
    inflows: Array.from({ length: bins }, () => []),
    energyJ: new Float64Array(bins + 1),
    storeBit: new Float64Array(bins + 1),
    topBit: new Float64Array(bins),
    coldJ: new Float64Array(bins + 1),
    warmJ: new Float64Array(bins),
    keepJ: new Float64Array(bins + 1).fill(floorJ + reserveJ),
    slackJ: new Float64Array(bins + 1).fill(NaN),
    peakBit: new Float64Array(bins + 1).fill(NaN),
    dearestJBit: dearestBit(model),
  };
  resources.energyJ[0] = Math.min(energyJ, capacityJ);
  resources.storeBit[0] = storeBit;
  resources.coldJ[0] = coldJ;
  recompute(resources, 0);
  return resources;
}

/** A copy that later changes do not touch. */
export function copyResources(resources: Resources): Resources {
  return {
    ...resources,
    level: resources.level.slice(),
    activityJ: resources.activityJ.slice(),
    activityW: resources.activityW.slice(),
    dataBit: resources.dataBit.slice(),
    inflows: resources.inflows.slice(),
    energyJ: resources.energyJ.slice(),
    storeBit: resources.storeBit.slice(),
    topBit: resources.topBit.slice(),
    coldJ: resources.coldJ.slice(),
    warmJ: resources.warmJ.slice(),
    slackJ: resources.slackJ.slice(),
    peakBit: resources.peakBit.slice(),
  };
}

export function asleep(resources: Resources, bin: number): boolean {
  return resources.level[bin] === resources.model.levels.length - 1;
}

/** Loads and heaters of a bin on a level, J. */
export function baseJ({ baseByLevelJ }: Resources, bin: number, level: number): number {
  return baseByLevelJ[level]![bin]!;
}

/** What has taken the place of another in the store may leave later, over a dearer link. */
function dearestBit({ links, battery }: StationModel): number {
  const dearest = links.reduce((most, { powerW, rateBitS }) => (rateBitS > 0 ? Math.max(most, powerW / rateBitS) : most), 0); // prettier-ignore
  return dearest / battery.dischargeEfficiency;
}

function baseOfLevels(model: StationModel, forecast: Forecast): Float64Array[] {
  return model.levels.map(({ powerW }, level) => {
    const heat = level === model.levels.length - 1 ? forecast.heatAsleepJ : forecast.heatAwakeJ;
    return heat.map((heatJ) => heatJ + powerW * BIN_S);
  });
}

const SILENT: readonly never[] = [];

/** The store through a bin with what is booked and `moreBit` through the whole of it or `more` in a part. */
function flowOf(resources: Resources, bin: number, storeBit: number, moreBit: number, more: Inflow | null): BinFlow {
  const booked = resources.inflows[bin]!;
  const inflows = more === null ? booked : [...booked, more];
  const outlets = asleep(resources, bin) ? SILENT : resources.forecast.outlets[bin]!;
  return flowThroughBin(outlets, storeBit, resources.dataBit[bin]! + moreBit, inflows);
}

/** Stored energy at the end of a bin that brings `netJ` to the bus. */
export function nextEnergy(resources: Resources, energyJ: number, netJ: number): number {
  const { chargeEfficiency, dischargeEfficiency, maxChargeW } = resources.model.battery;
  if (netJ < 0) return Math.max(0, energyJ + netJ / dischargeEfficiency);
  return Math.min(resources.capacityJ, energyJ + chargeEfficiency * Math.min(netJ, maxChargeW * BIN_S));
}

/**
 * Battery, store and warmth from a bin on, after levels or activities of bins in `[fromBin, changedTo)` have changed: at least to there, then until all courses are the
 * old ones again, since the rest follows from them.
 */
export function recompute(resources: Resources, fromBin: number, changedTo = resources.forecast.bins): void {
  const { energyJ, storeBit, topBit, coldJ, warmJ, activityJ, level, baseByLevelJ, forecast } = resources;
  const { bins, generationJ } = forecast;
  for (let b = fromBin; b < bins; b += 1) {
    const energy = energyJ[b + 1]!;
    const store = storeBit[b + 1]!;
    const cold = coldJ[b + 1]!;
    warm(resources, b);
    const flow = flowOf(resources, b, storeBit[b]!, 0, null);
    storeBit[b + 1] = flow.storeBit;
    topBit[b] = flow.topBit;
    const load = baseByLevelJ[level[b]!]![b]! + warmJ[b]! + activityJ[b]! + flow.linkJ;
    energyJ[b + 1] = nextEnergy(resources, energyJ[b]!, generationJ[b]! - load);
    if (b + 1 >= changedTo && energyJ[b + 1] === energy && storeBit[b + 1] === store && coldJ[b + 1] === cold)
      return lookBack(resources, fromBin, b + 1);
  }
  lookBack(resources, fromBin, bins);
}

/** Brings `slackJ` and `peakBit` up to date where energy and store have changed between two edges. */
function lookBack(
  { energyJ, storeBit, topBit, keepJ, slackJ, peakBit }: Resources,
  fromEdge: number,
  toEdge: number,
): void {
  for (let b = toEdge; b >= 0; b -= 1) {
    const last = b === energyJ.length - 1;
    const slack = Math.min(energyJ[b]! - keepJ[b]!, last ? Infinity : slackJ[b + 1]!);
    const peak = last ? storeBit[b]! : Math.max(topBit[b]!, peakBit[b + 1]!);
    if (b < fromEdge && slack === slackJ[b] && peak === peakBit[b]) return;
    slackJ[b] = slack;
    peakBit[b] = peak;
  }
}

/** Equipment cools in sleep and is warmed again after it, at what the heaters have beyond holding the temperature. */
function warm(resources: Resources, bin: number): void {
  const { coldJ, warmJ, forecast, model } = resources;
  const { fullJ, heaterW, coolW } = model.warmUp;
  const sleeps = asleep(resources, bin);
  const spare = Math.max(0, heaterW * BIN_S - forecast.heatAwakeJ[bin]!);
  warmJ[bin] = sleeps ? 0 : Math.min(coldJ[bin]!, spare);
  coldJ[bin + 1] = sleeps ? Math.min(fullJ, coldJ[bin]! + coolW * BIN_S) : coldJ[bin]! - warmJ[bin]!;
}

/** What an activity would add to each bin it touches. */
export interface Footprint {
  readonly startEt: number;
  readonly durationS: number;
  readonly powerW: number;
  readonly dataBit: number;
}

export type Shortage =
  | { readonly kind: 'power'; readonly et: number; readonly freeW: number }
  | { readonly kind: 'sleep'; readonly et: number }
  | { readonly kind: 'store'; readonly et: number; readonly fraction: number }
  | { readonly kind: 'battery'; readonly et: number; readonly fraction: number };

/** Seconds of the bin that the activity takes; all of it where only the rounding of times is missing. */
function overlapS(resources: Resources, bin: number, activity: Footprint): number {
  const from = resources.forecast.fromEt + bin * BIN_S;
  const end = activity.startEt + activity.durationS;
  const seconds = Math.max(0, Math.min(end, from + BIN_S) - Math.max(activity.startEt, from));
  return seconds > BIN_S - ROUNDING_S ? BIN_S : seconds;
}

function binsOf(resources: Resources, activity: Footprint): readonly [number, number] {
  const { fromEt, bins } = resources.forecast;
  const first = Math.max(0, Math.floor((activity.startEt - fromEt) / BIN_S + 1e-9));
  const last = Math.ceil((activity.startEt + activity.durationS - fromEt) / BIN_S - 1e-9);
  return [first, Math.min(bins, last)];
}

/**
 * What stands in the way of an activity, or null when it fits: power and sleep while it runs; store and battery from its start until their courses are the old
 * ones again (battery full in both, store empty in both), so the next night is looked at as far as it is changed.
 */
export function shortageOf(resources: Resources, activity: Footprint): Shortage | null {
  const { forecast, model, activityW, level } = resources;
  const [first, last] = binsOf(resources, activity);
  for (let b = first; b < last; b += 1) {
    const et = forecast.fromEt + b * BIN_S;
    if (asleep(resources, b)) return { kind: 'sleep', et };
    const drawn = (baseJ(resources, b, level[b]!) + resources.warmJ[b]!) / BIN_S + activityW[b]!;
    const freeW = forecast.leastW[b]! + model.battery.maxDischargeW - drawn;
    if (activity.powerW > freeW) return { kind: 'power', et, freeW };
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
    baseJ(resources, bin, level[bin]!) + warmJ[bin]! + activityJ[bin]! + activity.powerW * share + flow.linkJ;
  const energyJ = nextEnergy(resources, from.energyJ, forecast.generationJ[bin]! - load);
  return { energyJ, storeBit: flow.storeBit, topBit: flow.topBit };
}

function dataIn({ dataBit, durationS }: Footprint, seconds: number): number {
  return (dataBit * seconds) / durationS;
}

function inflowOf(resources: Resources, bin: number, activity: Footprint): Inflow {
  const from = resources.forecast.fromEt + bin * BIN_S;
  const fromS = Math.max(0, activity.startEt - from);
  return { fromS, toS: fromS + overlapS(resources, bin, activity), rateBitS: dataIn(activity, 1) };
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
    const load = baseJ(resources, b, level[b]!) + resources.warmJ[b]! + activityJ[b]! + activity.powerW * BIN_S;
    if (forecast.generationJ[b]! < load) return false;
  }
  return true;
}

/** Enters (`sign` 1) or takes out (-1) an activity and follows its consequences. */
export function book(resources: Resources, activity: Footprint, sign: 1 | -1): void {
  const [first, last] = binsOf(resources, activity);
  for (let b = first; b < last; b += 1) addToBin(resources, b, activity, sign);
  recompute(resources, first, last);
}

function addToBin(resources: Resources, b: number, activity: Footprint, sign: 1 | -1): void {
  const share = overlapS(resources, b, activity);
  resources.activityJ[b]! += sign * activity.powerW * share;
  resources.activityW[b]! += sign * activity.powerW;
  if (share === BIN_S) resources.dataBit[b]! += sign * dataIn(activity, BIN_S);
  else if (activity.dataBit > 0) resources.inflows[b] = changed(resources.inflows[b]!, inflowOf(resources, b, activity), sign); // prettier-ignore
}

/**
 * Sums the bins that any of `touched` touches anew, from all activities in the order given: what was put in and taken out leaves no rounding behind, and the result is to the bit
 * that of a sum from nothing in this order.
 */
export function rebook(resources: Resources, activities: readonly Footprint[], touched: readonly Footprint[]): void {
  const ranges = touched.map((one) => binsOf(resources, one));
  const first = Math.min(...ranges.map(([from]) => from));
  const last = Math.max(...ranges.map(([, to]) => to));
  if (!(first < last)) return;
  resources.activityJ.fill(0, first, last);
  resources.activityW.fill(0, first, last);
  resources.dataBit.fill(0, first, last);
  resources.inflows.fill([], first, last);
  for (const activity of activities) {
    const [from, to] = binsOf(resources, activity);
    for (let b = Math.max(first, from); b < Math.min(last, to); b += 1) addToBin(resources, b, activity, 1);
  }
  recompute(resources, first, last);
}

/** Makes resources what they were when `copy` was made of them. */
export function restoreResources(resources: Resources, copy: Resources): void {
  resources.level.set(copy.level);
  for (const name of CHANGING) resources[name].set(copy[name]);
  copy.inflows.forEach((inflows, b) => (resources.inflows[b] = inflows));
}

const CHANGING = ['activityJ', 'activityW', 'dataBit', 'energyJ', 'storeBit', 'topBit', 'coldJ', 'warmJ', 'slackJ', 'peakBit'] as const; // prettier-ignore

function changed(inflows: readonly Inflow[], inflow: Inflow, sign: 1 | -1): readonly Inflow[] {
  if (sign === 1) return [...inflows, inflow];
  const at = inflows.findIndex(
    ({ fromS, toS, rateBitS }) => fromS === inflow.fromS && toS === inflow.toS && rateBitS === inflow.rateBitS,
  );
  return inflows.filter((_, i) => i !== at);
}
