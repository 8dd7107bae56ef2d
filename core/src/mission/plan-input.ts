import { designBeliefs, relaxedBound, valueBound, type PlanInput, type Request, type ShareGoal, type SolveLp } from '../autonomy/index.ts'; // prettier-ignore
import type { Programme } from '../programme/index.ts';
import type { Curve, Environment, StationSpec } from '../station/index.ts';
import { stationModel, storedAtStartJ } from './operate-model.ts';

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
    batteryJ: storedAtStartJ(station),
    storeBit: 0,
    ...(model.robots && { robotsJ: chargedAtStartJ(station) }),
    coldJ: 0,
    requests,
    running: [],
    ...(shareGoals && { shareGoals }),
    utc,
  };
}

function chargedAtStartJ({ robots = [] }: StationSpec): Record<string, number> {
  return Object.fromEntries(robots.map(({ id, cell }) => [id, cell.capacityJ * cell.initialFraction]));
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
 * An upper bound on the science value that any policy can measure in a mission, its data sent or kept in the store, whatever it decides and however it is lucky: that of the plan's relaxation, for a station that is easier:
 *
 * - its equipment needs no heating (it may still be warm from the day, and what runs warms it);
 * - its reactors run at their full level from the first hour on (a policy may raise them);
 * - with several storages, nothing is lost by charging (the order of use is the policy's) and nothing drawn standing by;
 * - its robots, with what they carry, cost the bus nothing (a policy may charge them before, and one that sleeps or works draws nothing); what a full one cannot carry to its end nobody brings home.
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
  const input = planInputOf({ ...mission, station: easiestStation(mission.station) });
  const nothing: Curve = { et: [input.model.startEt, input.model.endEt], values: [0, 0] };
  const several = (mission.station.storages?.length ?? 0) > 0;
  const battery = several ? { ...input.model.battery, chargeEfficiency: 1 } : input.model.battery;
  const model = { ...input.model, battery, heatersAwake: nothing, heatersAsleep: nothing };
  return { ...input, model };
}

function easiestStation(station: StationSpec): StationSpec {
  const { fission, storages, robots } = station;
  return {
    ...station,
    ...(fission && { fission: fission.map((reactor) => ({ ...reactor, initialLevel: 1 })) }),
    ...(storages && { storages: storages.map((storage) => ({ ...storage, standbyW: 0 })) }),
    ...(robots && { robots: robots.map((robot) => ({ ...robot, idleW: 0 })) }),
  };
}
