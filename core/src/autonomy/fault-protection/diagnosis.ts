/** Something that is not as expected: `kind:component`. */
export type Symptom = string;

/** A fault that may have happened, with all that it can make visible. */
export interface Candidate {
  readonly id: string;
  readonly explains: readonly Symptom[];
  /** How often it happens against others, per year; only the order matters. */
  readonly rate: number;
}

/** A set of faults that together explain every symptom, and of which none could be left out. */
export interface Diagnosis {
  readonly faults: readonly Candidate[];
}

/** More faults at once than this are not looked for together. */
const MOST_FAULTS = 4;

/**
 * All minimal sets of candidates that explain all symptoms (minimal hitting sets, as in consistency-based diagnosis: Reiter 1987, doi 10.1016/0004-3702(87)90062-2), fewest faults first, then the likelier. Symptoms that
 * no candidate explains are left out of account. Deterministic.
 */
export function minimalDiagnoses(symptoms: readonly Symptom[], candidates: readonly Candidate[]): Diagnosis[] {
  const open = symptoms.filter((symptom) => candidates.some(({ explains }) => explains.includes(symptom)));
  if (open.length === 0) return [];
  const found: Candidate[][] = [];
  const grow = (chosen: readonly Candidate[], left: readonly Symptom[]): void => {
    const [first] = left;
    if (first === undefined) {
      if (isMinimal(chosen, open)) found.push([...chosen].sort(byId));
      return;
    }
    if (chosen.length === MOST_FAULTS) return;
    for (const candidate of candidates)
      if (candidate.explains.includes(first)) grow([...chosen, candidate], left.filter((one) => !candidate.explains.includes(one))); // prettier-ignore
  };
  grow([], open);
  const unique = new Map(found.map((faults) => [faults.map(({ id }) => id).join(' '), faults]));
  return [...unique.values()]
    .sort((a, b) => a.length - b.length || likelihood(b) - likelihood(a) || (names(a) < names(b) ? -1 : 1))
    .map((faults) => ({ faults }));
}

function isMinimal(chosen: readonly Candidate[], symptoms: readonly Symptom[]): boolean {
  return chosen.every((one) => {
    const others = chosen.filter((other) => other !== one);
    return symptoms.some((symptom) => !others.some(({ explains }) => explains.includes(symptom)));
  });
}

function likelihood(faults: readonly Candidate[]): number {
  return faults.reduce((product, { rate }) => product * rate, 1);
}

function names(faults: readonly Candidate[]): string {
  return faults.map(({ id }) => id).join(' ');
}

function byId(a: Candidate, b: Candidate): number {
  return a.id < b.id ? -1 : 1;
}
