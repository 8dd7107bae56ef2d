import { describe, expect, it } from 'vitest';
import { addNoise, noiseKey, whiteNoise } from './noise-field.ts';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('white noise by counter', () => {
  it('is normal and free of correlation between neighbours, fields and axes', () => {
    const key = noiseKey(1, 0);
    const values: number[] = [];
    let [beside, below, other, mirrored] = [0, 0, 0, 0];
    for (let i = -200; i < 200; i++)
      for (let j = -200; j < 200; j++) {
        const w = whiteNoise(key, i, j);
        values.push(w);
        beside += w * whiteNoise(key, i + 1, j);
        below += w * whiteNoise(key, i, j + 1);
        other += w * whiteNoise(noiseKey(1, 1), i, j);
        if (i !== j) mirrored += w * whiteNoise(key, j, i);
      }
    const n = values.length; // standard error of each figure: 1 / sqrt(n) = 0.0025, of the fourth moment 0.025
    expect(Math.abs(mean(values))).toBeLessThan(0.01);
    expect(mean(values.map((w) => w * w))).toBeCloseTo(1, 1.7);
    expect(mean(values.map((w) => w ** 4))).toBeCloseTo(3, 0.8);
    for (const sum of [beside, below, other]) expect(Math.abs(sum / n)).toBeLessThan(0.01);
    expect(Math.abs(mirrored / n)).toBeLessThan(0.015);
  });
});

describe('a noise field', () => {
  const component = { sigmaM: 8, correlationM: 400 };
  const field = (clone: number, columns = 300, rows = 300, x0 = -1234, y0 = 777, stepM = 50) => {
    const values = new Float32Array(columns * rows);
    addNoise(component, noiseKey(7, clone), values, { columns, x0, y0, stepM });
    return values;
  };

  it('has the declared variance and autocorrelation over many clones', () => {
    // 40 fields of 15 x 15 km: about 40 * (15000 / 400)^2 / pi independent patches, so the standard error of the variance is near 1 %.
    const lags = [0, 2, 4, 8, 12, 16];
    const sums = lags.map(() => 0);
    const counts = lags.map(() => 0);
    for (let clone = 0; clone < 40; clone++) {
      const values = field(clone);
      for (const [k, lag] of lags.entries())
        for (let row = 0; row < 300; row += 3)
          for (let column = 0; column + lag < 300; column += 3) {
            sums[k]! += values[row * 300 + column]! * values[row * 300 + column + lag]!;
            sums[k]! += values[column * 300 + row]! * values[(column + lag) * 300 + row]!;
            counts[k]! += 2;
          }
    }
    const variance = sums[0]! / counts[0]!;
    expect(Math.sqrt(variance)).toBeGreaterThan(0.98 * 8);
    expect(Math.sqrt(variance)).toBeLessThan(1.02 * 8);
    for (const [k, lag] of lags.entries()) {
      const declared = Math.exp(-(((lag * 50) / 400) ** 2));
      expect(Math.abs(sums[k]! / counts[k]! / variance - declared)).toBeLessThan(0.02);
    }
  });

  it('has the same value at a place in any window of any step, to the bit', () => {
    const whole = field(3);
    const part = field(3, 20, 10, -1234 + 40 * 50, 777 - 90 * 50);
    for (let row = 0; row < 10; row++)
      for (let column = 0; column < 20; column++)
        expect(part[row * 20 + column]).toBe(whole[(row + 90) * 300 + column + 40]);
    const inside = new Float32Array(300 * 300);
    addNoise(component, noiseKey(7, 3), inside, { columns: 300, x0: -1234, y0: 777, stepM: 50 }, { columns: [40, 60], rows: [90, 100] }); // prettier-ignore
    expect(inside[95 * 300 + 50]).toBe(whole[95 * 300 + 50]);
    expect(inside.filter((value) => value !== 0)).toHaveLength(200);
    const coarse = field(3, 30, 30, -1234, 777, 500);
    for (let row = 0; row < 30; row++)
      for (let column = 0; column < 30; column++)
        expect(coarse[row * 30 + column]).toBe(whole[row * 10 * 300 + column * 10]);
  });

  it('differs from clone to clone and seed to seed', () => {
    const [a, b] = [field(0), field(1)];
    const product = mean(a.map((value, i) => value * b[i]!));
    expect(Math.abs(product / 64)).toBeLessThan(0.1);
    expect(noiseKey(7, 0)).not.toBe(noiseKey(8, 0));
    expect(noiseKey(2 ** 40 + 7, 0)).not.toBe(noiseKey(7, 0));
  });
});
