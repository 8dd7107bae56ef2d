import { conditionWindows, isOpenAt, openingOf, openStretches, type ConditionWindows, type Opening } from './candidate-starts.ts'; // prettier-ignore
import { causeAt } from './diagnose.ts';
import { withSleepOf } from './elective-sleep.ts';
import { explainNoWindow, explainStarts } from './explain.ts';
import type { Cause, Plan, PlanInput, PlannedActivity } from './plan.ts';
import { prepare, rest, type PlanStart } from './plan-start.ts';
import type { Request } from './request.ts';
import { rebook } from './booking.ts';
import { footprintAt, type Footprint } from './footprint.ts';
import { copyResources, restoreResources } from './resources.ts';
import { createSchedule, obstacleAt, put, takeOut, type Schedule } from './schedule.ts';

/** A change that a person asks for. */
export type PlanEdit =
  | { readonly kind: 'move'; readonly requestId: string; readonly startEt: number }
  | { readonly kind: 'add'; readonly request: Request; readonly startEt: number }
  | { readonly kind: 'remove'; readonly requestId: string };

export interface EditVerdict {
  readonly ok: boolean;
  /** Why not, in words; null when it can be. */
  readonly reason: string | null;
  readonly causes: readonly Cause[];
  /** The start nearest to the one that was asked for that can be kept; null when there is none, and for what is taken out. */
  readonly nearestStartEt: number | null;
}

/** A plan that is open for changes: its resources are kept up to date, so that a change is followed only as far as it reaches. */
export interface OpenPlan {
  readonly input: PlanInput;
  readonly start: PlanStart;
  readonly schedule: Schedule;
  readonly conditions: ConditionWindows;
}

/**
 * Opens a plan: `activities` are taken as they are, none is checked. Changes are held against a station that sheds what it can, as in planning.
 *
 * @param levels of the plan: where the search has let the station sleep by choice it does; without them it sleeps where it must
 */
export function openPlan(
  input: PlanInput,
  activities: readonly PlannedActivity[],
  levels: Plan['levels'] = [],
): OpenPlan {
  const prepared = prepare(input);
  const start = { ...prepared, resources: withSleepOf(prepared.resources, levels) };
  const schedule = createSchedule(input.model, start.resources, start.relations, start.kept);
  const conditions = conditionWindows(input.model, input.nowEt, Math.min(input.nowEt + input.horizonS, input.model.endEt)); // prettier-ignore
  for (const { request, startEt } of inOrder(activities)) if (!schedule.placed.has(request.id)) put(schedule, request, startEt); // prettier-ignore
  return { input, start, schedule, conditions };
}

function inOrder(activities: Iterable<PlannedActivity>): PlannedActivity[] {
  return [...activities].sort((a, b) => a.startEt - b.startEt || (a.request.id < b.request.id ? -1 : 1));
}

/** Whether a change can be made, or what is in its way and where the nearest start is that can be kept. The plan stays as it is, to the bit. */
export function validateEdit(open: OpenPlan, edit: PlanEdit): EditVerdict {
  return lookAtEdit(open, edit, () => null).verdict;
}

/**
 * Judges a change and looks at the plan while the change is in it; then the plan stays as it is, to the bit. What is seen is that of the changed plan to rounding.
 *
 * @returns `seen` is null when the change cannot be made
 */
export function lookAtEdit<T>(
  open: OpenPlan,
  edit: PlanEdit,
  look: () => T,
): { readonly verdict: EditVerdict; readonly seen: T | null } {
  const { schedule } = open;
  const copy = copyResources(schedule.resources);
  const placed = [...schedule.placed.entries()];
  const { value } = schedule;
  const { verdict, undo } = tryEdit(open, edit);
  const seen = verdict.ok ? look() : null;
  undo();
  restoreResources(schedule.resources, copy);
  schedule.placed.clear();
  for (const [id, activity] of placed) schedule.placed.set(id, activity);
  schedule.value = value;
  return { verdict, seen };
}

