import { describe, expect, it } from 'vitest';
import { mergeCurves } from './curve.ts';
import { curveAt, curveIntegral, curveThrough } from './index.ts';

const hat = { et: [10, 20, 30], values: [0, 10, 0] };

describe('curves', () => {
  it('are straight between nodes and constant outside', () => {
    expect([5, 10, 15, 20, 27, 30, 99].map((t) => curveAt(hat, t))).toEqual([0, 0, 5, 10, 3, 0, 0]);
    expect(curveAt({ et: [], values: [] }, 3)).toBe(0);
    expect(curveAt({ et: [1], values: [7] }, 3)).toBe(7);
  });

  it('integrate exactly, wherever the edges lie', () => {
    expect([...curveIntegral(hat, [0, 15, 20, 25, 40])]).toEqual([0, 12.5, 50, 87.5, 100]);
    expect([...curveIntegral(hat, [12, 12, 28])]).toEqual([0, 0, 96]);
  });

  it('are followed in one pass as they are looked up one by one', () => {
    const curves = [
      hat,
      { et: [1], values: [7] },
      { et: [], values: [] },
      { et: [0, 17, 50], values: [1 / 3, 2, 0.1] },
    ];
    for (const from of [0, 12, 20, 45, 60]) {
      const ets = Float64Array.from({ length: 40 }, (_, i) => from + i * 1.7);
      for (const curve of curves)
        expect([...curveThrough(curve, ets)]).toEqual([...ets].map((et) => curveAt(curve, et)));
    }
  });

  it('share one grid without changing', () => {
    const other = { et: [0, 17, 50], values: [1, 2, 3] };
    const grid = mergeCurves([hat, other], 5, 40);
    expect([...grid.timeS]).toEqual([0, 5, 12, 15, 25, 35]);
    grid.timeS.forEach((t, i) => {
      expect(grid.values[0]![i]).toBeCloseTo(curveAt(hat, t + 5), 12);
      expect(grid.values[1]![i]).toBeCloseTo(curveAt(other, t + 5), 12);
    });
  });
});
