import type { PlanToEdit, PlannedStart } from '@openilrs/api/contract';
import type { Request } from '@openilrs/core/autonomy';
import type { ExecutedActivity, TimelineBar, TimelineLane } from '@openilrs/core/mission';
import type { PlanFacts } from './plan-session.ts';

/** What the station has done, for the rows of a plan that begins later. */
export type PastActivity = Pick<ExecutedActivity, 'instrumentId' | 'requestId' | 'fromEt' | 'toEt' | 'quality'>;

/** The rows of a plan: sleep, light, links, then one for each instrument and for each place or robot that is held beside one. */
export function planLanes(plan: PlanToEdit, facts: PlanFacts, starts: readonly PlannedStart[], requests: ReadonlyMap<string, Request>, past: readonly PastActivity[] = []): TimelineLane[] {
  const { model, running, nowEt } = plan.input;
  const bars = new Map<string, TimelineBar[]>();
  const add = (row: string, bar: TimelineBar) => {
    const list = bars.get(row);
    if (list === undefined) bars.set(row, [bar]);
    else list.push(bar);
  };
  const under = new Set(running.map(({ request }) => request.id));
  for (const { instrumentId, requestId, fromEt, toEt, quality } of past)
    if (fromEt < nowEt && !under.has(requestId)) add(instrumentId, { fromEt, toEt, label: requestId, status: quality === 'complete' ? 'done' : 'aborted' });
  for (const { requestId, startEt } of starts) {
    const request = requests.get(requestId)!;
    const bar = { fromEt: startEt, toEt: startEt + request.durationS, label: requestId, status: under.has(requestId) ? ('on' as const) : ('done' as const), requestId };
    for (const row of rowsOf(request)) add(row, bar);
  }
  const titles = new Map(plan.instruments.map(({ id, title }) => [id, title]));
  const held = [...new Set([...requests.values()].flatMap(({ holds }) => holds ?? []))].filter((id) => !titles.has(id));
  const ids = [...titles.keys(), ...held];
  const span = (windows: readonly (readonly [number, number])[], label: string, status: TimelineBar['status']) =>
    windows.map(([fromEt, toEt]) => ({ fromEt, toEt, label, status }));
  return [
    // modes come about in the run; of a plan only the sleep is known, and a station that does not sleep has no such row
    ...(facts.sleeps.length === 0 ? [] : [{ id: 'sleep', title: 'Sleep', kind: 'mode' as const, bars: span(facts.sleeps, 'sleep', 'on') }]),
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
