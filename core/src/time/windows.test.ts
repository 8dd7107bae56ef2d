import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  complement,
  contains,
  difference,
  gaps,
  intersect,
  longest,
  toWindows,
  totalS,
  union,
  type Windows,
} from './index.ts';

const span = [0, 1000] as const;
// integers make equalities exact and touching ends likely
const instant = fc.integer({ min: 0, max: 1000 });
const windows = fc
  .array(fc.tuple(instant, instant), { maxLength: 12 })
  .map((pairs) => toWindows(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)));
const options = { seed: 7, numRuns: 400 };

/** Every half-integer instant tells membership without touching an end. */
const inside = (set: Windows) => Array.from({ length: 1000 }, (_, i) => contains(set, i + 0.5));

describe('windows', () => {
  it('are sorted, disjoint and not empty whatever went in', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        for (const set of [a, union(a, b), intersect(a, b), complement(a, span), difference(a, b)]) {
          set.forEach(([start, end], i) => {
            expect(end).toBeGreaterThan(start);
            if (i > 0) expect(start).toBeGreaterThan(set[i - 1]![1]);
          });
        }
      }),
      options,
    );
  });

  it('obey the algebra of sets, instant by instant', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const inA = inside(a);
        const inB = inside(b);
        expect(inside(union(a, b))).toEqual(inA.map((x, i) => x || inB[i]!));
        expect(inside(intersect(a, b))).toEqual(inA.map((x, i) => x && inB[i]!));
        expect(inside(complement(a, span))).toEqual(inA.map((x) => !x));
        expect(inside(difference(a, b))).toEqual(inA.map((x, i) => x && !inB[i]!));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('obey de Morgan, and add up', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        expect(complement(complement(a, span), span)).toEqual(a);
        expect(complement(union(a, b), span)).toEqual(intersect(complement(a, span), complement(b, span)));
        expect(totalS(union(a, b)) + totalS(intersect(a, b))).toBe(totalS(a) + totalS(b));
        expect(totalS(a) + totalS(complement(a, span))).toBe(1000);
      }),
      options,
    );
  });

  it('know their gaps, their longest and their ends', () => {
    const a = toWindows([
      [10, 20],
      [0, 5],
      [20, 22],
      [30, 42],
      [7, 7],
    ]);
    expect(a).toEqual([
      [0, 5],
      [10, 22],
      [30, 42],
    ]);
    expect(gaps(a)).toEqual([
      [5, 10],
      [22, 30],
    ]);
    expect(longest(a)).toEqual([10, 22]);
    expect(longest([])).toBeNull();
    expect([0, 5, 7, 10, 42, 43].map((et) => contains(a, et))).toEqual([true, true, false, true, true, false]);
    expect(gaps([])).toEqual([]);
  });
});
