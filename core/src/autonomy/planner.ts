import { BIN_S } from './bins.ts';
import { construct, settle, type Draft } from './constructive.ts';
import { diagnose } from './diagnose.ts';
import { explainNoWindow, explainStarts, type Refusal } from './explain.ts';
import { improve, type Improvement } from './improve.ts';
import { calmLevels, fitPower, levelStretches, raiseLevels } from './load-levels.ts';
import type { Plan, PlanInput, PlanOptions } from './plan.ts';
import { prepare, type PlanStart } from './plan-start.ts';
import { isPossible, sleepingStation } from './possible-starts.ts';
import { relaxedBound } from './relaxation/index.ts';
import { sharesOf } from './shares.ts';
import { asleep, copyResources, recompute, type Resources } from './resources.ts';

/**
 * Places requests over the horizon. First the sleep that the station itself needs to get through its nights, then the requests by several greedy orders and a repair
 * by exchange, then, when asked for, by search, then the loads that can be shed with what is left. Every constraint is checked when an activity is placed. Deterministic: the same input
 * gives the same plan, unless the search is limited in seconds.
 */
export function plan(input: PlanInput, options: PlanOptions = {}): Plan {
  const start = prepare(input);
  const { draft: constructed, greedyValue } = construct(input, start, options.greedy);
  const upperBound = boundOf(input, start, options);
  const improved = searchIsWanted(input, start, constructed, options)
    ? improve(input, start, constructed, upperBound, options)
    : null;
  const draft = improved?.draft ?? constructed;
  if (improved !== null) settle(start, draft);
  // told before loads are given back: science does not wait for them
  const notPlaced = refusals(input, start, draft);
  return { ...asPlan(input, start, draft), notPlaced, greedyValue, upperBound, gap: gapOf(draft, upperBound), ...searchOf(improved) }; // prettier-ignore
}

function asPlan(input: PlanInput, start: PlanStart, { schedule }: Draft): Omit<Plan, 'notPlaced' | 'greedyValue' | 'upperBound' | 'gap'> {
  const resources = copyResources(schedule.resources);
  giveBack(resources);
  const edge = (bin: number) => Math.min(input.nowEt + bin * BIN_S, input.model.endEt);
  return {
    fromEt: input.nowEt,
    toEt: edge(resources.forecast.bins),
    activities: [...schedule.placed.values()].sort(
      (a, b) => a.startEt - b.startEt || (a.request.id < b.request.id ? -1 : 1),
    ),
    levels: levelStretches(resources).map(([from, to, level]) => ({ fromEt: edge(from), toEt: edge(to), level })),
    energyJ: resources.energyJ,
    shares: sharesOf(schedule.placed.values(), input.shareGoals ?? []),
    dropped: start.dropped,
    value: schedule.value,
    hopelessEt: start.hopeless.map(edge),
  };
} // prettier-ignore

function searchOf(improved: Improvement | null): Pick<Plan, 'search'> {
  if (improved === null) return {};
  const { constructedValue, iterations, stopped } = improved;
  return { search: { constructedValue, iterations, stopped } };
}

/** Where nothing is left out, or only what cannot run even alone, there is nothing to be found. */
function searchIsWanted(input: PlanInput, { openings }: PlanStart, { refused }: Draft, { onlyIfLeftOut = false }: PlanOptions): boolean {
  if (!onlyIfLeftOut) return true;
  if (refused.size === 0) return false;
  const alone = sleepingStation(input, true);
  // nobody hears the station: what is left out lacks room in the store, for which the greedy orders have chosen by value; in every silence that was tried a search found nothing better
  if (alone.asleep.forecast.outlets.every((list) => list.length === 0)) return false;
  return [...refused.keys()].some((id) => isPossible(alone, openings.get(id)!.request));
} // prettier-ignore

/** Of the requests that are open; what runs already has its value whatever the plan. */
function boundOf(input: PlanInput, { openings }: PlanStart, { solveLp }: PlanOptions): number {
  const requests = [...openings.values()].map(({ request }) => request);
  if (solveLp !== undefined) return relaxedBound({ ...input, requests }, solveLp, { ofPlans: true }).bound;
  return requests.reduce((sum, { value }) => sum + value, 0);
}

function gapOf({ schedule }: Draft, upperBound: number): number {
  return upperBound > 0 ? Math.max(0, 1 - schedule.value / upperBound) : 0;
}

/** Why each request that is left out cannot join the plan as it stands. */
function refusals(input: PlanInput, start: PlanStart, { schedule, refused }: Draft): Plan['notPlaced'] {
  const told = (requestId: string, { reason, causes }: Refusal) => ({ requestId, reason, causes });
  const closed = start.closed.flatMap((request) => (request.support === true ? [] : [told(request.id, explainNoWindow(request, input))])); // prettier-ignore
  const open = [...start.openings.values()].flatMap(({ request, starts }) => {
    const causes = refused.has(request.id) ? diagnose(schedule, request, starts) : null;
    return causes === null ? [] : [told(request.id, explainStarts(request, starts, causes, input))];
  });
  return [...closed, ...open];
}

/** Switches on again what the battery can carry beside the activities; planned sleep stays. */
function giveBack(resources: Resources): void {
  const lean = resources.model.levels.length - 2;
  for (let b = 0; b < resources.forecast.bins; b += 1) if (!asleep(resources, b)) resources.level[b] = 0;
  recompute(resources, 0);
  raiseLevels(resources, lean);
  fitPower(resources, lean);
  calmLevels(resources, lean);
}
