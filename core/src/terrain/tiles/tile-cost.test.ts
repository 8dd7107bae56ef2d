import { describe, expect, it } from 'vitest';
import { coreHours, secondsLeft, sumCosts } from './tile-cost.ts';

describe('the cost of tiles', () => {
  it('is that of a cell, with the spread between tiles as its error', () => {
    const cost = sumCosts([
      { cells: 100, seconds: 1 },
      { cells: 100, seconds: 3 },
    ]);
    expect(cost.secondsPerCell).toBe(0.02);
    // Mean of 2 s, standard deviation sqrt(2) s, of the mean 1 s: half of it.
    expect(cost.relativeError).toBeCloseTo(0.5, 12);
    expect(coreHours(cost, 180_000)).toBeCloseTo(1, 12);
  });

  it('knows no error of one tile and no time before the first', () => {
    expect(sumCosts([{ cells: 5, seconds: 1 }]).relativeError).toBe(Infinity);
    expect(secondsLeft(sumCosts([]), 100, 0, 10)).toBeNull();
    expect(secondsLeft(sumCosts([]), 0, 0, 10)).toBe(0);
  });

  it('leaves the first tile of each thread out of the mean when there are others', () => {
    const cold = { cells: 100, seconds: 5, cold: true };
    const warm = { cells: 100, seconds: 2 };
    expect(sumCosts([cold, cold, warm, warm])).toEqual({ tiles: 4, cells: 400, seconds: 14, secondsPerCell: 0.02, relativeError: 0 }); // prettier-ignore
    expect(sumCosts([cold, warm]).secondsPerCell).toBeCloseTo(0.035, 12);
  });

  it('takes for the time left the cores that really worked', () => {
    const cost = sumCosts([{ cells: 1000, seconds: 10 }]);
    expect(secondsLeft(cost, 2000, 10, 10)).toBeCloseTo(20, 12); // one core
    expect(secondsLeft(cost, 2000, 40, 10)).toBeCloseTo(5, 12); // four
  });
});
