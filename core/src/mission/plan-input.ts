import { designBeliefs, relaxedBound, valueBound, type PlanInput, type Request, type ShareGoal, type SolveLp } from '../autonomy/index.ts'; // prettier-ignore
import type { Programme } from '../programme/index.ts';
import type { Curve, Environment, StationSpec } from '../station/index.ts';
import { stationModel } from './operate-model.ts';

/** A mission before its first hour: the station as designed and full of what it begins with, all requests of the programme, the whole time. */
export interface PlanOfMission {
  readonly station: StationSpec;
  readonly environment: Environment;
  readonly requests: readonly Request[];
  readonly shareGoals?: readonly ShareGoal[];
  /** UTC with seconds of an et. */
  readonly utc: (et: number) => string;
}

export function planInputOf({ station, environment, requests, shareGoals, utc }: PlanOfMission): PlanInput {
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
    ...(shareGoals && { shareGoals }),
    utc,
  };
}

/** The least parts of partners that the agreements of a programme name. */
export function shareGoalsOf({ agreements }: Pick<Programme, 'agreements'>): ShareGoal[] {
  return agreements.flatMap(({ minimumShares }) =>
    Object.entries(minimumShares?.shares ?? {}).map(([ownerId, { si }]) => ({
      ownerId,
      of: minimumShares!.of,
      atLeast: si,
    })),
  );
}

/** Of the relaxation: about a second for a year. */
const COLUMNS = 10_000;

/**
 * An upper bound on the science value that any policy can bring home from a mission, whatever it decides and however it is lucky: that of the plan's relaxation, for a station whose
 * equipment needs no heating (it may still be warm from the day, and what runs warms it), whose reactors run at their full level from the first hour on (a policy may raise them), and which,
 * with several storages, loses nothing by charging (the order of use is the policy's).
 *
 * @param solveLp without it the sum of what could run alone
 */
export function missionBound(mission: PlanOfMission, solveLp?: SolveLp): number {
  return boundOf(easiestPlan(mission), solveLp);
}

export function boundOf(input: PlanInput, solveLp?: SolveLp): number {
  return solveLp === undefined ? valueBound(input) : relaxedBound(input, solveLp, { mostColumns: COLUMNS }).bound;
}

/** What no policy can find easier: see {@link missionBound}. */
export function easiestPlan(mission: PlanOfMission): PlanInput {
  const { fission = [] } = mission.station;
  const raised = fission.map((reactor) => ({ ...reactor, initialLevel: 1 }));
  const input = planInputOf({
    ...mission,
    station: { ...mission.station, ...(fission.length > 0 && { fission: raised }) },
  });
  const nothing: Curve = { et: [input.model.startEt, input.model.endEt], values: [0, 0] };
  const several = (mission.station.storages?.length ?? 0) > 0;
  const battery = several ? { ...input.model.battery, chargeEfficiency: 1 } : input.model.battery;
  const model = { ...input.model, battery, heatersAwake: nothing, heatersAsleep: nothing };
  return { ...input, model };
}
