import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAtOrAfter, thinSeries, valueAt } from './thin-profiles.ts';

const series = (et: number[], values: number[]) => ({ id: 's', title: 's', unit: 'W', et, values });
const samples = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1000, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true })), {
    minLength: 1,
    maxLength: 400,
  })
  .map((pairs) => [...pairs].sort((a, b) => a[0] - b[0]))
  .map((pairs) =>
    series(
      pairs.map(([et]) => et),
      pairs.map(([, value]) => value),
    ),
  );

describe('thinning', () => {
  it('keeps order, ends, extremes and the number of points', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 4, max: 60 }), (whole, points) => {
        const thin = thinSeries(whole, -1, 1001, points);
        expect(thin.et.length).toBeLessThanOrEqual(points);
        expect([...thin.et].sort((a, b) => a - b)).toEqual(thin.et);
        expect([thin.et[0], thin.et.at(-1)]).toEqual([whole.et[0], whole.et.at(-1)]);
        expect(Math.min(...thin.values)).toBe(Math.min(...whole.values));
        expect(Math.max(...thin.values)).toBe(Math.max(...whole.values));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('keeps a spike of one sample in a million', () => {
    const et = Array.from({ length: 1_000_000 }, (_, i) => i);
    const values = new Array<number>(1_000_000).fill(1);
    values[654_321] = 99;
    const thin = thinSeries(series(et, values), 0, 1e6, 200);
    expect(thin.et[thin.values.indexOf(99)]).toBe(654_321);
  });

  it('gives short spans as they are, with a neighbour on either side', () => {
    const whole = series([0, 10, 20, 30, 40], [1, 2, 3, 4, 5]);
    expect(thinSeries(whole, 15, 25, 100)).toMatchObject({ et: [10, 20, 30], values: [2, 3, 4] });
    expect(thinSeries(whole, 50, 60, 100).et).toEqual([40]);
    expect(thinSeries(series([], []), 0, 1, 10).et).toEqual([]);
  });
});

describe('a value between samples', () => {
  const curve = series([0, 10, 10, 20], [0, 100, 50, 50]);
  it.each([
    [0, 0],
    [5, 50],
    [10, 50],
    [15, 50],
    [20, 50],
    [-1, null],
    [21, null],
  ])('at %d is %s', (at, value) => expect(valueAt(curve, at)).toBe(value));

  it('is found by bisection', () =>
    expect([0, 1, 3, 4].map((at) => firstAtOrAfter([1, 1, 3], at))).toEqual([0, 0, 2, 3]));
});
