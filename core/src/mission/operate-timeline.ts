import type { ExecutiveRecord } from '../autonomy/index.ts';
import type { Environment, FaultEvent, StationSpec } from '../station/index.ts';
import { intersect, union, type Windows } from '../time/index.ts';
import { positive } from './operate-model.ts';
import type { OperateTimeline, TimelineBar, TimelineLane } from './results/operate-result.ts';

/** When each link transmitted. */
export type LinkUse = ReadonlyMap<string, Windows>;

/** The lanes that a person looks at: mode, light, links, one for each instrument, faults. */
export function timelineOf(
  spec: StationSpec,
  environment: Environment,
  record: ExecutiveRecord,
  linkUse: LinkUse,
  faults: readonly FaultEvent[],
): OperateTimeline {
  const span = [environment.startEt, environment.endEt] as const;
  const lit = spec.arrays.map(({ mastId }) => positive(environment.sunShare(mastId)));
  const modes = record.modes.map(({ fromEt, toEt, mode }) => bar(fromEt, toEt, mode, 'on'));
  return {
    lanes: [
      { id: 'mode', title: 'Mode', kind: 'mode', bars: modes },
      { id: 'light', title: 'Sun (any part of the disc)', kind: 'light', bars: bars(intersect(union([], [], ...lit), [span]), 'Sun', 'on') },
      ...spec.links.map(({ id, title }): TimelineLane => ({
        id,
        title,
        kind: 'link',
        bars: [
          ...bars(intersect(environment.linkWindows(id), [span]), 'contact', 'planned'),
          ...bars(linkUse.get(id) ?? [], 'sends', 'on'),
        ].sort((a, b) => a.fromEt - b.fromEt),
      })),
      ...spec.instruments.map(({ id, title }): TimelineLane => ({ id, title, kind: 'activity', bars: activityBars(id, record) })),
      { id: 'faults', title: 'Faults', kind: 'fault', bars: faults.map((fault) => faultBar(fault, span[1])) },
    ],
  }; // prettier-ignore
}

function activityBars(instrumentId: string, { executions }: ExecutiveRecord): TimelineBar[] {
  return executions
    .filter(({ request, fromEt, toEt }) => request.instrumentId === instrumentId && toEt > fromEt)
    .map(({ id, request, fromEt, toEt, status }) => ({ ...bar(fromEt, toEt, id, status), requestId: request.id }))
    .sort((a, b) => a.fromEt - b.fromEt);
}

function faultBar({ et, componentId, kind, durationS }: FaultEvent, endEt: number): TimelineBar {
  const lastsS = kind === 'computerReset' ? 60 : (durationS ?? Infinity);
  return bar(et, Math.min(endEt, et + lastsS), `${componentId}: ${kind}`, 'fault');
}

function bars(windows: Windows, label: string, status: TimelineBar['status']): TimelineBar[] {
  return windows.map(([from, to]) => bar(from, to, label, status));
}

function bar(fromEt: number, toEt: number, label: string, status: TimelineBar['status']): TimelineBar {
  return { fromEt, toEt, label, status };
}
