import { BIN_S } from './bins.ts';
import type { Inflow } from './data-flow.ts';
import { binsOf, dataIn, energyIn, inflowOf, overlapS, powerIn, type Footprint } from './footprint.ts';
import { recompute, type Resources } from './resources.ts';

/** Enters (`sign` 1) or takes out (-1) an activity and follows its consequences. */
export function book(resources: Resources, activity: Footprint, sign: 1 | -1): void {
  const [first, last] = binsOf(resources, activity);
  for (let b = first; b < last; b += 1) addToBin(resources, b, activity, sign);
  recompute(resources, first, last);
}

function addToBin(resources: Resources, b: number, activity: Footprint, sign: 1 | -1): void {
  const share = overlapS(resources, b, activity);
  resources.activityJ[b]! += sign * energyIn(resources, b, activity, share);
  resources.activityW[b]! += sign * powerIn(resources, b, activity);
  if (share === BIN_S) resources.dataBit[b]! += sign * dataIn(activity, BIN_S);
  else if (activity.dataBit > 0 && (share > 0 || activity.recharge === undefined)) resources.inflows[b] = changed(resources.inflows[b]!, inflowOf(resources, b, activity), sign); // prettier-ignore
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

function changed(inflows: readonly Inflow[], inflow: Inflow, sign: 1 | -1): readonly Inflow[] {
  if (sign === 1) return [...inflows, inflow];
  const at = inflows.findIndex(
    ({ fromS, toS, rateBitS }) => fromS === inflow.fromS && toS === inflow.toS && rateBitS === inflow.rateBitS,
  );
  return inflows.filter((_, i) => i !== at);
}
