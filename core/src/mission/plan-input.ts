import { designBeliefs, relaxedBound, valueBound, type PlanInput, type Request, type SolveLp } from '../autonomy/index.ts'; // prettier-ignore
import type { Curve, Environment, StationSpec } from '../station/index.ts';
import { stationModel } from './operate-model.ts';

/** A mission before its first hour: the station as designed and full of what it begins with, all requests of the programme, the whole time. */
export interface PlanOfMission {
  readonly station: StationSpec;
  readonly environment: Environment;
  readonly requests: readonly Request[];
  /** UTC with seconds of an et. */
  readonly utc: (et: number) => string;
}

export function planInputOf({ station, environment, requests, utc }: PlanOfMission): PlanInput {
  const model = stationModel(station, environment);
  const { startEt, endEt } = environment;
  return {
    model,
    beliefs: designBeliefs(model),
    nowEt: startEt,
    horizonS: endEt - startEt,
    batteryJ: model.battery.capacityJ * station.battery.initialFraction,
    storeBit: 0,
    coldJ: 0,
    requests,
    running: [],
    utc,
  };
}

/** Of the relaxation: about a second for a year. */
const COLUMNS = 10_000;

/**
 * An upper bound on the science value that any policy can bring home from a mission, whatever it decides and however it is lucky: that of the plan's relaxation, for a station whose
 * equipment needs no heating (it may still be warm from the day, and what runs warms it) and which, with several storages, loses nothing by charging (the order of use is the policy's).
 *
 * @param solveLp without it the sum of what could run alone
 */
export function missionBound(mission: PlanOfMission, solveLp?: SolveLp): number {
  const input = planInputOf(mission);
  const nothing: Curve = { et: [input.model.startEt, input.model.endEt], values: [0, 0] };
  const several = (mission.station.storages?.length ?? 0) > 0;
  const battery = several ? { ...input.model.battery, chargeEfficiency: 1 } : input.model.battery;
  const model = { ...input.model, battery, heatersAwake: nothing, heatersAsleep: nothing };
  const best = { ...input, model };
  return solveLp === undefined ? valueBound(best) : relaxedBound(best, solveLp, COLUMNS).bound;
}
