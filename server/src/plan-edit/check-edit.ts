import type { PlanCheck, PlannedStart, PlanVerdict } from '@openilrs/api/contract';
import { openPlan, validateEdit, type OpenPlan, type PlanInput, type PlannedActivity, type Request } from '@openilrs/core/autonomy'; // prettier-ignore
import { ApiError } from '../http/api-error.ts';

/**
 * Judges changes of plans of one mission. The plan that was asked about last stays open: the next change of the same plan takes a millisecond or so, that of another one the time of
 * opening it (0.2 s for a year of 300 activities).
 *
 * @returns a function that throws ApiError `BAD_REQUEST` for an unknown request
 */
export function editChecker(input: PlanInput): (check: PlanCheck) => PlanVerdict {
  const byId = new Map(input.requests.map((request) => [request.id, request]));
  let last: { readonly key: string; readonly open: OpenPlan } | null = null;
  return ({ activities, edit }) => {
    const request = known(byId, edit.requestId, 'body.edit.requestId');
    const key = JSON.stringify(activities);
    if (last?.key !== key) {
      const planned = activities.map((one, i) => activityOf(byId, one, `body.activities.${i}.requestId`));
      last = { key, open: openPlan(input, planned) };
    }
    const { ok, reason, nearestStartEt } = validateEdit(last.open, edit.kind === 'add' ? { ...edit, request } : edit);
    return { ok, reason, nearestStartEt };
  };
}

function activityOf(
  byId: ReadonlyMap<string, Request>,
  { requestId, startEt }: PlannedStart,
  where: string,
): PlannedActivity {
  const request = known(byId, requestId, where);
  return { request, startEt, endEt: startEt + request.durationS };
}

/** @throws ApiError `BAD_REQUEST` */
export function known(byId: ReadonlyMap<string, Request>, id: string, where: string): Request {
  const request = byId.get(id);
  if (request !== undefined) return request;
  throw new ApiError('BAD_REQUEST', `the mission has no request "${id}"`, {
    where,
    legal: `one of its ${byId.size} requests, such as ${byId.keys().next().value ?? '(none)'}`,
    remedy: 'GET /api/plan lists them',
  });
}
