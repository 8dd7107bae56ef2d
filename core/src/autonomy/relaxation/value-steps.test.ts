import { describe, expect, it } from 'vitest';
import { request } from '../testing/plain-model.ts';
import { roundedDown, valueStep } from './value-steps.ts';

const worth = (...values: number[]) => values.map((value, i) => request(`r${i}`, { value }));

describe('what all plans are worth multiples of', () => {
  it.each([
    [[6, 4, 10], 2],
    [[0, 9, 3], 3],
    [[7, 2], 1],
    [[0.3, 0.75], 0.15],
    [[1.5, 1e-6], 1e-6],
  ])('of values %j is %d', (values, step) => expect(valueStep(worth(...values))).toBe(step));

  it('is not known where values fall, are no decimals, or nothing is worth anything', () => {
    expect(valueStep([...worth(2), request('late', { value: 2, valueCurve: [{ lateS: 10, share: 0.5 }] })])).toBeNull();
    expect(valueStep(worth(1, Math.PI))).toBeNull();
    expect(valueStep(worth(0))).toBeNull();
  });

  it.each([
    [1028.19, 1, 1028],
    [1027.9999999999, 1, 1028],
    [0.8000000001, 0.1, 0.8],
    [0.79, 0.1, 0.7],
  ])('rounds a bound of %d down by steps of %d', (bound, step, rounded) => {
    expect(roundedDown(bound, step)).toBe(rounded);
  });
});
