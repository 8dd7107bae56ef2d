import { difference, type Windows } from '../time/index.ts';
import { conditionWindows } from './candidate-starts.ts';
import type { PlannedActivity } from './plan.ts';
import { missingPredecessor } from './relations.ts';
import type { Request } from './request.ts';
import type { StationModel } from './station-model.ts';

/** What decides whether a planned start can be kept when its instant has come. */
export interface Readiness {
  readonly running: readonly PlannedActivity[];
  readonly done: readonly { readonly requestId: string; readonly endEt: number }[];
  readonly instruments: readonly { readonly id: string; readonly count: number }[];
  /** Light and contacts, as far as they are known. */
  readonly almanac: Pick<StationModel, 'sunlit' | 'links'>;
}

/**
 * What is in the way of a start that is due, or null. A plan takes executions to last as long as was asked for; one that takes longer still holds its instrument, places and robots when the next is
 * due, and one that was broken off has made nothing that another could go on from. One that is tried again is held to its window, its keep-out times and its condition as at first.
 */
export function inTheWay(request: Request, now: number, ready: Readiness): string | null {
  const { running, done, instruments, almanac } = ready;
  const endEt = now + request.durationS;
  if (now < request.earliestEt - WINDOW_S || endEt > request.latestEt + WINDOW_S) return 'its window';
  if (request.keepOut && !covers(difference([[now, endEt]], request.keepOut), now, endEt)) return 'a keep-out time';
  if (request.condition !== 'any' && !covers(conditionWindows(almanac, now, endEt)[request.condition], now, endEt)) return 'its condition'; // prettier-ignore
  const { instrumentId, holds } = request;
  const users = running.filter((one) => one.request.instrumentId === instrumentId);
  const count = instruments.find(({ id }) => id === instrumentId)?.count ?? 1;
  if (users.length >= count) return users[0]!.request.id;
  const holder = holds && running.find((one) => one.request.holds?.some((thing) => holds.includes(thing)));
  if (holder) return holder.request.id;
  if (request.after === undefined) return null;
  const ends = new Map(done.map(({ requestId, endEt }) => [requestId, endEt]));
  return missingPredecessor(request, now, (id) => ends.get(id))?.anyOf[0] ?? null;
}

function covers(windows: Windows, fromEt: number, toEt: number): boolean {
  return windows.reduce((sum, [start, end]) => sum + end - start, 0) >= toEt - fromEt - WINDOW_S;
}

/** Plans place starts on instants that are sums of times of a decade: a start a second late is on time. */
const WINDOW_S = 1;
