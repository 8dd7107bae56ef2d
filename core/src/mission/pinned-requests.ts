import { valueAt, type Request } from '../autonomy/index.ts';
import { InputError } from '../errors/index.ts';

/** When a request of a plan begins. */
export interface PinnedStart {
  readonly requestId: string;
  readonly startEt: number;
}

/**
 * The requests as a plan made by hand holds them: each that is in the plan may begin at its planned start or up to `slackS` later (times stay flexible: a station that wakes late is not
 * late for good), inside its own window; what is not in the plan is not asked for. Each is worth what it was worth at the planned start.
 *
 * @throws InputError `PLAN_REQUEST` for a request that the mission does not have, `PLAN_START` for a start outside the request's window
 */
export function pinRequests(requests: readonly Request[], starts: readonly PinnedStart[], slackS: number): Request[] {
  const byId = new Map(requests.map((request) => [request.id, request]));
  return starts.map(({ requestId, startEt }, i) => {
    const request = byId.get(requestId);
    if (request === undefined)
      throw new InputError('PLAN_REQUEST', `the mission has no request "${requestId}"`, {
        where: `activities.${i}.requestId`,
        legal: `one of its ${requests.length} requests, such as ${requests[0]?.id ?? '(none)'}`,
        remedy: 'Export the plan of this mission again',
      });
    const { earliestEt, latestEt, durationS, valueCurve: _, ...what } = request;
    const lastEt = latestEt - durationS;
    if (!(startEt >= earliestEt - ROUNDING_S && startEt <= lastEt + ROUNDING_S))
      throw new InputError('PLAN_START', `"${requestId}" cannot begin at ${startEt}`, {
        where: `activities.${i}.startEt`,
        legal: `${earliestEt} to ${lastEt}`,
        remedy: 'Move it into its window or leave it out',
      });
    const fromEt = Math.min(lastEt, Math.max(earliestEt, startEt));
    const toEt = Math.min(latestEt, fromEt + durationS + slackS);
    return { ...what, durationS, earliestEt: fromEt, latestEt: toEt, value: valueAt(request, fromEt) };
  });
}

/** Times of a decade are rounded to 2e-7 s. */
const ROUNDING_S = 1e-3;
