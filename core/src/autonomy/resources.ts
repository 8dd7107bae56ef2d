import { flowThroughBin, type BinFlow, type Inflow } from './data-flow.ts';
import { BIN_S } from './bins.ts';
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
  /** Robots that are at work or charge at the start, until they are full. */
  readonly charging: readonly { readonly robotId: string; readonly by: string; readonly untilEt: number }[];
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

/** With one load level throughout, and nothing placed. */
export function createResources(
  model: StationModel,
  forecast: Forecast,
  capacityJ: number,
  energyJ: number,
  storeBit: number,
  coldJ: number,
  level = 0,
): Resources {
  const { bins } = forecast;
  const floorJ = model.battery.floorFraction * capacityJ;
  // with less than the reserve in hand, half of what is left is kept
  const reserveJ = Math.min(model.reserveFraction * capacityJ, Math.max(0, (energyJ - floorJ) / 2));
  const resources: Resources = {
    forecast,
    model,
    capacityJ,
    level: new Uint8Array(bins).fill(level),
    baseByLevelJ: baseOfLevels(model, forecast),
    activityJ: new Float64Array(bins),
    activityW: new Float64Array(bins),
    dataBit: new Float64Array(bins),
    inflows: Array.from({ length: bins }, () => []),
    charging: [],
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
export function flowOf(
  resources: Resources,
  bin: number,
  storeBit: number,
  moreBit: number,
  more: Inflow | null,
): BinFlow {
  const outlets = asleep(resources, bin) ? SILENT : resources.forecast.outlets[bin]!;
  return flowThroughBin(outlets, storeBit, resources.dataBit[bin]! + moreBit, resources.inflows[bin]!, more);
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
  const { energyJ, storeBit, coldJ } = resources;
  const { bins } = resources.forecast;
  for (let b = fromBin; b < bins; b += 1) {
    const energy = energyJ[b + 1]!;
    const store = storeBit[b + 1]!;
    const cold = coldJ[b + 1]!;
    through(resources, b);
    if (b + 1 >= changedTo && energyJ[b + 1] === energy && storeBit[b + 1] === store && coldJ[b + 1] === cold)
      return lookBack(resources, fromBin, b + 1);
  }
  lookBack(resources, fromBin, bins);
}

/** As {@link recompute}, for somebody who only wants to see how the courses go up to the end of a bin: what follows is left as it was until then. */
export function preview(resources: Resources, fromBin: number, toBin: number): void {
  for (let b = fromBin; b < toBin; b += 1) through(resources, b);
}

function through(resources: Resources, b: number): void {
  const { energyJ, storeBit, topBit, warmJ, activityJ, level, baseByLevelJ, forecast } = resources;
  warm(resources, b);
  const flow = flowOf(resources, b, storeBit[b]!, 0, null);
  storeBit[b + 1] = flow.storeBit;
  topBit[b] = flow.topBit;
  const load = baseByLevelJ[level[b]!]![b]! + warmJ[b]! + activityJ[b]! + flow.linkJ;
  energyJ[b + 1] = nextEnergy(resources, energyJ[b]!, forecast.generationJ[b]! - load);
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

/** Makes resources what they were when `copy` was made of them. */
export function restoreResources(resources: Resources, copy: Resources): void {
  resources.level.set(copy.level);
  for (const name of CHANGING) resources[name].set(copy[name]);
  copy.inflows.forEach((inflows, b) => (resources.inflows[b] = inflows));
}

const CHANGING = ['activityJ', 'activityW', 'dataBit', 'energyJ', 'storeBit', 'topBit', 'coldJ', 'warmJ', 'slackJ', 'peakBit'] as const; // prettier-ignore
