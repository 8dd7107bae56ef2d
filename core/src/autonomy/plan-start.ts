import { book } from './booking.ts';
import type { Footprint } from './footprint.ts';
import { conditionWindows, openingOf, openStretches, type Opening } from './candidate-starts.ts';
import { forecast } from './forecast.ts';
import { raiseLevels } from './load-levels.ts';
import type { Plan, PlanInput, PlannedActivity } from './plan.ts';
import { createRelations, type Relations } from './relations.ts';
import type { Request } from './request.ts';
import { createResources, type Resources } from './resources.ts';
import { shortageOf } from './shortage.ts';

/** What a plan starts from, before any request is placed. */
export interface PlanStart {
  /** The night's sleep is in it, and all that can be shed is off: science comes before it. */
  readonly resources: Resources;
  readonly relations: Relations;
  readonly kept: readonly PlannedActivity[];
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
  const hopeless = raiseLevels(resources, lean + 1);
  const { kept, dropped } = keepRunning(input, resources);
  return { resources, relations: createRelations(input.requests, input.done ?? []), kept, dropped, hopeless, ...openRequests(input, kept) }; // prettier-ignore
}

function keepRunning(input: PlanInput, resources: Resources): Pick<PlanStart, 'kept' | 'dropped'> {
  const kept: PlannedActivity[] = [];
  const dropped: Plan['dropped'][number][] = [];
  for (const running of input.running) {
    const shortage = running.endEt > input.nowEt ? shortageOf(resources, rest(running, input.nowEt)) : null;
    if (shortage !== null) dropped.push({ requestId: running.request.id, why: shortage.kind });
    else {
      kept.push(running);
      book(resources, rest(running, input.nowEt), 1);
    }
  }
  return { kept, dropped };
}

/** What is left of a running activity. */
export function rest({ request, endEt }: PlannedActivity, nowEt: number): Footprint {
  const durationS = Math.max(1, endEt - nowEt);
  const { powerW } = request;
  return { startEt: nowEt, durationS, powerW, dataBit: (request.dataBit * durationS) / request.durationS };
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
