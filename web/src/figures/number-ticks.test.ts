import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberTicks, tickDecimals } from './number-ticks.ts';

it('stand at round numbers', () => {
  expect(numberTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(numberTicks(-3.1, 7.4, 5)).toEqual([-2, 0, 2, 4, 6]);
  expect(tickDecimals([0, 0.2])).toBe(1);
  expect(tickDecimals([0, 50])).toBe(0);
});

it('lie inside the span and are never many', () =>
  fc.assert(
    fc.property(
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      fc.double({ min: 1e-2, max: 1e6, noNaN: true }),
      (min, span) => {
        const ticks = numberTicks(min, min + span, 6);
        expect(ticks.length).toBeLessThanOrEqual(10);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(min - span * 1e-6);
          expect(tick).toBeLessThanOrEqual(min + span * (1 + 1e-6));
        }
      },
    ),
    { seed: 3 },
  ));
