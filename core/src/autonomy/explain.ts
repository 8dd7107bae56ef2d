import { longest, type Windows } from '../time/index.ts';
import { conditionWindows } from './candidate-starts.ts';
import { BIN_S } from './forecast.ts';
import { sleepLength } from './load-levels.ts';
import type { PlanInput } from './plan.ts';
import type { Request } from './request.ts';
import type { Resources, Shortage } from './resources.ts';

/** What kept a request out of the plan. */
export type Refusal =
  | { readonly kind: 'noWindow'; readonly request: Request; readonly repaired: boolean }
  | { readonly kind: 'noStart'; readonly request: Request }
  | { readonly kind: 'taken'; readonly request: Request; readonly by: string }
  | { readonly kind: 'shortage'; readonly request: Request; readonly startEt: number; readonly shortage: Shortage };

/** Why a request was not placed, in one sentence with the figures that decide. */
export function explain(refusal: Refusal, input: PlanInput, resources: Resources): string {
  const { request } = refusal;
  switch (refusal.kind) {
    case 'noWindow':
      return noWindow(request, input);
    case 'noStart':
      return `nothing of its window is left after ${input.utc(input.nowEt)}`;
    case 'taken':
      return `instrument ${request.instrumentId} is taken whenever ${request.id} could run, first by ${refusal.by}`;
    case 'shortage':
      return shortage(refusal, input, resources);
  }
}

function noWindow(request: Request, input: PlanInput): string {
  const between = (fromEt: number) => `between ${input.utc(fromEt)} and ${input.utc(request.latestEt)}`;
  const best = longestIn(conditionWindows(input.model, request.earliestEt, request.latestEt)[request.condition]);
  const what = { any: 'free', sunlit: 'sunlit', dark: 'dark', linkAvailable: 'in contact' }[request.condition];
  if (best < request.durationS)
    return `the station is ${what} for at most ${hours(best)} at a stretch ${between(request.earliestEt)}, ${hours(request.durationS)} are needed`;
  const from = Math.max(request.earliestEt, input.nowEt);
  const downUntil = input.beliefs.instrumentDownUntil[request.instrumentId];
  if (downUntil !== undefined && downUntil > from)
    return `instrument ${request.instrumentId} is out of order until at least ${input.utc(downUntil)}, what is left ${between(from)} is too short`;
  const left = longestIn(conditionWindows(input.model, from, request.latestEt)[request.condition]);
  return `${hours(left)} at a stretch are left ${between(from)} in which the station is ${what}, ${hours(request.durationS)} are needed`;
}

function longestIn(windows: Windows): number {
  const best = longest(windows);
  return best === null ? 0 : best[1] - best[0];
}

function shortage(
  { request, startEt, shortage: why }: Extract<Refusal, { kind: 'shortage' }>,
  input: PlanInput,
  resources: Resources,
): string {
  const at = input.utc(why.et);
  // One refused start stands for all: that with the highest battery where batteries decide, else the first of its kind.
  const started = `no start can be kept; at ${input.utc(startEt)}, for one,`;
  switch (why.kind) {
    case 'power':
      return `${started} it needs ${Math.round(request.powerW)} W while ${Math.max(0, Math.round(why.freeW))} W are free at ${at}`;
    case 'sleep': {
      const bin = Math.round((why.et - resources.forecast.fromEt) / BIN_S);
      return `${started} the station sleeps through the night from ${at} for ${sleepLength(resources, bin)} h`;
    }
    case 'store':
      return `${started} it would fill the data store (${percent(why.fraction)} at ${at}) before a link can empty it`;
    case 'battery': {
      const bin = Math.min(resources.forecast.bins, Math.round((why.et - resources.forecast.fromEt) / BIN_S));
      const keep = resources.keepJ[bin]! / resources.capacityJ;
      return `${started} it would take the battery to ${percent(why.fraction)} at ${at}, under the ${percent(keep)} of floor and reserve`;
    }
  }
}

function hours(seconds: number): string {
  return `${Math.max(0, Math.round(seconds / 360) / 10)} h`;
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}
