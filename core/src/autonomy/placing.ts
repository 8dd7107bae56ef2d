import { isOpenAt, type Opening } from './candidate-starts.ts';
import { footprintAt } from './footprint.ts';
import type { PlannedActivity } from './plan.ts';
import type { Predecessor, Request } from './request.ts';
import { endOfIn, obstacleAt, put, takeOut, type Schedule } from './schedule.ts';
import { inSurplus } from './shortage.ts';

/** Where requests may start: windows, conditions and keep-out times are in it. None for what is not open. */
export type Openings = ReadonlyMap<string, Opening>;

/** How a request was placed, or whether taking something out might make a place: against sleep it does not. */
export type Placing =
  | { readonly placed: true; readonly with: readonly PlannedActivity[] }
  | { readonly placed: false; readonly exchangeable: boolean };

/**
 * Places a request at the first start that the Sun alone pays for, else at the first that fits at all. One whose value falls with time takes the first that fits. Predecessors that are missing
 * are placed with it where they can be.
 *
 * @param tried starts in the order in which they are tried; default all of its opening, ascending
 */
export function place(
  schedule: Schedule,
  request: Request,
  openings: Openings,
  tried: readonly number[] = openings.get(request.id)?.starts ?? [],
): Placing {
  if (request.after !== undefined) return placeAfter(schedule, request, openings, tried);
  const { resources } = schedule;
  const hurried = request.valueCurve !== undefined;
  let exchangeable = false;
  let chosen: number | null = null;
  for (const startEt of tried) {
    const sunny = inSurplus(resources, footprintAt(resources.model, request, startEt));
    if (chosen !== null && !sunny) continue;
    const obstacle = obstacleAt(schedule, request, startEt, true);
    if (obstacle !== null) {
      if (obstacle.kind === 'alternative') return { placed: false, exchangeable: false };
      exchangeable ||= obstacle.kind !== 'sleep';
      continue;
    }
    chosen ??= startEt;
    if (!sunny && !hurried) continue;
    chosen = startEt;
    break;
  }
  if (chosen === null) return { placed: false, exchangeable };
  put(schedule, request, chosen);
  return { placed: true, with: [schedule.placed.get(request.id)!] };
}

/** Chains are followed back so far, and so many starts are tried for each link. */
const MOST_LINKS = 8;
const MOST_STARTS = 48;

function placeAfter(schedule: Schedule, request: Request, openings: Openings, tried: readonly number[]): Placing {
  const opening = openings.get(request.id);
  if (opening === undefined) return { placed: false, exchangeable: false };
  return placeInOrder(schedule, opening, withFollowing(schedule, opening, tried), openings, MOST_LINKS);
}

function placeInOrder(
  schedule: Schedule,
  { request }: Opening,
  starts: readonly number[],
  openings: Openings,
  links: number,
): Placing {
  let exchangeable = false;
  for (const startEt of thinned(starts)) {
    const before: PlannedActivity[] = [];
    let obstacle = obstacleAt(schedule, request, startEt);
    while (obstacle?.kind === 'order') {
      const found = links > 1 ? placePredecessor(schedule, obstacle.clause, startEt, openings, links - 1) : null;
      if (found === null) break;
      before.push(...found);
      obstacle = obstacleAt(schedule, request, startEt);
    }
    if (obstacle === null) {
      put(schedule, request, startEt);
      return { placed: true, with: [...before, schedule.placed.get(request.id)!] };
    }
    for (const { request: early } of before.reverse()) takeOut(schedule, early.id);
    if (obstacle.kind === 'alternative') return { placed: false, exchangeable: false };
    exchangeable ||= obstacle.kind !== 'sleep';
  }
  return { placed: false, exchangeable };
}

/** First the starts as soon as its predecessors let it, then the others. */
function withFollowing(schedule: Schedule, opening: Opening, tried: readonly number[]): readonly number[] {
  const endOf = endOfIn(schedule);
  const following = (opening.request.after ?? []).flatMap(({ anyOf, minLagS }) =>
    anyOf.flatMap((id) => {
      const startEt = (endOf(id) ?? Infinity) + minLagS;
      return isOpenAt(opening, startEt) ? [startEt] : [];
    }),
  );
  return following.length === 0 ? tried : [...new Set([...following, ...thinned(tried)])];
}

function thinned(starts: readonly number[]): readonly number[] {
  const step = Math.ceil(starts.length / MOST_STARTS);
  return step <= 1 ? starts : starts.filter((_, i) => i % step === 0);
}

/** Places one of those that a clause names so that `startEt` comes in time after it: as late as it can be, so that nothing has to wait. */
function placePredecessor(
  schedule: Schedule,
  { anyOf, minLagS, maxLagS }: Predecessor,
  startEt: number,
  openings: Openings,
  links: number,
): readonly PlannedActivity[] | null {
  for (const id of anyOf) {
    const opening = openings.get(id);
    if (opening === undefined || schedule.placed.has(id)) continue;
    const { durationS } = opening.request;
    const [from, to] = [startEt - maxLagS - durationS, startEt - minLagS - durationS];
    const grid = opening.starts.filter((et) => et >= from && et < to).reverse();
    const starts = isOpenAt(opening, to) ? [to, ...grid] : grid;
    const placing = placeInOrder(schedule, opening, starts.slice(0, MOST_STARTS), openings, links);
    if (placing.placed) return placing.with;
  }
  return null;
}
