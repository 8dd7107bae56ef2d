import { checkPlan, plan, type Outlook, type PlanFault, type PlanInput, type Request } from '../autonomy/index.ts';
import type { OperateRun } from './operate-run.ts';
import type { PinnedStart } from './pinned-requests.ts';

/** The plan of a station at an instant of its life, open for changes. */
export interface PlanAtClock {
  /** From that instant on, with what the executive believes, has in store, has done and is doing. Requests have their own windows. */
  readonly input: PlanInput;
  /** What the station intends: its own plan as far as that reaches, beyond it what it would plan from here. What is under way is in `input.running`. */
  readonly activities: readonly PinnedStart[];
}

/**
 * The plan of a run at `et`, which lies ahead of it: the run goes on up to there.
 *
 * @param requests of the mission: a plan that was applied holds them in narrower windows
 */
export function planAt(run: OperateRun, et: number, requests: readonly Request[]): PlanAtClock {
  const outlook = run.outlookAt(et);
  const { input, activities, plannedToEt } = outlook;
  const intended = new Map(activities.map(({ request, startEt }) => [request.id, startEt]));
  // what is planned stands; what was left out so far may come after the end of the plan
  const fixed = input.requests.flatMap((request): Request[] => {
    const startEt = intended.get(request.id);
    if (startEt !== undefined && startEt < et) return [request]; // late: the station was asleep or in safe mode
    if (startEt !== undefined) return [{ ...request, earliestEt: startEt, latestEt: startEt + request.durationS }];
    const earliestEt = Math.max(request.earliestEt, plannedToEt);
    return request.latestEt - earliestEt >= request.durationS ? [{ ...request, earliestEt }] : [];
  });
  const made = plan({ ...input, requests: fixed });
  return {
    input: { ...input, requests: openRequests(outlook, et, requests) },
    activities: made.activities
      .filter(({ startEt }) => startEt >= et)
      .map(({ request, startEt }) => ({ requestId: request.id, startEt })),
  };
}

/**
 * Whether a plan can be applied to a run at `et`. Activities that are done or under way then are passed over, since they stay as they are.
 *
 * @returns the first that breaks a hard constraint; its `index` is that in `activities`
 */
export function checkPlanAt(
  run: OperateRun,
  et: number,
  requests: readonly Request[],
  activities: readonly PinnedStart[],
): PlanFault | null {
  const outlook = run.outlookAt(et);
  const input = { ...outlook.input, requests: openRequests(outlook, et, requests) };
  const past = new Set([...(input.done ?? []).map(({ requestId }) => requestId), ...input.running.map(({ request }) => request.id)]); // prettier-ignore
  const byId = new Map(requests.map((request) => [request.id, request]));
  const planned = activities.flatMap(({ requestId, startEt }, index) => {
    const request = byId.get(requestId);
    if (past.has(requestId)) return [];
    if (request === undefined) throw new RangeError(`the mission has no request "${requestId}"`);
    return [{ index, activity: { request, startEt, endEt: startEt + request.durationS } }];
  });
  const fault = checkPlan(input, planned.map(({ activity }) => activity)); // prettier-ignore
  return fault === null ? null : { ...fault, index: planned[fault.index]!.index };
}

/** Those that may still be met or are under way, with the windows that the mission gives them. */
function openRequests({ input }: Outlook, et: number, requests: readonly Request[]): Request[] {
  const past = new Set((input.done ?? []).map(({ requestId }) => requestId));
  const running = new Set(input.running.map(({ request }) => request.id));
  return requests.filter(
    ({ id, latestEt, durationS }) => !past.has(id) && (latestEt - durationS >= et || running.has(id)),
  );
}
