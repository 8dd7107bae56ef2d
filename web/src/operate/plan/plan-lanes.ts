import type { PlanToEdit, PlannedStart } from '@openilrs/api/contract';
import type { Request } from '@openilrs/core/autonomy';
import type { TimelineBar, TimelineLane } from '@openilrs/core/mission';
import type { PlanFacts } from './plan-session.ts';

/** The rows of a plan: sleep, light, links, then one for each instrument and for each place or robot that is held beside one. */
export function planLanes(plan: PlanToEdit, facts: PlanFacts, starts: readonly PlannedStart[], requests: ReadonlyMap<string, Request>): TimelineLane[] {
  const { model } = plan.input;
  const bars = new Map<string, TimelineBar[]>();
  for (const { requestId, startEt } of starts) {
    const request = requests.get(requestId)!;
    const bar = { fromEt: startEt, toEt: startEt + request.durationS, label: requestId, status: 'done' as const, requestId };
    for (const row of rowsOf(request)) bars.set(row, [...(bars.get(row) ?? []), bar]);
  }
  const titles = new Map(plan.instruments.map(({ id, title }) => [id, title]));
  const held = [...new Set([...requests.values()].flatMap(({ holds }) => holds ?? []))].filter((id) => !titles.has(id));
  const ids = [...titles.keys(), ...held];
  const span = (windows: readonly (readonly [number, number])[], label: string, status: TimelineBar['status']) =>
    windows.map(([fromEt, toEt]) => ({ fromEt, toEt, label, status }));
  return [
    { id: 'mode', title: 'Mode', kind: 'mode', bars: span(facts.sleeps, 'sleep', 'on') },
    { id: 'light', title: 'Sun (any part of the disc)', kind: 'light', bars: span(model.sunlit, 'Sun', 'on') },
    ...model.links.map(({ id, windows }) => ({ id, title: id, kind: 'link' as const, bars: span(windows, 'contact', 'planned') })),
    ...ids.map((id) => ({ id, title: titles.get(id) ?? id, kind: 'activity' as const, bars: bars.get(id) ?? [] })),
  ];
} // prettier-ignore

/** The rows on which a request has a bar. */
export function rowsOf({ instrumentId, holds }: Request): readonly string[] {
  return [instrumentId, ...(holds ?? [])];
}

const STEPS_S = [60, 300, 600, 1800, 3600, 21_600];

/** What a drag of one pixel is rounded to: the finest round step that is not finer than the pixel. */
export function snapStepS(sPerPx: number): number {
  return STEPS_S.find((step) => step >= sPerPx) ?? STEPS_S.at(-1)!;
}

export const byId = (requests: readonly Request[]): ReadonlyMap<string, Request> => new Map(requests.map((request) => [request.id, request])); // prettier-ignore

export const startById = (starts: readonly PlannedStart[]): ReadonlyMap<string, number> => new Map(starts.map(({ requestId, startEt }) => [requestId, startEt])); // prettier-ignore