/** Makes a change when it can be made; else the plan stays as it is. The result is to the bit that of opening the changed plan anew. */
export function applyEdit(open: OpenPlan, edit: PlanEdit): EditVerdict {
  const verdict = validateEdit(open, edit);
  if (!verdict.ok) return verdict;
  const { touched } = tryEdit(open, edit);
  const { schedule, start, input } = open;
  const kept = new Set(start.kept.map(({ request }) => request.id));
  const rests = start.kept.map((one) => rest(input, one));
  const entered = inOrder([...schedule.placed.values()].filter(({ request }) => !kept.has(request.id)));
  rebook(
    schedule.resources,
    [...start.recharging, ...rests, ...entered.map((one) => asFootprint(input, one))],
    touched,
  );
  return verdict;
}

/**
 * Starts of a placed activity that can be kept while all others stay: from its own start outwards in steps of an hour, and the ends of its window, as far as each one is free.
 */
export function startRange(open: OpenPlan, requestId: string): readonly [earliestEt: number, latestEt: number] | null {
  const { schedule, start } = open;
  const activity = schedule.placed.get(requestId);
  if (activity === undefined) return null;
  if (start.kept.some(({ request }) => request.id === requestId)) return [activity.startEt, activity.startEt];
  const copy = copyResources(schedule.resources);
  const { value } = schedule;
  const out = takeOut(schedule, requestId);
  const { request, startEt } = activity;
  const opening = openingIn(open, request);
  const inside = opening.stretches.find(([from, to]) => startEt >= from - 1 && startEt + request.durationS <= to + 1);
  const free = (et: number) => out.length === 1 && obstacleAt(schedule, request, et) === null;
  const reach = (end: number, step: number): number => {
    let reached = startEt;
    for (let et = startEt + step; Math.abs(et - startEt) <= Math.abs(end - startEt); et += step) {
      if (!free(et)) return reached;
      reached = et;
    }
    return end !== reached && free(end) ? end : reached;
  };
  const range = inside === undefined ? ([startEt, startEt] as const) : ([reach(inside[0], -HOUR_S), reach(inside[1] - request.durationS, HOUR_S)] as const); // prettier-ignore
  for (const one of [...out].reverse()) put(schedule, one.request, one.startEt);
  restoreResources(schedule.resources, copy);
  schedule.value = value;
  return range;
}

const HOUR_S = 3600;

function asFootprint({ model }: PlanInput, { request, startEt }: PlannedActivity): Footprint {
  return footprintAt(model, request, startEt);
}

interface Tried {
  readonly verdict: EditVerdict;
  readonly touched: readonly Footprint[];
  readonly undo: () => void;
}

const FINE = { ok: true, reason: null, causes: [] } as const;

