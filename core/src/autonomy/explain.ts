import { longest, type Windows } from '../time/index.ts';
import { allowedWindows, conditionWindows } from './candidate-starts.ts';
import type { Cause, PlanInput } from './plan.ts';
import type { Request } from './request.ts';

/** What kept a request out of a plan: in words for people, by cause for machines. */
export interface Refusal {
  readonly reason: string;
  readonly causes: readonly Cause[];
}

/** Of a request for which no stretch is long enough. */
export function explainNoWindow(request: Request, input: PlanInput): Refusal {
  const between = (fromEt: number) => `between ${input.utc(fromEt)} and ${input.utc(request.latestEt)}`;
  const best = longestIn(allowedWindows(request, conditionWindows(input.model, request.earliestEt, request.latestEt)));
  const what = { any: 'free', sunlit: 'sunlit', dark: 'dark', linkAvailable: 'in contact' }[request.condition];
  const needed = hours(request.durationS);
  const noWindow = (longestS: number, reason: string): Refusal => ({
    reason,
    causes: [{ kind: 'noWindow', starts: 0, longestS, neededS: request.durationS }],
  });
  if (best < request.durationS)
    return noWindow(
      best,
      `the station is ${what} for at most ${hours(best)} at a stretch ${between(request.earliestEt)}, ${needed} are needed`,
    );
  const from = Math.max(request.earliestEt, input.nowEt);
  const untilEt = input.beliefs.instrumentDownUntil[request.instrumentId];
  if (untilEt !== undefined && untilEt > from)
    return {
      reason: `instrument ${request.instrumentId} is out of order until at least ${input.utc(untilEt)}, what is left ${between(from)} is too short`,
      causes: [{ kind: 'outOfOrder', starts: 0, untilEt }],
    };
  const left = longestIn(allowedWindows(request, conditionWindows(input.model, from, request.latestEt)));
  return noWindow(
    left,
    `${hours(left)} at a stretch are left ${between(from)} in which the station is ${what}, ${needed} are needed`,
  );
}

/** Of a request that has starts, none of which can be kept: how many fail for what, and how near the best of them comes. */
export function explainStarts(
  request: Request,
  starts: readonly number[],
  causes: readonly Cause[],
  input: PlanInput,
): Refusal {
  const from = input.utc(starts[0]!);
  const head = starts.length === 1 ? `its only start ${from}` : `of ${starts.length} starts from ${from} on,`;
  const parts = causes.map((cause) => {
    const count = starts.length === 1 ? '' : cause.starts === starts.length ? 'all ' : `${cause.starts} `;
    return `${count}${phrase(cause, request, input)}`;
  });
  return { reason: `${head} ${parts.join(', ')}`, causes };
}

function phrase(cause: Cause, request: Request, { utc }: PlanInput): string {
  switch (cause.kind) {
    case 'battery':
      return `would take the battery under the ${percent(cause.keepFraction)} of floor and reserve (best: ${percent(cause.fraction)} at ${utc(cause.et)}, begun ${utc(cause.startEt)})`;
    case 'store':
      return `would overfill the data store (best: ${percent(cause.fraction)} at ${utc(cause.et)}, begun ${utc(cause.startEt)})`;
    case 'power':
      return `would lack power (${Math.round(request.powerW)} W needed, at best ${Math.max(0, Math.floor(cause.freeW))} W free at ${utc(cause.et)})`;
    case 'sleep':
      return `would meet the station's sleep (the shortest ${hours(cause.sleepS)} from ${utc(cause.et)})`;
    case 'taken':
      return `would find ${cause.what ?? request.instrumentId} in use by ${cause.by}${cause.others > 0 ? ` and ${cause.others} more` : ''}`;
    case 'order':
      return `would come without ${cause.needs}${cause.others > 0 ? ` or one of ${cause.others} more` : ''} in time before`;
    case 'alternative':
      return `would be a second way to what ${cause.by} does`;
    default:
      return 'would fail';
  }
}

function longestIn(windows: Windows): number {
  const best = longest(windows);
  return best === null ? 0 : best[1] - best[0];
}

function hours(seconds: number): string {
  return `${Math.max(0, Math.round(seconds / 360) / 10)} h`;
}

/** Rounded down, so that what is under a limit never reads as the limit. */
function percent(fraction: number): string {
  return `${(Math.floor(fraction * 1000 + 1e-6) / 10).toFixed(1)} %`;
}
