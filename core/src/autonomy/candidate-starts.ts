import { complement, intersect, union, type Windows } from '../time/index.ts';
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

export function conditionWindows(model: StationModel, fromEt: number, toEt: number): ConditionWindows {
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

/** Stretches in which the whole of a request fits: its own window, the condition, and the horizon. */
export function openStretches(request: Request, conditions: ConditionWindows): Windows {
  const own = intersect(conditions[request.condition], [[request.earliestEt, request.latestEt]]);
  return own.filter(([start, end]) => end - start >= request.durationS);
}

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
