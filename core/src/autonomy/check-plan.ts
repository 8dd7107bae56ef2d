import type { PlanInput, PlannedActivity } from './plan.ts';
import { isFree, openPlan, validateEdit, type EditVerdict } from './plan-editor.ts';
import { put } from './schedule.ts';

/** The first activity of a plan that cannot be kept, and why. */
export interface PlanFault {
  /** Its place in the list that was checked. */
  readonly index: number;
  readonly requestId: string;
  /** Of adding it to all that begins before it. */
  readonly verdict: EditVerdict;
}

/**
 * Whether a whole plan keeps every hard constraint: activities are placed by their starts, each held against all before it. What one activity takes is never given back by another, so the
 * plan can be kept if and only if none is refused on the way.
 *
 * @returns the first that is refused; null when the plan can be kept
 */
export function checkPlan(input: PlanInput, activities: readonly PlannedActivity[]): PlanFault | null {
  const open = openPlan(input, []);
  const byStart = activities
    .map((activity, index) => ({ activity, index }))
    .sort(
      (a, b) => a.activity.startEt - b.activity.startEt || (a.activity.request.id < b.activity.request.id ? -1 : 1),
    );
  for (const { activity, index } of byStart) {
    const { request, startEt } = activity;
    const refused = (verdict: EditVerdict) => ({ index, requestId: request.id, verdict });
    if (open.schedule.placed.has(request.id)) return refused(TWICE);
    if (!isFree(open, request, startEt)) return refused(validateEdit(open, { kind: 'add', request, startEt }));
    put(open.schedule, request, startEt);
  }
  return null;
}

const TWICE: EditVerdict = { ok: false, reason: 'it runs already, or is in the plan twice', causes: [], nearestStartEt: null }; // prettier-ignore
