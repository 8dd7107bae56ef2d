import type { WhatIfAnswer } from '@openilrs/api/contract';

/** What became of a request: begun at `fromEt` (null when it never was). */
export interface Fate {
  readonly quality: 'complete' | 'partial' | 'none';
  readonly fromEt: number | null;
}

export interface FateChange {
  readonly requestId: string;
  readonly before: Fate;
  readonly after: Fate;
}

const NONE: Fate = { quality: 'none', fromEt: null };
/** Less is rounding. */
const SAME_S = 1;

/** Requests that fared otherwise in one life of the station than in the other, those whose result changed first, then by time. */
export function changedFates(
  before: Pick<WhatIfAnswer, 'activities'>,
  after: Pick<WhatIfAnswer, 'activities'>,
): FateChange[] {
  const [a, b] = [fates(before), fates(after)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((requestId) => ({ requestId, before: a.get(requestId) ?? NONE, after: b.get(requestId) ?? NONE }))
    .filter(
      ({ before: x, after: y }) => x.quality !== y.quality || Math.abs((x.fromEt ?? 0) - (y.fromEt ?? 0)) > SAME_S,
    )
    .sort((x, y) => Number(isMoved(x)) - Number(isMoved(y)) || timeOf(x) - timeOf(y));
}

export const isMoved = ({ before, after }: FateChange): boolean => before.quality === after.quality;

const timeOf = ({ before, after }: FateChange): number => before.fromEt ?? after.fromEt ?? 0;

/** The best that became of each request: it may have been begun more than once. */
function fates({ activities }: Pick<WhatIfAnswer, 'activities'>): Map<string, Fate> {
  const found = new Map<string, Fate>();
  for (const { requestId, quality, fromEt } of activities)
    if (found.get(requestId)?.quality !== 'complete') found.set(requestId, { quality, fromEt });
  return found;
}

export type OutcomeName = 'met' | 'value' | 'battery' | 'breaches' | 'avoidable' | 'returned' | 'sleepH' | 'safeH' | 'replans'; // prettier-ignore

/** One row of the comparison; `better` says which way is good, 0 neither. */
export interface OutcomeRow {
  readonly name: OutcomeName;
  readonly before: number;
  readonly after: number;
  readonly better: 1 | -1 | 0;
}

export function outcomeRows({ summary: a }: WhatIfAnswer, { summary: b }: WhatIfAnswer): OutcomeRow[] {
  const row = (name: OutcomeName, of: (summary: WhatIfAnswer['summary']) => number, better: OutcomeRow['better']) => ({ name, before: of(a), after: of(b), better }); // prettier-ignore
  return [
    row('met', ({ requestsMet }) => requestsMet, 1),
    row('value', ({ scienceValue }) => scienceValue, 1),
    row('battery', ({ worstBatteryFraction }) => worstBatteryFraction, 1),
    row('breaches', ({ breaches }) => breaches.length, -1),
    row('avoidable', ({ breaches }) => breaches.filter(({ avoidable }) => avoidable).length, -1),
    row('returned', ({ dataReturnedBit }) => dataReturnedBit, 1),
    row('sleepH', ({ hoursByMode }) => hoursByMode['sleep'] ?? 0, 0),
    row('safeH', ({ hoursByMode }) => hoursByMode['safe'] ?? 0, -1),
    row('replans', ({ replans }) => replans, 0),
  ];
}
