import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../math/index.ts';
import { plan } from '../index.ts';
import { HOUR, plainModel, planInput, request } from '../testing/plain-model.ts';
import { bruteForce } from '../testing/brute-force.ts';
import { END_S, shortProblem } from '../testing/short-problem.ts';
import { dualBound, relax, relaxedBound, type LinearProgram } from './index.ts';
import { createLpBuilder } from './linear-program.ts';
import { overlapRange } from './overlap.ts';

describe('an execution and a period', () => {
  it('overlap as trying starts by the second says', () => {
    const int = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(int(200), int(100), int(300), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (first, range, from, length, durationS) => {
        const [last, to] = [first + range, from + length];
        const overlaps = Array.from({ length: range + 1 }, (_, i) => Math.max(0, Math.min(to, first + i + durationS) - Math.max(from, first + i)));
        expect(overlapRange([[first, last]], durationS, from, to)).toEqual([Math.min(...overlaps), Math.max(...overlaps)]);
      }),
      { seed: 3, numRuns: 500 },
    ); // prettier-ignore
  });
});

/** How far `x` misses the rows and bounds of a programme. */
function violation(programme: LinearProgram, x: Float64Array): number {
  let worst = 0;
  for (let i = 0; i < programme.rowLower.length; i += 1) {
    let sum = 0;
    for (let k = programme.rowStart[i]!; k < programme.rowStart[i + 1]!; k += 1)
      sum += programme.coefficient[k]! * x[programme.column[k]!]!;
    worst = Math.max(worst, programme.rowLower[i]! - sum, sum - programme.rowUpper[i]!);
  }
  x.forEach((value, j) => {
    worst = Math.max(worst, programme.columnLower[j]! - value, value - programme.columnUpper[j]!);
  });
  return worst;
}

describe('the bound of any prices', () => {
  it('is above the best of all schedules tried one by one, also when the prices are noise', () => {
    const random = createRandom(8);
    let [worth, near] = [0, 0];
    for (let k = 0; k < 12; k += 1) {
      const { model, requests, input } = shortProblem(k);
      const { programme } = relax(input);
      const best = bruteForce(model, requests, END_S, () => false);
      worth += best;
      const noise = (size: number) => Float64Array.from(programme.rowLower, () => size * (2 * random.next() - 1));
      const bounds = [0, 1e-3, 0.1, 5, 1e6].map((size) => dualBound(programme, noise(size)));
      for (const bound of bounds) expect(bound).toBeGreaterThanOrEqual(best);
      // it is not only large: without prices it is what could run alone
      if (bounds[0]! < 2 * best) near += 1;
    }
    expect([worth > 100, near > 5]).toEqual([true, true]);
    const { programme } = relax(shortProblem(4).input);
    const none = dualBound(programme, new Float64Array(programme.rowLower.length));
    const all = programme.objective.reduce((sum, worth) => sum + worth, 0);
    expect(none).toBeGreaterThanOrEqual(all);
    expect(none).toBeCloseTo(all, 9);
    expect(violation(programme, new Float64Array(programme.objective.length))).toBeGreaterThan(0); // the Sun rises
  });

  it('is above the optimum also where prices cancel so far that doubles lose the objective', () => {
    // maximise x in [0, 1] with x <= 1 and x >= 1: the optimum is 1; plain sums give 1 - 1e16 + 1e16 = 0
    const builder = createLpBuilder();
    const x = builder.column(0, 1, 1);
    builder.row(-Infinity, 1, [[x, 1]]);
    builder.row(1, Infinity, [[x, 1]]);
    const programme = builder.finish();
    expect(1 - 1e16 + 1e16).toBe(0);
    expect(dualBound(programme, Float64Array.of(1e16, -1e16))).toBeGreaterThanOrEqual(1);
    expect(dualBound(programme, Float64Array.of(1, 0))).toBeCloseTo(1, 12);
    fc.assert(
      fc.property(fc.double({ min: -1e18, max: 1e18, noNaN: true }), fc.double({ min: -1e18, max: 1e18, noNaN: true }), (a, b) => {
        expect(dualBound(programme, Float64Array.of(a, b))).toBeGreaterThanOrEqual(1);
      }),
      { seed: 5, numRuns: 300 },
    ); // prettier-ignore
  });

  it('falls back to what could run alone when the solver has nothing', () => {
    const input = planInput([request('a'), request('b', { condition: 'dark', latestEt: 90 * HOUR })], plainModel());
    expect(relaxedBound(input, () => null)).toEqual({ bound: 1, solved: false });
    expect(plan(input, { solveLp: () => null })).toMatchObject({ value: 1, upperBound: 1, gap: 0 });
  });
});
