import type { Request, SolveLp } from '../../autonomy/index.ts';
import { curveAt, type Curve, type FaultEvent } from '../../station/index.ts';
import { union, type Windows } from '../../time/index.ts';
import { stationModel } from '../operate-model.ts';
import { boundOf, easiestPlan, type PlanOfMission } from '../plan-input.ts';
import type { Truth } from '../truth.ts';

/**
 * An upper bound on the science value that any policy can bring home under the light, dust, durations and faults of one seed, even one that knows them all before.
 *
 * It is the mission's bound (`missionBound`: a linear relaxation, proved by the solver's prices) for another mission that is easier than what happened:
 *
 * - arrays give what the disturbed light, dust and string faults leave; a fault's step is drawn as a slope of a second on the generous side;
 * - a battery that loses cells keeps its whole capacity, and need only be kept over the lowest floor that it ever has;
 * - a crew whose visit is cancelled draws nothing, from the beginning on;
 * - a load that ever dies draws nothing, from the beginning on;
 * - an instrument runs nothing while it is faulty;
 * - an execution that takes longer counts with the time that was asked for, one that is over sooner with its own; data in proportion; what may follow it so long after its end may follow later by
 *   what it takes longer;
 * - light and contact conditions are those of the almanac, by which the station is bound to judge them;
 * - nothing is asked for heat, and outages of links, resets, heaters and trips cost nothing.
 *
 * Each of these only adds plans, so every run is worth at most the bound; a run that sinks below the battery's floor is the exception, and a breach.
 */
export function clairvoyantBound(
  mission: PlanOfMission,
  truth: Truth,
  faults: readonly FaultEvent[],
  solveLp?: SolveLp,
): number {
  const { environment } = mission;
  const { startEt, endEt } = environment;
  const keep = lowestCapacity(faults, startEt, endEt);
  const { battery } = truth.station;
  const struck = (what: FaultEvent['kind']) => new Set(faults.filter(({ kind }) => kind === what).map(({ componentId }) => componentId)); // prettier-ignore
  const [stays, dead] = [struck('visitCancelled'), struck('loadDead')];
  const station = {
    ...truth.station,
    battery: { ...battery, floorFraction: battery.floorFraction * keep },
    loads: truth.station.loads.map((one) => (dead.has(one.id) ? { ...one, powerW: 0, sleepW: 0 } : one)),
    ...(truth.station.visits && { visits: truth.station.visits.map((one) => (stays.has(one.id) ? { ...one, powerW: 0 } : one)) }),
  }; // prettier-ignore
  const longerS = new Map(mission.requests.map(({ id, durationS }) => [id, durationS * Math.max(0, (truth.durationFactor[id] ?? 1) - 1)])); // prettier-ignore
  const requests = mission.requests.map((request) => easier(request, truth.durationFactor[request.id] ?? 1, longerS, faults)); // prettier-ignore
  const stringFaults = faults.filter(({ kind }) => kind === 'arrayString');
  const input = easiestPlan({ station, environment: truth.environment, requests, utc: mission.utc });
  const arrays = input.model.arrays.map(({ id, power, peakW }) => {
    const own = stringFaults.filter(({ componentId }) => componentId === id);
    return { id, peakW, power: own.length === 0 ? power : product(power, healthOf(own, startEt, endEt)) };
  });
  const { sunlit } = stationModel(mission.station, environment);
  return boundOf({ ...input, model: { ...input.model, arrays, sunlit } }, solveLp);
}

function easier(
  request: Request,
  factor: number,
  longerS: ReadonlyMap<string, number>,
  faults: readonly FaultEvent[],
): Request {
  const shorter = Math.min(1, factor);
  const down = faults
    .filter(({ kind, componentId }) => kind === 'instrumentFault' && componentId === request.instrumentId)
    .map(({ et, durationS }): Windows => [[et, durationS === null ? Infinity : et + durationS]]);
  const keepOut = down.reduce<Windows>((all, one) => union(all, one), request.keepOut ?? []);
  return {
    ...request,
    durationS: request.durationS * shorter,
    dataBit: request.dataBit * shorter,
    ...(keepOut.length > 0 && { keepOut }),
    ...(request.after && {
      after: request.after.map((order) => ({
        ...order,
        maxLagS: order.maxLagS + order.anyOf.reduce((most, id) => Math.max(most, longerS.get(id) ?? 0), 0),
      })),
    }),
  };
}

/** The least share of its capacity that the battery keeps. */
function lowestCapacity(faults: readonly FaultEvent[], startEt: number, endEt: number): number {
  const { values } = healthOf(faults.filter(({ kind }) => kind === 'batteryCell'), startEt, endEt); // prettier-ignore
  return Array.from(values).reduce((least, value) => Math.min(least, value), 1);
}

function product(a: Curve, b: Curve): Curve {
  const et = [...new Set([...Array.from(a.et), ...Array.from(b.et)])].sort((x, y) => x - y);
  return { et, values: et.map((t) => curveAt(a, t) * curveAt(b, t)) };
}

/** As the twin counts a loss (`applyFault`). */
const MOST_LOSS = 0.999;

/** Share of its output or capacity that a component has left, never less than it has: it falls in the second after a fault and rises in the second before its end. */
export function healthOf(
  faults: readonly Pick<FaultEvent, 'et' | 'durationS' | 'effect'>[],
  startEt: number,
  endEt: number,
): Curve {
  const steps = faults
    .flatMap(({ et, durationS, effect }) => {
      const left = 1 - Math.min(MOST_LOSS, effect);
      return [{ et, ratio: left }, ...(durationS === null || et + durationS >= endEt ? [] : [{ et: et + durationS, ratio: 1 / left }])];
    })
    .sort((a, b) => a.et - b.et); // prettier-ignore
  const et = [startEt];
  const values = [1];
  for (const step of steps) {
    const before = values.at(-1)!;
    const after = before * step.ratio;
    const [fromEt, toEt] = after < before ? [step.et, step.et + 1] : [step.et - 1, step.et];
    // steps within a second of each other: the greater of two holds until the later one
    const beginEt = Math.max(fromEt, et.at(-1)! + 1e-3);
    et.push(beginEt, Math.max(toEt, beginEt + 1e-3));
    values.push(before, after);
  }
  et.push(Math.max(endEt, et.at(-1)! + 1e-3));
  values.push(values.at(-1)!);
  return { et, values };
}
