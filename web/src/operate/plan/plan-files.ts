import type { PlannedStart } from '@openilrs/api/contract';
import { valueAt, type Request } from '@openilrs/core/autonomy';
import { toCsv } from '../../figures/csv.ts';

type ById = ReadonlyMap<string, Request>;
type UtcOf = (et: number) => string;

function activitiesOf(starts: readonly PlannedStart[], requests: ById, utc: UtcOf) {
  return starts.map(({ requestId, startEt }) => {
    const request = requests.get(requestId)!;
    const { experimentId, instrumentId, ownerId, durationS } = request;
    const endEt = startEt + durationS;
    return { requestId, experimentId, instrumentId, ownerId, startUtc: utc(startEt), endUtc: utc(endEt), startEt, endEt, value: valueAt(request, startEt) }; // prettier-ignore
  });
}

/** The plan as `plan/activities.csv` of `ilrs plan` has it: one row for each activity, by start. */
export function planCsv(starts: readonly PlannedStart[], requests: ById, utc: UtcOf): string {
  const header = ['requestId', 'experimentId', 'instrumentId', 'ownerId', 'startUtc', 'endUtc', 'startEt', 'endEt', 'value'] as const; // prettier-ignore
  return toCsv(header, activitiesOf(starts, requests, utc).map((one) => header.map((name) => one[name]))); // prettier-ignore
}

/** The plan as JSON; `activities` is what `POST /api/plan/what-if` takes, with more facts beside. */
export function planJson(missionId: string, starts: readonly PlannedStart[], requests: ById, utc: UtcOf): string {
  const activities = activitiesOf(starts, requests, utc);
  const value = activities.reduce((sum, one) => sum + one.value, 0);
  return `${JSON.stringify({ missionId, value, activities }, null, 2)}\n`;
}

/** Starts of a plan that {@link planJson} or `ilrs plan` has written. @throws Error with what is wrong with it */
export function startsIn(text: string, requests: ById): PlannedStart[] {
  const { activities } = JSON.parse(text) as { activities?: unknown };
  if (!Array.isArray(activities)) throw new Error('activities: a list is missing');
  return activities.map((one: Partial<PlannedStart> | null, i) => {
    const { requestId, startEt } = one ?? {};
    if (typeof requestId !== 'string' || !requests.has(requestId))
      throw new Error(`activities.${i}.requestId: the mission has no request ${JSON.stringify(requestId)}`);
    if (typeof startEt !== 'number' || !Number.isFinite(startEt))
      throw new Error(`activities.${i}.startEt: a number is missing`);
    return { requestId, startEt };
  });
}
