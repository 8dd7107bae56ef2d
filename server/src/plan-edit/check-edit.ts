import type { PlanCheck, PlannedStart, PlanVerdict } from '@openilrs/api/contract';
import { openPlan, validateEdit, type PlanInput, type PlannedActivity, type Request } from '@openilrs/core/autonomy';
import { ApiError } from '../http/api-error.ts';

/** Whether a change of a plan can be kept. Opens the plan anew at each call; a client that asks often opens it itself (see `GET /api/plan`). @throws ApiError `BAD_REQUEST` for an unknown request */
export function checkEdit(input: PlanInput, { activities, edit }: PlanCheck): PlanVerdict {
  const byId = new Map(input.requests.map((request) => [request.id, request]));
  const open = openPlan(input, activities.map((one, i) => activityOf(byId, one, `body.activities.${i}.requestId`)));
  const request = known(byId, edit.requestId, 'body.edit.requestId');
  const { ok, reason, nearestStartEt } = validateEdit(open, edit.kind === 'add' ? { ...edit, request } : edit);
  return { ok, reason, nearestStartEt };
} // prettier-ignore

function activityOf(byId: ReadonlyMap<string, Request>, { requestId, startEt }: PlannedStart, where: string): PlannedActivity {
  const request = known(byId, requestId, where);
  return { request, startEt, endEt: startEt + request.durationS };
} // prettier-ignore

function known(byId: ReadonlyMap<string, Request>, id: string, where: string): Request {
  const request = byId.get(id);
  if (request !== undefined) return request;
  throw new ApiError('BAD_REQUEST', `the mission has no request "${id}"`, {
    where,
    legal: `one of its ${byId.size} requests, such as ${byId.keys().next().value ?? '(none)'}`,
    remedy: 'GET /api/plan lists them',
  });
}