function tryEdit(open: OpenPlan, edit: PlanEdit): Tried {
  const { schedule, input, start } = open;
  const id = edit.kind === 'add' ? edit.request.id : edit.requestId;
  const before = schedule.placed.get(id);
  const known = start.relations.byId.get(id);
  const request = edit.kind === 'add' ? edit.request : (before?.request ?? known);
  const no = (reason: string, causes: readonly Cause[] = []): EditVerdict => ({ ok: false, reason, causes, nearestStartEt: null }); // prettier-ignore
  const nothing = { touched: [], undo: () => {} };
  if (request === undefined) return { ...nothing, verdict: no(`the plan knows no request ${id}`) };
  if (edit.kind !== 'add' && before === undefined) return { ...nothing, verdict: no(`${id} is not in the plan`) };
  if (start.kept.some((kept) => kept.request.id === id)) return { ...nothing, verdict: no(`${id} is running`) };
  const out = takeOut(schedule, id);
  const entered: string[] = [];
  const enter = (one: Request, startEt: number) => {
    put(schedule, one, startEt);
    entered.push(one.id);
  };
  const undo = () => {
    for (const one of entered.reverse()) takeOut(schedule, one);
    for (const one of [...out].reverse()) put(schedule, one.request, one.startEt);
  };
  const lost = out.filter((one) => one.request.id !== id);
  const footprints = out.map((one) => asFootprint(input, one));
  if (edit.kind === 'remove') {
    if (lost.length === 0) return { verdict: { ...FINE, nearestStartEt: null }, touched: footprints, undo };
    return { verdict: no(`${lost.map((one) => one.request.id).join(', ')} cannot be done without it`), touched: [], undo };
  } // prettier-ignore
  const opening = openingIn(open, request);
  const fits = (startEt: number): boolean => {
    if (!isOpenAt(opening, startEt) || obstacleAt(schedule, request, startEt) !== null) return false;
    if (lost.length === 0) return true;
    put(schedule, request, startEt);
    const back: string[] = [];
    const follow = [...lost].reverse().every((one) => {
      if (obstacleAt(schedule, one.request, one.startEt) !== null) return false;
      put(schedule, one.request, one.startEt);
      return back.push(one.request.id) > 0;
    });
    for (const one of back.reverse()) takeOut(schedule, one);
    takeOut(schedule, id);
    return follow;
  };
  if (fits(edit.startEt)) {
    enter(request, edit.startEt);
    for (const one of [...lost].reverse()) enter(one.request, one.startEt);
    const verdict = { ...FINE, nearestStartEt: edit.startEt };
    return { verdict, touched: [...footprints, footprintAt(input.model, request, edit.startEt)], undo };
  }
  const { reason, causes } = whyNot(open, opening, edit.startEt, input, lost);
  return { verdict: { ok: false, reason, causes, nearestStartEt: nearest(opening, edit.startEt, fits) }, touched: [], undo }; // prettier-ignore
}

/** Whether a request that is not in the plan can begin then. */
export function isFree(open: OpenPlan, request: Request, startEt: number): boolean {
  return isOpenAt(openingIn(open, request), startEt) && obstacleAt(open.schedule, request, startEt) === null;
}

function openingIn({ start, input, conditions }: OpenPlan, request: Request): Opening {
  const known = start.openings.get(request.id);
  if (known?.request === request) return known;
  return openingOf(request, openStretches(request, conditions), input.nowEt);
}

function whyNot(
  { schedule }: OpenPlan,
  opening: Opening,
  startEt: number,
  input: PlanInput,
  lost: readonly PlannedActivity[],
): Pick<EditVerdict, 'reason' | 'causes'> {
  const { request, stretches } = opening;
  if (stretches.length === 0) return explainNoWindow(request, input);
  if (!isOpenAt(opening, startEt)) {
    const words = stretches.slice(0, 3).map(([from, to]) => `${input.utc(from)} to ${input.utc(to - request.durationS)}`);
    const more = stretches.length > 3 ? ` and ${stretches.length - 3} more` : '';
    return { reason: `it may only start ${words.join(', or ')}${more}`, causes: [] };
  } // prettier-ignore
  const cause = causeAt(schedule, request, startEt);
  if (cause === null)
    return { reason: `${lost.map((one) => one.request.id).join(', ')} would not follow in time`, causes: [] };
  return explainStarts(request, [startEt], [cause], input);
}

/** Starts are tried outwards from the one that was asked for. */
function nearest(
  { starts, stretches, request }: Opening,
  startEt: number,
  fits: (startEt: number) => boolean,
): number | null {
  // prettier-ignore
  // the same minute in other hours, and both ends of the stretches: as a hand that drags would find them
  const byDistance = [...starts, ...stretches.flatMap(([from, to]) => clamped(startEt, from, to - request.durationS))].sort((a, b) => Math.abs(a - startEt) - Math.abs(b - startEt)); // prettier-ignore
  return byDistance.find(fits) ?? null;
}

function clamped(et: number, from: number, to: number): number[] {
  return et >= from && et <= to ? [] : [Math.min(to, Math.max(from, et))];
}
