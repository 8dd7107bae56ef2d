import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from './index.ts';

describe('eigenvalues of a symmetric matrix', () => {
  it('are those of the second difference, which are known: 2 - 2 cos(k pi / (n + 1))', () => {
    const n = 7;
    const a = Float64Array.from({ length: n * n }, (_, i) => {
      const apart = Math.abs(Math.floor(i / n) - (i % n));
      return apart === 0 ? 2 : apart === 1 ? -1 : 0;
    });
    const found = [...symmetricEigen(a, n).values].sort((x, y) => x - y);
    found.forEach((value, k) => expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13));
  });

  it('make the matrix again with vectors that are orthonormal', () => {
    const size = fc.integer({ min: 1, max: 9 });
    const matrix = size.chain((n) =>
      fc.tuple(fc.constant(n), fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: n * n, maxLength: n * n })),
    );
    fc.assert(
      fc.property(matrix, ([n, numbers]) => {
        const a = Float64Array.from(numbers, (_, i) => numbers[i]! + numbers[(i % n) * n + Math.floor(i / n)]!);
        const { values, vectors } = symmetricEigen(a, n);
        const norm = Math.hypot(...a) + 1e-300;
        for (let i = 0; i < n; i += 1)
          for (let j = 0; j < n; j += 1) {
            let again = 0;
            let dot = 0;
            for (let k = 0; k < n; k += 1) {
              again += vectors[i * n + k]! * values[k]! * vectors[j * n + k]!;
              dot += vectors[k * n + i]! * vectors[k * n + j]!;
            }
            expect(Math.abs(again - a[i * n + j]!) / norm).toBeLessThan(1e-13);
            expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
          }
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
