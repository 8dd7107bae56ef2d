/** Requests that were not met for one cause. */
export interface NotMetCause {
  /** The kind of the commonest cause that a plan gave, or what else happened; stable, for programs. */
  readonly cause: string;
  readonly requests: number;
}

interface NotMet {
  readonly reason: string;
  readonly causes?: readonly { readonly kind: string }[];
}

/** What a reason without causes begins with: the sentences of the executive. */
const BEGINNINGS: readonly (readonly [beginning: string, cause: string])[] = [
  ['broken off', 'brokenOff'],
  ['refused by the station', 'refused'],
  ['planned for', 'notAwake'],
  ['its alternative', 'alternative'],
  ['no plan could', 'neverPlanned'],
  ['left out of the plan', 'appliedPlan'],
];

/** The requests that were not met by cause, the commonest first. Each counts once, for the cause by which most of its possible starts failed. */
export function notMetByCause(notMet: readonly NotMet[]): NotMetCause[] {
  const counts = new Map<string, number>();
  for (const { reason, causes } of notMet) {
    const cause = causes?.[0]?.kind ?? BEGINNINGS.find(([beginning]) => reason.startsWith(beginning))?.[1] ?? 'other';
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts]
    .map(([cause, requests]) => ({ cause, requests }))
    .sort((a, b) => b.requests - a.requests || (a.cause < b.cause ? -1 : 1));
}

const WORDS: Readonly<Record<string, string>> = {
  noWindow: 'no stretch long enough',
  outOfOrder: 'instrument out of order',
  taken: 'instrument in use',
  sleep: 'station asleep',
  power: 'too little power',
  store: 'data store too full',
  battery: 'battery would fall too low',
  order: 'what must come first was not done',
  alternative: 'an alternative was met',
  brokenOff: 'broken off',
  refused: 'refused by the station',
  notAwake: 'planned, but the station slept, restarted or was in safe mode',
  neverPlanned: 'window closed before a plan could take it up',
  appliedPlan: 'left out of a plan that was handed over',
};

/** The cause as a person reads it. */
export function causeWords(cause: string): string {
  return WORDS[cause] ?? 'for other reasons';
}
