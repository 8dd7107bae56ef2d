import type { PlanInput } from './plan.ts';
import type { Predecessor, Request } from './request.ts';

/** When something that may be followed ended: planned or done. */
export type EndOf = (requestId: string) => number | undefined;

/** What requests have to do with each other: order and alternatives. */
export interface Relations {
  readonly byId: ReadonlyMap<string, Request>;
  /** Ends of executions that are over; they still count as predecessors and alternatives. */
  readonly doneEt: ReadonlyMap<string, number>;
  /** Requests by the name of their group of alternatives. */
  readonly alternatives: ReadonlyMap<string, readonly string[]>;
  /** Requests that name a request among their predecessors. */
  readonly followers: ReadonlyMap<string, readonly Request[]>;
}

export function createRelations(requests: readonly Request[], done: NonNullable<PlanInput['done']>): Relations {
  const alternatives = new Map<string, string[]>();
  const followers = new Map<string, Request[]>();
  const add = <T>(map: Map<string, T[]>, key: string, value: T) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const request of requests) {
    if (request.oneOf !== undefined) add(alternatives, request.oneOf, request.id);
    for (const { anyOf } of request.after ?? []) for (const id of anyOf) add(followers, id, request);
  }
  for (const { requestId, oneOf } of done) if (oneOf !== undefined) add(alternatives, oneOf, requestId);
  return {
    byId: new Map(requests.map((request) => [request.id, request])),
    doneEt: new Map(done.map(({ requestId, endEt }) => [requestId, endEt])),
    alternatives,
    followers,
  };
}

/** A second more or less is no disorder: ends and starts are sums of times of a decade, rounded to 2e-7 s. */
const ROUNDING_S = 1e-3;

/** The first of its predecessors that a start comes too early or too late for; null when it is in order. */
export function missingPredecessor(request: Request, startEt: number, endOf: EndOf): Predecessor | null {
  for (const clause of request.after ?? []) if (!isMet(clause, startEt, endOf)) return clause;
  return null;
}

function isMet({ anyOf, minLagS, maxLagS }: Predecessor, startEt: number, endOf: EndOf): boolean {
  return anyOf.some((id) => {
    const endEt = endOf(id);
    return endEt !== undefined && startEt >= endEt + minLagS - ROUNDING_S && startEt <= endEt + maxLagS + ROUNDING_S;
  });
}

/** An alternative that is planned or done, or null. */
export function takenAlternative({ oneOf, id }: Request, { alternatives }: Relations, endOf: EndOf): string | null {
  if (oneOf === undefined) return null;
  return alternatives.get(oneOf)?.find((other) => other !== id && endOf(other) !== undefined) ?? null;
}
