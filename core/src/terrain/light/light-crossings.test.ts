import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complement, contains, totalS } from '../../time/index.ts';
import { positiveWindows, SHORTEST_EVENT_S, type Margin } from './light-crossings.ts';

const HOUR = 3600;
/** A sum of sines with its exact bound on change. */
const waves = (
  terms: readonly (readonly [amplitude: number, periodS: number, phase: number])[],
  offset = 0,
): Margin => ({
  at: (et) => terms.reduce((sum, [a, p, phase]) => sum + a * Math.sin((2 * Math.PI * et) / p + phase), offset),
  maxChange: (_et, half) => terms.reduce((sum, [a, p]) => sum + ((2 * Math.PI * Math.abs(a)) / p) * half, 0),
});

describe('crossings', () => {
  it('of a sine are solved to a tenth of a second', () => {
    const period = 27.3 * 24 * HOUR;
    const windows = positiveWindows(waves([[1, period, 0]]), 1e9, 1e9 + 3 * period);
    for (const [start, end] of windows.slice(1, -1)) {
      expect(Math.abs(start / period - Math.round(start / period)) * period).toBeLessThan(0.2);
      expect(end - start).toBeCloseTo(period / 2, 0);
    }
    expect(totalS(windows) / (3 * period)).toBeCloseTo(0.5, 6);
  });

  it('finds a light of a minute in a month of dark, and a dark of a minute in a month of light', () => {
    const month = 30 * 24 * HOUR;
    // A parabola that rises above zero for 60 s only.
    const spike: Margin = {
      at: (et) => 1 - ((et - 0.37 * month) / 30) ** 2,
      maxChange: (et, half) => (2 * (Math.abs(et - 0.37 * month) + half) * half) / 900,
    };
    const inverse: Margin = { at: (et) => -spike.at(et), maxChange: (et, half) => spike.maxChange(et, half) };
    const lit = positiveWindows(spike, 0, month);
    expect(lit).toHaveLength(1);
    expect(totalS(lit)).toBeCloseTo(60, 0);
    expect(totalS(complement(positiveWindows(inverse, 0, month), [0, month]))).toBeCloseTo(60, 0);
  });

  it('agree with dense sampling for any sum of waves', () => {
    const term = fc.tuple(
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 2 * HOUR, max: 700 * HOUR, noNaN: true }),
      fc.double({ min: 0, max: 7, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 4 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (terms, offset) => {
          const margin = waves(terms, offset);
          const windows = positiveWindows(margin, 0, 200 * HOUR);
          for (let et = 7; et < 200 * HOUR; et += 311) {
            if (Math.abs(margin.at(et)) < margin.maxChange(et, SHORTEST_EVENT_S)) continue; // within half a minute of zero
            expect(contains(windows, et)).toBe(margin.at(et) > 0);
          }
        },
      ),
      { seed: 20260921, numRuns: 60 },
    );
  });

  it('is the whole period or nothing when there is no crossing', () => {
    expect(positiveWindows(waves([], 1), 5, 500_000)).toEqual([[5, 500_000]]);
    expect(positiveWindows(waves([], -1), 5, 500_000)).toEqual([]);
  });
});
