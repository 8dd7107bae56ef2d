import type { LinearProgram, LpSolution } from '@openilrs/core/autonomy';
import { runSeed } from '@openilrs/core/mission';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '../optimise/index.ts';
import { randomLife } from './testing/random-life.ts';

/** Of each, the whole autonomy, the plain greedy planner, and one that sees no further than now. */
const WAYS = [{}, { search: false }, { lookAhead: false }] as const;
const LIVES = 40;

/**
 * Weak duality, written down anew: `c x = (c - A'y) x + y (A x)`, each factor at its best over the bounds of columns and rows. Whatever the prices, no solution is worth more.
 * @returns infinity when a price leans on a side of a row that has no end
 */
function provedBy(programme: LinearProgram, prices: ArrayLike<number>): number {
  const { objective, columnLower, columnUpper, rowLower, rowUpper, rowStart, column, coefficient } = programme;
  const reduced = Float64Array.from(objective);
  let bound = 0;
  for (let i = 0; i < rowLower.length; i += 1) {
    const price = prices[i]!;
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k += 1) reduced[column[k]!]! -= price * coefficient[k]!;
    if (price !== 0) bound += price * (price > 0 ? rowUpper[i]! : rowLower[i]!);
  }
  reduced.forEach((worth, j) => (bound += worth === 0 ? 0 : worth * (worth > 0 ? columnUpper[j]! : columnLower[j]!)));
  return bound;
}

/** Solvers differ in the sign of prices; what leans on an open side within rounding is no price. */
function proof(programme: LinearProgram, { rowDual }: LpSolution): number {
  const { rowLower, rowUpper } = programme;
  const cut = (sign: number) =>
    Float64Array.from(rowDual, (price, i) => {
      const open = sign * price > 0 ? !Number.isFinite(rowUpper[i]!) : !Number.isFinite(rowLower[i]!);
      return open ? 0 : sign * price;
    });
  return Math.min(provedBy(programme, cut(1)), provedBy(programme, cut(-1)));
}

describe('the clairvoyant bound with HiGHS', () => {
  it('is above every life of random stations, programmes, spreads and faults, and proved by the prices', async () => {
    const solve = await highsSolver();
    const shares: number[] = [];
    for (let seed = 1; seed <= LIVES; seed += 1) {
      const { made, variant } = randomLife(seed);
      let [proved, best] = [Infinity, Infinity];
      const { record } = await runSeed(made, { ...variant, autonomy: WAYS[seed % WAYS.length]! }, seed, (programme) => {
        const solution = solve(programme);
        if (solution === null) return null;
        proved = proof(programme, solution);
        best = programme.objective.reduce((sum, worth, j) => sum + worth * solution.columnValue[j]!, 0);
        return solution;
      });
      const { scienceValue, clairvoyantBound, breaches } = record;
      const floorKept = breaches.every(({ what }) => !/floor|voltage/.test(what));
      // the bound is of policies that keep the battery's floor; 1e-6 of it is rounding of sums of some thousand terms
      if (floorKept) expect(scienceValue, `seed ${seed}`).toBeLessThanOrEqual(clairvoyantBound * (1 + 1e-6));
      // the bound is what the prices prove, worked out here from nothing but programme and prices, or the sum of what could run alone where that is less
      expect(clairvoyantBound, `seed ${seed}`).toBeLessThanOrEqual(proved * (1 + 1e-6) + 1e-6);
      // and it is tight: HiGHS has a solution of the relaxation that is worth as much (1e-6: its tolerance)
      expect(proved - best, `seed ${seed}`).toBeLessThanOrEqual(1e-5 * Math.max(1, best));
      expect(best - proved, `seed ${seed}`).toBeLessThanOrEqual(1e-5 * Math.max(1, best));
      if (floorKept && clairvoyantBound > 0) shares.push(scienceValue / clairvoyantBound);
    }
    // most lives keep the floor, and the bound is of their size: it says something
    expect(shares.length).toBeGreaterThan(LIVES / 2);
    const middle = [...shares].sort((a, b) => a - b)[Math.floor(shares.length / 2)]!;
    expect(middle).toBeGreaterThan(0.5);
  });
});
