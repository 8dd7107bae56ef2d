import { BIN_S, ROUNDING_S } from './bins.ts';
import type { Inflow } from './data-flow.ts';
import type { Request } from './request.ts';
import type { Resources } from './resources.ts';
import type { StationModel } from './station-model.ts';
import { busPowerW, rechargeAfter, robotOf, type Recharge } from './supply.ts';

/** What an activity would add to each bin it touches. */
export interface Footprint {
  readonly startEt: number;
  readonly durationS: number;
  /** On the bus. */
  readonly powerW: number;
  readonly dataBit: number;
  /** Of the robot that has carried it, when it is over. */
  readonly recharge?: Recharge;
}

/** What a request would add when it begins then. */
export function footprintAt(model: StationModel, request: Request, startEt: number): Footprint {
  const { durationS, powerW, dataBit } = request;
  if (model.supply === undefined) return { startEt, durationS, powerW, dataBit };
  const robot = robotOf(model, request);
  const footprint = { startEt, durationS, powerW: busPowerW(model, request), dataBit };
  return robot === null ? footprint : { ...footprint, recharge: rechargeAfter(robot, request) };
}

/** From its start until nothing of it is left, the recharge of its robot with it. */
export function wholeS({ durationS, recharge }: Footprint): number {
  return recharge === undefined ? durationS : durationS + recharge.durationS;
}

/** Seconds of the bin that the activity takes; all of it where only the rounding of times is missing. */
export function overlapS(
  resources: Resources,
  bin: number,
  activity: Pick<Footprint, 'startEt' | 'durationS'>,
): number {
  const from = resources.forecast.fromEt + bin * BIN_S;
  const end = activity.startEt + activity.durationS;
  const seconds = Math.max(0, Math.min(end, from + BIN_S) - Math.max(activity.startEt, from));
  return seconds > BIN_S - ROUNDING_S ? BIN_S : seconds;
}

export function binsOf(resources: Resources, activity: Footprint): readonly [number, number] {
  const { fromEt, bins } = resources.forecast;
  const first = Math.max(0, Math.floor((activity.startEt - fromEt) / BIN_S + 1e-9));
  const last = Math.ceil((activity.startEt + wholeS(activity) - fromEt) / BIN_S - 1e-9);
  return [first, Math.min(bins, last)];
}

/** Seconds of the bin in which its robot charges. */
function rechargeS(resources: Resources, bin: number, { startEt, durationS, recharge }: Footprint): number {
  if (recharge === undefined) return 0;
  return overlapS(resources, bin, { startEt: startEt + durationS, durationS: recharge.durationS });
}

/** Energy from the bus in a bin in which it runs for `seconds`, J. */
export function energyIn(resources: Resources, bin: number, activity: Footprint, seconds: number): number {
  const { powerW, recharge } = activity;
  if (recharge === undefined) return powerW * seconds;
  return powerW * seconds + recharge.powerW * rechargeS(resources, bin, activity);
}

/** The most that it draws from the bus at any instant of a bin that it touches, W. */
export function powerIn(resources: Resources, bin: number, activity: Footprint): number {
  const { powerW, recharge } = activity;
  if (recharge === undefined) return powerW;
  return Math.max(powerW, rechargeS(resources, bin, activity) > 0 ? recharge.powerW : 0);
}

export function dataIn({ dataBit, durationS }: Footprint, seconds: number): number {
  return (dataBit * seconds) / durationS;
}

export function inflowOf(resources: Resources, bin: number, activity: Footprint): Inflow {
  const from = resources.forecast.fromEt + bin * BIN_S;
  const fromS = Math.max(0, activity.startEt - from);
  return { fromS, toS: fromS + overlapS(resources, bin, activity), rateBitS: dataIn(activity, 1) };
}
