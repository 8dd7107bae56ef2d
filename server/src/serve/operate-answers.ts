import type { EventsAnswer, EventsQuery, ProfilesAnswer, ProfilesQuery } from '@openilrs/api/contract';
import type { OperateProfiles, StationEvent } from '@openilrs/core/mission';
import { firstAtOrAfter, thinSeries } from '../run/thin-profiles.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { SimulatedRun } from '../live/simulator.ts';

const GRAVITY: readonly StationEvent['severity'][] = ['info', 'warning', 'alarm'];

/** All that `operate` wrote into the run folder. @throws ApiError `RUN_NOT_READY` */
export function recordedRun(run: RunFolder): SimulatedRun {
  return {
    summary: run.read('operate/summary.json'),
    timeline: run.read('operate/timeline.json'),
    profiles: run.read('operate/profiles.json'),
    events: run.read('operate/events.jsonl'),
    activities: run.read('operate/activities.json'),
    ...(run.has('operate/telemetry.json') && { telemetry: run.read('operate/telemetry.json') }),
  };
}

/** The curves of a span, thinned for a plot. */
export function profilesAnswer({ series }: OperateProfiles, query: ProfilesQuery): ProfilesAnswer {
  const wanted = query.series?.split(',');
  const chosen = series.filter(({ id }) => wanted === undefined || wanted.includes(id));
  const fromEt = query.fromEt ?? Math.min(...chosen.map(({ et }) => et[0] ?? Infinity), Infinity);
  const toEt = query.toEt ?? Math.max(...chosen.map(({ et }) => et.at(-1) ?? -Infinity), -Infinity);
  const [from, to] = chosen.length === 0 ? [query.fromEt ?? 0, query.toEt ?? 0] : [fromEt, toEt];
  const inSpan = (et: readonly number[]) => Math.max(0, firstAtOrAfter(et, to) - firstAtOrAfter(et, from));
  return {
    fromEt: from,
    toEt: to,
    samples: chosen.reduce((sum, { et }) => sum + inSpan(et), 0),
    series: chosen.map((one) => thinSeries(one, from, to, query.points) as ProfilesAnswer['series'][number]),
  };
}

/** Events of a span, from a severity on, the first `limit` of them. */
export function eventsAnswer(events: readonly StationEvent[], query: EventsQuery): EventsAnswer {
  const least = query.severity === undefined ? 0 : GRAVITY.indexOf(query.severity);
  const { fromEt = -Infinity, toEt = Infinity, limit } = query;
  const found = events.filter(({ et, severity }) => et >= fromEt && et <= toEt && GRAVITY.indexOf(severity) >= least);
  return { total: found.length, events: found.slice(0, limit) as EventsAnswer['events'] };
}
