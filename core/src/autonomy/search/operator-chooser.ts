import type { Random } from '../../math/index.ts';

export interface OperatorUse {
  readonly name: string;
  readonly used: number;
  /** Changes that were kept, new bests included. */
  readonly accepted: number;
  /** New best solutions. */
  readonly bests: number;
  /** Probability with which it would be chosen next. */
  readonly probability: number;
}

export type Outcome = 'best' | 'better' | 'accepted' | 'rejected';

export interface OperatorChooser {
  choose(random: Random): number;
  reward(operator: number, outcome: Outcome): void;
  use(): OperatorUse[];
}

/** Rewards of Ropke & Pisinger 2006 (table 1). */
const SCORE: Readonly<Record<Outcome, number>> = { best: 33, better: 9, accepted: 13, rejected: 0 };
/** Weights are renewed after so many uses of all operators; the new score counts this much. */
const SEGMENT = 100;
const REACTION = 0.1;
/** No operator falls out of use: what does not help now may help later. */
const LEAST_WEIGHT = 0.5;

/** Chooses by roulette; weights follow success over the last segments (Ropke & Pisinger 2006, section 3.4). */
export function createChooser(names: readonly string[]): OperatorChooser {
  if (names.length === 0) throw new RangeError('a neighbourhood search needs at least one operator');
  const weight = names.map(() => 10);
  const score = names.map(() => 0);
  const usedNow = names.map(() => 0);
  const total = names.map(() => ({ used: 0, accepted: 0, bests: 0 }));
  let inSegment = 0;
  const sum = () => weight.reduce((a, b) => a + b, 0);

  function renew(): void {
    for (let k = 0; k < weight.length; k += 1) {
      if (usedNow[k]! > 0) weight[k] = Math.max(LEAST_WEIGHT, (1 - REACTION) * weight[k]! + (REACTION * score[k]!) / usedNow[k]!); // prettier-ignore
      score[k] = usedNow[k] = 0;
    }
    inSegment = 0;
  }

  return {
    choose(random) {
      let left = random.next() * sum();
      for (let k = 0; k < weight.length - 1; k += 1) if ((left -= weight[k]!) < 0) return k;
      return weight.length - 1;
    },
    reward(operator, outcome) {
      const entry = total[operator]!;
      entry.used += 1;
      if (outcome !== 'rejected') entry.accepted += 1;
      if (outcome === 'best') entry.bests += 1;
      score[operator]! += SCORE[outcome];
      usedNow[operator]! += 1;
      if ((inSegment += 1) >= SEGMENT) renew();
    },
    use: () => names.map((name, k) => ({ name, ...total[k]!, probability: weight[k]! / sum() })),
  };
}
