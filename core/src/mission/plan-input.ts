import { designBeliefs, relaxedBound, valueBound, type PlanInput, type Request, type ShareGoal, type SolveLp } from '../autonomy/index.ts'; // prettier-ignore
import type { Programme } from '../programme/index.ts';
import { agedFraction, curveAt, type Curve, type Environment, type StationSpec } from '../station/index.ts';
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
 * - its loads behind feeders draw nothing (a policy may open these), and nothing at all is drawn after the end of the mission;
 * - its battery is kept over the floor that it would have when it had aged as much as it can (the floor is a share of what is left);
 * - with several storages, nothing is lost by charging, and where another gives back more than the battery it gains so much (the order of use is the policy's); nothing is drawn standing by;
 * - its robots, with what they carry, cost the bus nothing (a policy may charge them before, and one that sleeps or works draws nothing); what a full one cannot carry to its end nobody brings home.
 *
 * It holds for policies that keep the bus and the battery's floor, run each execution with the power and data that were asked for, on one link at a time, and keep the essential loads awake while anything runs or sends; without faults
 * (`clairvoyantBound` knows them): a load that dies or a crew that stays away leaves power that nobody could count on.
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
  const { startEt, endEt } = mission.environment;
  const input = planInputOf({ ...mission, station: easiestStation(mission.station, endEt - startEt) });
  const nothing: Curve = { et: [input.model.startEt, input.model.endEt], values: [0, 0] };
  const { storages = [] } = mission.station;
  const battery = storages.length > 0 ? { ...input.model.battery, chargeEfficiency: bestGain(mission.station) } : input.model.battery; // prettier-ignore
  const model = { ...input.model, battery, heatersAwake: nothing, heatersAsleep: nothing, steady: silentAfterEnd(input) }; // prettier-ignore
  return { ...input, model };
}

/** What a joule from the bus can be worth, counted in energy of the battery: a storage with less loss on the way out is worth more. */
function bestGain({ battery, storages = [] }: StationSpec): number {
  const gains = storages.map(({ cell }) => (cell.chargeEfficiency * cell.dischargeEfficiency) / battery.dischargeEfficiency); // prettier-ignore
  return Math.max(1, ...gains);
}

const HOUR_S = 3600;

/** The forecast has whole hours: what a sleeping station would draw in the rest of the last one comes from nowhere. */
function silentAfterEnd({ model: { steady, levels, startEt, endEt } }: PlanInput): Curve {
  if ((endEt - startEt) % HOUR_S === 0) return steady;
  const beforeEt = endEt - 1e-3;
  const before = Array.from(steady.et, (et, i) => [et, steady.values[i]!] as const).filter(([et]) => et < beforeEt);
  const nodes = [...before, [beforeEt, curveAt(steady, beforeEt)], [endEt, curveAt(steady, endEt) + levels.at(-1)!.powerW]] as const; // prettier-ignore
  return { et: nodes.map(([et]) => et), values: nodes.map(([, powerW]) => powerW) };
}

/** Share of its new capacity that the battery of a station has left at the end, if it is discharged all the time as fast as it can be. */
function leastHealth({ battery }: StationSpec, spanS: number): number {
  const { ageing, maxDischargeW, dischargeEfficiency, capacityJ } = battery;
  if (ageing === undefined) return 1;
  return agedFraction(ageing, spanS, (maxDischargeW * spanS) / (dischargeEfficiency * capacityJ));
}

function easiestStation(station: StationSpec, spanS: number): StationSpec {
  const { fission, storages, robots, battery, loads } = station;
  return {
    ...station,
    battery: { ...battery, floorFraction: battery.floorFraction * leastHealth(station, spanS) },
    loads: loads.map((load) => (load.feederId === undefined ? load : { ...load, powerW: 0, sleepW: 0 })),
    ...(fission && { fission: fission.map((reactor) => ({ ...reactor, initialLevel: 1 })) }),
    ...(storages && { storages: storages.map((storage) => ({ ...storage, standbyW: 0 })) }),
    ...(robots && { robots: robots.map((robot) => ({ ...robot, idleW: 0 })) }),
  };
}
