import { book } from './booking.ts';
import { wholeS, type Footprint } from './footprint.ts';
import { conditionWindows, openingOf, openStretches, type Opening } from './candidate-starts.ts';
import { forecast } from './forecast.ts';
import { raiseLevels, sleepWherePowerLacks } from './load-levels.ts';
import type { Plan, PlanInput, PlannedActivity } from './plan.ts';
import { createRelations, type Relations } from './relations.ts';
import type { Request } from './request.ts';
import { createResources, type Resources } from './resources.ts';
import { shortageOf } from './shortage.ts';
import type { RobotModel } from './station-model.ts';
import { busPowerW, recharge, rechargeAfter, robotOf } from './supply.ts';

/** What a plan starts from, before any request is placed. */
export interface PlanStart {
  /** The night's sleep is in it, and all that can be shed is off: science comes before it. */
  readonly resources: Resources;
  readonly relations: Relations;
  readonly kept: readonly PlannedActivity[];
  /** Of robots that stand and are not full. */
  readonly recharging: readonly Footprint[];
  readonly dropped: Plan['dropped'];
  /** Bins in which even sleep does not keep the battery. */
  readonly hopeless: readonly number[];
  /** Requests of the horizon that fit somewhere, in the order of the input. */
  readonly openings: ReadonlyMap<string, Opening>;
  /** Requests that have no stretch of their length. */
  readonly closed: readonly Request[];
}

export function prepare(input: PlanInput): PlanStart {
  const { model, beliefs, nowEt, horizonS } = input;
  const expected = forecast(model, beliefs, nowEt, horizonS);
  // science comes before loads that can be shed: first all of them are off, what is left is given back at the end
  const lean = model.levels.length - 2;
  const resources = createResources(model, expected, beliefs.capacityJ, input.batteryJ, input.storeBit, input.coldJ, lean); // prettier-ignore
  const standing = (model.robots ?? []).filter((robot) => !input.running.some(({ request }) => robotOf(model, request) === robot)); // prettier-ignore
  const recharging = standing.flatMap((robot) => rechargeNow(input, robot));
  for (const one of recharging) book(resources, one, 1);
  sleepWherePowerLacks(resources);
  const hopeless = raiseLevels(resources, lean + 1);
  const { kept, dropped } = keepRunning(input, resources);
  const charged = { ...resources, charging: chargingOf(input, kept) };
  return { resources: charged, relations: createRelations(input.requests, input.done ?? []), kept, recharging, dropped, hopeless, ...openRequests(input, kept) }; // prettier-ignore
}

function keepRunning(input: PlanInput, resources: Resources): Pick<PlanStart, 'kept' | 'dropped'> {
  const kept: PlannedActivity[] = [];
  const dropped: Plan['dropped'][number][] = [];
  for (const running of input.running) {
    const shortage = running.endEt > input.nowEt ? shortageOf(resources, rest(input, running)) : null;
    if (shortage !== null) dropped.push({ requestId: running.request.id, why: shortage.kind });
    else {
      kept.push(running);
      book(resources, rest(input, running), 1);
    }
  }
  return { kept, dropped };
}

/** What is left of a running activity. */
export function rest(input: PlanInput, { request, endEt }: PlannedActivity): Footprint {
  const { model, nowEt } = input;
  const durationS = Math.max(1, endEt - nowEt);
  const robot = robotOf(model, request);
  const dataBit = (request.dataBit * durationS) / request.durationS;
  const footprint = { startEt: nowEt, durationS, powerW: busPowerW(model, request), dataBit };
  if (robot === null) return footprint;
  return { ...footprint, recharge: rechargeAfter(robot, { ...request, durationS }, missingJ(input, robot)) };
}

function missingJ({ robotsJ }: PlanInput, { id, capacityJ }: RobotModel): number {
  const lacks = capacityJ - (robotsJ?.[id] ?? capacityJ);
  return lacks > ROUNDING * capacityJ ? lacks : 0;
}

/** Telemetry rounds; a robot that lacks less is full. */
const ROUNDING = 1e-6;

function rechargeNow(input: PlanInput, robot: RobotModel): Footprint[] {
  const { durationS, powerW } = recharge(robot, missingJ(input, robot));
  return durationS > 0 ? [{ startEt: input.nowEt, durationS, powerW, dataBit: 0 }] : [];
}

/** Until when each robot is away from full, by what it does now. */
function chargingOf(input: PlanInput, kept: readonly PlannedActivity[]): Resources['charging'] {
  const { model, nowEt } = input;
  return (model.robots ?? []).flatMap((robot) => {
    const at = kept.filter(({ request }) => robotOf(model, request) === robot).map((one) => ({ by: one.request.id, footprint: rest(input, one) })); // prettier-ignore
    const now = at.length > 0 ? at : rechargeNow(input, robot).map((footprint) => ({ by: robot.id, footprint }));
    return now.map(({ by, footprint }) => ({ robotId: robot.id, by, untilEt: nowEt + wholeS(footprint) }));
  });
}

function openRequests(
  { model, beliefs, nowEt, horizonS, requests }: PlanInput,
  kept: readonly PlannedActivity[],
): Pick<PlanStart, 'openings' | 'closed'> {
  const toEt = Math.min(nowEt + horizonS, model.endEt);
  const conditions = conditionWindows(model, nowEt, toEt);
  const openings = new Map<string, Opening>();
  const closed: Request[] = [];
  const busy = new Set(kept.map(({ request }) => request.id));
  for (const request of requests) {
    if (busy.has(request.id)) continue;
    const stretches = openStretches(request, conditions).map(
      ([from, to]) => [Math.max(from, beliefs.instrumentDownUntil[request.instrumentId] ?? -Infinity), to] as const,
    );
    const fitting = stretches.filter(([from, to]) => to - from >= request.durationS);
    if (fitting.length > 0) openings.set(request.id, openingOf(request, fitting, nowEt));
    else if (request.latestEt <= toEt) closed.push(request);
  }
  return { openings, closed };
}
