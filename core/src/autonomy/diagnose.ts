import { BIN_S } from './bins.ts';
import type { InstrumentUse } from './instrument-use.ts';
import { sleepLength } from './load-levels.ts';
import type { Cause } from './plan.ts';
import type { Request } from './request.ts';
import { lowestAfter, shortageOf, type Resources } from './resources.ts';

type StartCause = Exclude<Cause, { readonly kind: 'noWindow' | 'outOfOrder' }>;

/**
 * Why each start of a request fails, counted by cause, the commonest first; with each cause the start that comes nearest to being kept. Every start has one cause: the first
 * met of instrument, sleep and power while it runs, store and battery.
 *
 * @returns null when a start can be kept
 */
export function diagnose(
  resources: Resources,
  uses: InstrumentUse,
  request: Request,
  starts: readonly number[],
): Cause[] | null {
  const byKind = new Map<Cause['kind'], StartCause>();
  const blockers = new Set<string>();
  for (const startEt of starts) {
    const by = uses.taken(request.instrumentId, startEt, startEt + request.durationS);
    if (by !== null) blockers.add(by);
    const cause = by !== null ? takenBy(by, startEt) : shortageAt(resources, request, startEt);
    if (cause === null) return null;
    const old = byKind.get(cause.kind);
    const nearest = old === undefined || nearness(cause) > nearness(old) ? cause : old;
    byKind.set(cause.kind, { ...nearest, starts: (old?.starts ?? 0) + 1 });
  }
  return [...byKind.values()]
    .map((cause) => (cause.kind === 'taken' ? { ...cause, others: blockers.size - 1 } : cause))
    .sort((a, b) => b.starts - a.starts);
}

function takenBy(by: string, startEt: number): StartCause {
  return { kind: 'taken', starts: 1, startEt, by, others: 0 };
}

function shortageAt(resources: Resources, request: Request, startEt: number): StartCause | null {
  const footprint = { ...request, startEt };
  const shortage = shortageOf(resources, footprint);
  if (shortage === null) return null;
  const at = { starts: 1, startEt };
  switch (shortage.kind) {
    case 'sleep': {
      const bin = Math.round((shortage.et - resources.forecast.fromEt) / BIN_S);
      return { ...at, ...shortage, sleepS: sleepLength(resources, bin) * BIN_S };
    }
    case 'battery': {
      const keepFraction = resources.keepJ[0]! / resources.capacityJ;
      return { ...at, kind: 'battery', ...lowestAfter(resources, footprint, shortage.et), keepFraction };
    }
    default:
      return { ...at, ...shortage };
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
      return 0;
  }
}
