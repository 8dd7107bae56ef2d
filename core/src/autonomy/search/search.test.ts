import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../math/index.ts';
import { annealing, createBudget, recordToRecord, searchNeighbourhoods, type NeighbourhoodProblem } from './index.ts';

/** Choose a subset of weights that comes nearest to a sum: small enough to try every subset. */
function subsetSum(weights: readonly number[], goal: number): NeighbourhoodProblem<readonly boolean[]> {
  let chosen = weights.map(() => false);
  let before = chosen;
  const cost = () => Math.abs(goal - weights.reduce((sum, weight, i) => sum + (chosen[i] ? weight : 0), 0));
  const redraw = (count: number, random: Random) => {
    before = chosen;
    chosen = [...chosen];
    for (let k = 0; k < count; k += 1) chosen[random.int(weights.length)] = random.next() < 0.5;
    return cost();
  };
  return {
    operators: ['few', 'many', 'never'],
    cost,
    change: (operator, random) => (operator === 2 ? null : redraw(operator === 0 ? 2 : 5, random)),
    undo: () => void (chosen = before),
    snapshot: () => [...chosen],
  };
}

function leastBySearchOfAll(weights: readonly number[], goal: number): number {
  let least = Infinity;
  for (let set = 0; set < 2 ** weights.length; set += 1) {
    const sum = weights.reduce((total, weight, i) => total + ((set >> i) & 1) * weight, 0);
    least = Math.min(least, Math.abs(goal - sum));
  }
  return least;
}

const weights = [31, 47, 62, 88, 105, 129, 171, 203, 240];

describe('large-neighbourhood search', () => {
  it('finds the optimum of random subset sums', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 9 }),
        fc.nat(1500),
        fc.nat(),
        (some, goal, seed) => {
          const found = searchNeighbourhoods(subsetSum(some, goal), { random: createRandom(seed), iterations: 6000, accept: annealing(300, 20) }); // prettier-ignore
          expect(found.cost).toBe(leastBySearchOfAll(some, goal));
        },
      ),
      { numRuns: 30, seed: 1 },
    );
  });

  it('is a function of problem and seed for a budget of iterations', () => {
    const run = (seed: number) =>
      searchNeighbourhoods(subsetSum(weights, 500), {
        random: createRandom(seed),
        iterations: 300,
        accept: annealing(50, 1),
      });
    expect(run(7)).toEqual(run(7));
    expect(run(7).iterations).toBe(300);
    expect(run(7).operators).not.toEqual(run(8).operators);
  });

  it('reports each better solution, in falling order of cost, and returns the last', () => {
    const seen: number[] = [];
    const snapshots: (readonly boolean[])[] = [];
    const found = searchNeighbourhoods(subsetSum(weights, 500), {
      random: createRandom(3),
      iterations: 500,
      onBest: (best, cost) => {
        seen.push(cost);
        snapshots.push(best);
      },
    });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    expect(found.best).toEqual(snapshots.at(-1));
    const value = found.best.reduce((sum, on, i) => sum + (on ? weights[i]! : 0), 0);
    expect(Math.abs(500 - value)).toBe(found.cost);
  });

  it('stops at the goal, when aborted, and when time is up, with the best so far', () => {
    const random = createRandom(1);
    const goal = searchNeighbourhoods(subsetSum(weights, 500), { random, iterations: 1e6, goalCost: 20 });
    expect([goal.stopped, goal.cost <= 20]).toEqual(['goal', true]);
    const signal = { aborted: false };
    const onProgress = (spent: number) => void (signal.aborted = spent >= 0.5);
    const aborted = searchNeighbourhoods(subsetSum(weights, 500), { random, iterations: 100, signal, onProgress });
    expect([aborted.stopped, aborted.iterations]).toEqual(['aborted', 50]);
    let now = 5;
    const clock = () => (now += 0.01);
    const timed = searchNeighbourhoods(subsetSum(weights, 500), { random, seconds: 1, clock });
    expect(timed.stopped).toBe('time');
    expect(timed.iterations).toBeGreaterThan(20);
    expect(timed.iterations).toBeLessThan(100);
  });

  it('uses operators that help more often than one that never does', () => {
    const found = searchNeighbourhoods(subsetSum(weights, 500), { random: createRandom(5), iterations: 3000, accept: annealing(80, 80) }); // prettier-ignore
    const [few, , never] = found.operators;
    expect(never!.probability).toBeLessThan(0.3 * few!.probability);
    expect(never!.used).toBeGreaterThan(0);
    expect(found.operators.reduce((sum, { used }) => sum + used, 0)).toBe(3000);
  });

  it('keeps costs within a falling share of the best by record-to-record travel', () => {
    const accept = recordToRecord(0.1);
    const at = (cost: number, spent: number) => accept({ cost, currentCost: 0, bestCost: 200, spent }, createRandom(1));
    expect([at(220, 0), at(221, 0), at(210, 0.5), at(211, 0.5), at(200, 1), at(201, 1)]).toEqual([true, false, true, false, true, false]); // prettier-ignore
  });

  it('refuses to run without a limit, without a clock, and on a cost that is no number', () => {
    expect(() => createBudget({})).toThrow('needs a limit');
    expect(() => createBudget({ seconds: 1 })).toThrow('needs a clock');
    expect(() => createBudget({ iterations: -1 })).toThrow('iterations >= 0');
    expect(() =>
      searchNeighbourhoods({ ...subsetSum(weights, 5), cost: () => NaN }, { random: createRandom(1), iterations: 1 }),
    ).toThrow('finite');
  });
});
