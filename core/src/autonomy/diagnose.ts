import { BIN_S } from './bins.ts';
import { footprintAt } from './footprint.ts';
import { sleepLength } from './load-levels.ts';
import type { Cause } from './plan.ts';
import type { Request } from './request.ts';
import { lowestAfter } from './shortage.ts';
import { obstacleAt, type Schedule } from './schedule.ts';

type StartCause = Exclude<Cause, { readonly kind: 'noWindow' | 'outOfOrder' }>;

/**
 * Why each start of a request fails, counted by cause, the commonest first; with each cause the start that comes nearest to being kept. Every start has one cause: the first
 * met of alternative, order, instrument, sleep and power while it runs, store and battery.
 *
 * @returns null when a start can be kept
 */
export function diagnose(schedule: Schedule, request: Request, starts: readonly number[]): Cause[] | null {
  const byKind = new Map<Cause['kind'], StartCause>();
  const blockers = new Set<string>();
  for (const startEt of starts) {
    const cause = causeAt(schedule, request, startEt);
    if (cause === null) return null;
    if (cause.kind === 'taken') blockers.add(cause.by);
    const old = byKind.get(cause.kind);
    const nearest = old === undefined || nearness(cause) > nearness(old) ? cause : old;
    byKind.set(cause.kind, { ...nearest, starts: (old?.starts ?? 0) + 1 });
  }
  return [...byKind.values()]
    .map((cause) => (cause.kind === 'taken' ? { ...cause, others: blockers.size - 1 } : cause))
    .sort((a, b) => b.starts - a.starts);
}

/** What a start meets first, as a cause of one start; null when it can be kept. */
export function causeAt(schedule: Schedule, request: Request, startEt: number): StartCause | null {
  const { resources } = schedule;
  const obstacle = obstacleAt(schedule, request, startEt);
  if (obstacle === null) return null;
  const at = { starts: 1, startEt };
  switch (obstacle.kind) {
    case 'taken': {
      const { by, what } = obstacle;
      return { ...at, kind: 'taken', by, others: 0, ...(what === request.instrumentId ? {} : { what }) };
    }
    case 'order': {
      const { anyOf } = obstacle.clause;
      return { ...at, kind: 'order', needs: anyOf[0] ?? '', others: anyOf.length - 1 };
    }
    case 'sleep': {
      const bin = Math.round((obstacle.et - resources.forecast.fromEt) / BIN_S);
      return { ...at, ...obstacle, sleepS: sleepLength(resources, bin) * BIN_S };
    }
    case 'battery': {
      const keepFraction = resources.keepJ[0]! / resources.capacityJ;
      const lowest = lowestAfter(resources, footprintAt(resources.model, request, startEt), obstacle.et);
      return { ...at, kind: 'battery', ...lowest, keepFraction };
    }
    default:
      return { ...at, ...obstacle };
  }
}

/** More is nearer to being kept; only causes of one kind are compared. */
function nearness(cause: StartCause): number {
  switch (cause.kind) {
    case 'battery':
      return cause.fraction;
    case 'store':
      return -cause.fraction;
    case 'power':
      return cause.freeW;
    case 'sleep':
      return -cause.sleepS;
    case 'taken':
    case 'order':
    case 'alternative':
      return 0;
  }
}
