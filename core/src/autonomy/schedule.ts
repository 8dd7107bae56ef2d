import { createInstrumentUse, type InstrumentUse } from './instrument-use.ts';
import type { PlannedActivity } from './plan.ts';
import { missingPredecessor, takenAlternative, type EndOf, type Relations } from './relations.ts';
import { valueAt, type Predecessor, type Request } from './request.ts';
import { book } from './booking.ts';
import { footprintAt, wholeS } from './footprint.ts';
import { copyResources, type Resources } from './resources.ts';
import { shortageOf, type Shortage } from './shortage.ts';
import type { StationModel } from './station-model.ts';
import { mostOnRobotW } from './supply.ts';

/** What is placed, with all that it takes: changed in place by {@link put} and {@link takeOut}. */
export interface Schedule {
  readonly resources: Resources;
  readonly uses: InstrumentUse;
  readonly relations: Relations;
  readonly placed: Map<string, PlannedActivity>;
  /** Of what {@link put} has placed. */
  value: number;
  /** Starts that were looked at so far: what planning costs, counted. */
  tested: number;
}

/** What a start of a request meets first. */
export type Obstacle =
  | { readonly kind: 'taken'; readonly by: string; readonly what: string }
  | { readonly kind: 'alternative'; readonly by: string }
  | { readonly kind: 'order'; readonly clause: Predecessor }
  | Shortage;

/** An empty schedule over a copy of the resources, but for activities that are already counted in them. */
export function createSchedule(
  model: StationModel,
  resources: Resources,
  relations: Relations,
  booked: readonly PlannedActivity[],
): Schedule {
  const places = new Set([...relations.byId.values(), ...booked.map(({ request }) => request)].flatMap(({ holds }) => holds ?? [])); // prettier-ignore
  const alone = [...places, ...(model.robots ?? []).map(({ id }) => id)].map((id) => ({ id, count: 1 }));
  const schedule: Schedule = {
    resources: copyResources(resources),
    uses: createInstrumentUse([...model.instruments, ...alone]),
    relations,
    placed: new Map(booked.map((activity) => [activity.request.id, activity])),
    value: 0,
    tested: 0,
  };
  for (const { request, startEt, endEt } of booked)
    for (const what of heldBy(request)) schedule.uses.add(what, { requestId: request.id, startEt, endEt });
  for (const { robotId, by, untilEt } of resources.charging)
    schedule.uses.add(robotId, { requestId: by, startEt: resources.forecast.fromEt, endEt: untilEt });
  return schedule;
}

/** The instrument, and the places and robots that are held beside it. */
export function heldBy({ instrumentId, holds }: Request): readonly string[] {
  return holds === undefined ? [instrumentId] : [instrumentId, ...holds];
}

/** As {@link heldBy}, with the robot that carries the instrument. */
export function heldIn({ supply }: StationModel, request: Request): readonly string[] {
  const robotId = supply?.[request.instrumentId]?.robotId;
  const held = heldBy(request);
  return robotId === undefined || held.includes(robotId) ? held : [...held, robotId];
}

/** Until when an execution holds something: its robot until that is charged again. */
function holdEndEt({ resources: { model } }: Schedule, request: Request, startEt: number, what: string): number {
  const carried = model.supply?.[request.instrumentId]?.robotId === what;
  return startEt + (carried ? wholeS(footprintAt(model, request, startEt)) : request.durationS);
}

export function endOfIn({ placed, relations }: Schedule): EndOf {
  return (id) => placed.get(id)?.endEt ?? relations.doneEt.get(id);
}

/**
 * What is in the way of a start, or null when it can be kept. Windows are the caller's affair.
 *
 * @param kindOnly of a store that overflows for certain neither when nor whether the battery falls before
 */
export function obstacleAt(schedule: Schedule, request: Request, startEt: number, kindOnly = false): Obstacle | null {
  schedule.tested += 1;
  const order = orderAt(schedule, request, startEt);
  if (order !== null) return order;
  const { model } = schedule.resources;
  const mostW = mostOnRobotW(model, request);
  if (mostW !== null && request.powerW > mostW) return { kind: 'power', et: startEt, freeW: mostW };
  for (const what of heldIn(model, request)) {
    const by = schedule.uses.taken(what, startEt, holdEndEt(schedule, request, startEt, what));
    if (by !== null) return { kind: 'taken', by, what };
  }
  return shortageOf(schedule.resources, footprintAt(model, request, startEt), kindOnly);
}

function orderAt(schedule: Schedule, request: Request, startEt: number): Obstacle | null {
  if (request.oneOf === undefined && request.after === undefined) return null;
  const endOf = endOfIn(schedule);
  const by = takenAlternative(request, schedule.relations, endOf);
  if (by !== null) return { kind: 'alternative', by };
  const clause = missingPredecessor(request, startEt, endOf);
  return clause === null ? null : { kind: 'order', clause };
}

/** Places a request that {@link obstacleAt} lets through. */
export function put(schedule: Schedule, request: Request, startEt: number): void {
  const endEt = startEt + request.durationS;
  const { model } = schedule.resources;
  book(schedule.resources, footprintAt(model, request, startEt), 1);
  for (const what of heldIn(model, request))
    schedule.uses.add(what, { requestId: request.id, startEt, endEt: holdEndEt(schedule, request, startEt, what) });
  schedule.placed.set(request.id, { request, startEt, endEt });
  schedule.value += valueAt(request, startEt);
}

/** Takes a request out, and before it all that can then no longer follow. @returns what was taken out, last first; put back in reverse order it stands as before */
export function takeOut(schedule: Schedule, requestId: string): PlannedActivity[] {
  const activity = schedule.placed.get(requestId);
  if (activity === undefined) return [];
  schedule.placed.delete(requestId);
  const endOf = endOfIn(schedule);
  const lost = (schedule.relations.followers.get(requestId) ?? []).filter(({ id }) => {
    const follower = schedule.placed.get(id);
    return follower !== undefined && missingPredecessor(follower.request, follower.startEt, endOf) !== null;
  });
  const out = lost.flatMap(({ id }) => takeOut(schedule, id));
  const { request, startEt } = activity;
  const { model } = schedule.resources;
  book(schedule.resources, footprintAt(model, request, startEt), -1);
  for (const what of heldIn(model, request)) schedule.uses.remove(what, requestId);
  schedule.value -= valueAt(request, startEt);
  return [...out, activity];
}

/** Puts back what {@link takeOut} has returned. */
export function putBack(schedule: Schedule, out: readonly PlannedActivity[]): void {
  for (const { request, startEt } of [...out].reverse()) put(schedule, request, startEt);
}
