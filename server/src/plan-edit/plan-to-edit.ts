import type { PlannedStart, PlanToEdit } from '@openilrs/api/contract';
import { plan, type PlanInput } from '@openilrs/core/autonomy';
import { planInputOf, type PlanOfMission } from '@openilrs/core/mission';

/**
 * The plan of a whole mission with all that is needed to judge a change of it. `planned` is what `ilrs plan` has written; requests that the mission no longer has are left out of it.
 * Without one a plan is made now, without search: about a second for a year.
 */
export function planToEdit(mission: PlanOfMission, planned: readonly PlannedStart[] | null): PlanToEdit {
  const input = planInputOf(mission);
  const known = new Set(mission.requests.map(({ id }) => id));
  const kept = planned?.filter(({ requestId }) => known.has(requestId));
  const made = () => plan(input).activities.map(({ request, startEt }) => ({ requestId: request.id, startEt }));
  return {
    source: kept === undefined ? 'madeNow' : 'planFile',
    live: null,
    input: plainOf(input),
    instruments: mission.station.instruments.map(({ id, title }) => ({ id, title })),
    activities: kept?.map(({ requestId, startEt }) => ({ requestId, startEt })) ?? made(),
  };
}

/** As JSON holds it: curves as plain arrays, without functions, and without what no plan asks for (the heat of each node at night). */
export function plainOf({ utc: _, model: { thermal: _heat, ...model }, ...input }: PlanInput): PlanToEdit['input'] {
  const plain = JSON.stringify({ ...input, model }, (_key, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value)); // prettier-ignore
  return JSON.parse(plain) as PlanToEdit['input'];
}
