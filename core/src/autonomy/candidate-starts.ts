import { complement, difference, intersect, union, type Windows } from '../time/index.ts';
import { BIN_S } from './bins.ts';
import type { Request } from './request.ts';
import type { StationModel } from './station-model.ts';

/** When each condition holds, from the almanac. */
export interface ConditionWindows {
  readonly any: Windows;
  readonly sunlit: Windows;
  readonly dark: Windows;
  readonly linkAvailable: Windows;
}

export function conditionWindows(
  model: Pick<StationModel, 'sunlit' | 'links'>,
  fromEt: number,
  toEt: number,
): ConditionWindows {
  const span = [fromEt, toEt] as const;
  const clip = (windows: Windows) => intersect(windows, [span]);
  const links = model.links.map(({ windows }) => windows);
  return {
    any: [span],
    sunlit: clip(model.sunlit),
    dark: complement(clip(model.sunlit), span),
    linkAvailable: clip(union([], [], ...links)),
  };
}

/** Stretches in which the whole of a request fits: its own window without its keep-out times, the condition, and the horizon. */
export function openStretches(request: Request, conditions: ConditionWindows): Windows {
  return allowedWindows(request, conditions).filter(([start, end]) => end - start >= request.durationS);
}

/** Where any part of a request may run, however short. */
export function allowedWindows(request: Request, conditions: ConditionWindows): Windows {
  const own = intersect(around(conditions[request.condition], request), [[request.earliestEt, request.latestEt]]);
  return request.keepOut === undefined ? own : difference(own, request.keepOut);
}

/** The windows that touch a request's own: among those of years most do not. */
function around(windows: Windows, { earliestEt, latestEt }: Request): Windows {
  let [low, high] = [0, windows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (windows[middle]![1] < earliestEt) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < windows.length && windows[end]![0] <= latestEt) end += 1;
  return windows.slice(low, end);
}

/** A request with the stretches in which it fits whole, and the starts that are tried. */
export interface Opening {
  readonly request: Request;
  readonly stretches: Windows;
  readonly starts: readonly number[];
}

export function openingOf(request: Request, stretches: Windows, planFromEt: number): Opening {
  return { request, stretches, starts: candidateStarts(request, stretches, planFromEt) };
}

/** True when an execution that begins at `et` lies in a stretch. */
export function isOpenAt({ request, stretches }: Opening, et: number): boolean {
  return stretches.some(([from, to]) => et >= from - ROUNDING_S && et + request.durationS <= to + ROUNDING_S);
}

const ROUNDING_S = 1e-6;

/** Starts worth trying, ascending: the beginning of each stretch, every full bin of the plan in it, and the last one that fits. */
export function candidateStarts(request: Request, stretches: Windows, planFromEt: number): number[] {
  const starts: number[] = [];
  for (const [from, to] of stretches) {
    const last = to - request.durationS;
    starts.push(from);
    const firstBin = Math.floor((from - planFromEt) / BIN_S) + 1;
    for (let et = planFromEt + firstBin * BIN_S; et < last; et += BIN_S) starts.push(et);
    if (last > from) starts.push(last);
  }
  return starts;
}
