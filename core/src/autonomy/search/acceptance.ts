import type { Random } from '../../math/index.ts';

/** What an acceptance rule may look at. Costs: less is better. */
export interface Trial {
  readonly cost: number;
  readonly currentCost: number;
  readonly bestCost: number;
  /** Share of the budget that is used, 0 to 1. */
  readonly spent: number;
}

/** Whether the search goes on from a changed solution. A new best is kept whatever the rule says. */
export type Acceptance = (trial: Trial, random: Random) => boolean;

/** Keeps what is not worse: equal cost lets the search wander over a plateau. */
export const notWorse: Acceptance = ({ cost, currentCost }) => cost <= currentCost;

/**
 * Record-to-record travel (Dueck 1993, J. Comput. Phys. 104:86): keeps what is no more than a share of the best cost above the best. The share falls
 * linearly from `share` to 0 as the budget is used.
 */
export function recordToRecord(share: number): Acceptance {
  return ({ cost, bestCost, spent }) => cost <= bestCost + share * Math.abs(bestCost) * (1 - spent);
}

/**
 * Simulated annealing (Kirkpatrick et al. 1983, Science 220:671): keeps a worse solution with probability exp(-worsening / T). T falls geometrically from
 * `startCost` to `endCost`, both in units of cost and > 0, as the budget is used.
 */
export function annealing(startCost: number, endCost: number): Acceptance {
  if (!(startCost > 0 && endCost > 0)) throw new RangeError(`temperatures must be > 0, got ${startCost}, ${endCost}`);
  return ({ cost, currentCost, spent }, random) => {
    if (cost <= currentCost) return true;
    const temperature = startCost * (endCost / startCost) ** spent;
    return random.next() < Math.exp((currentCost - cost) / temperature);
  };
}
