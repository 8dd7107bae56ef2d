import { BIN_S, ROUNDING_S } from './bins.ts';
import type { Inflow } from './data-flow.ts';
import type { Resources } from './resources.ts';

/** What an activity would add to each bin it touches. */
export interface Footprint {
  readonly startEt: number;
  readonly durationS: number;
  readonly powerW: number;
  readonly dataBit: number;
}

/** What a request would add when it begins then. */
export function footprintAt({ durationS, powerW, dataBit }: Omit<Footprint, 'startEt'>, startEt: number): Footprint {
  return { startEt, durationS, powerW, dataBit };
}

/** Seconds of the bin that the activity takes; all of it where only the rounding of times is missing. */
export function overlapS(resources: Resources, bin: number, activity: Footprint): number {
  const from = resources.forecast.fromEt + bin * BIN_S;
  const end = activity.startEt + activity.durationS;
  const seconds = Math.max(0, Math.min(end, from + BIN_S) - Math.max(activity.startEt, from));
  return seconds > BIN_S - ROUNDING_S ? BIN_S : seconds;
}

export function binsOf(resources: Resources, activity: Footprint): readonly [number, number] {
  const { fromEt, bins } = resources.forecast;
  const first = Math.max(0, Math.floor((activity.startEt - fromEt) / BIN_S + 1e-9));
  const last = Math.ceil((activity.startEt + activity.durationS - fromEt) / BIN_S - 1e-9);
  return [first, Math.min(bins, last)];
}

export function dataIn({ dataBit, durationS }: Footprint, seconds: number): number {
  return (dataBit * seconds) / durationS;
}

export function inflowOf(resources: Resources, bin: number, activity: Footprint): Inflow {
  const from = resources.forecast.fromEt + bin * BIN_S;
  const fromS = Math.max(0, activity.startEt - from);
  return { fromS, toS: fromS + overlapS(resources, bin, activity), rateBitS: dataIn(activity, 1) };
}
