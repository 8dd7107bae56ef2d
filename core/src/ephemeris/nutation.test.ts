import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { NutationCache } from './nutation-cache.ts';
import { ARCSEC_RAD, celestialToTrueOfDate, nutation2000b, type Nutation } from './precession-nutation.ts';

const blank = (): Nutation => ({ psi: 0, eps: 0, meanObliquity: 0, complementary: 0 });

describe('IAU 2000B nutation and IAU 2006 precession', () => {
  // TT of MJD 53736.0 and 50123.9999, the dates of the validation programme t_erfa_c.c of SOFA / ERFA
  it('gives the numbers of SOFA NUT00B at MJD 53736.0', () => {
    const found = nutation2000b((53736 - 51544.5) / 36525, blank());
    // SOFA: -9.632552291148362783e-6, 4.063197106621159367e-5; ours with the IAU 2006 adjustment of up to 0.7e-6 of them
    expect(Math.abs(found.psi - -0.9632552291148363e-5)).toBeLessThan(1e-11);
    expect(Math.abs(found.eps - 0.4063197106621159e-4)).toBeLessThan(1e-11);
  });

  it('gives the matrix of SOFA PNM06A to 1 mas at MJD 50123.9999', () => {
    const t = (50123.9999 - 51544.5) / 36525;
    const matrix = celestialToTrueOfDate(t, nutation2000b(t, blank()), new Float64Array(9));
    const sofa = [
      0.9999995832794205484, 0.8372382772630962111e-3, 0.3639684771140623099e-3, -0.8372533744743683605e-3,
      0.9999996486492861646, 0.4132905944611019498e-4, -0.3639337469629464969e-3, -0.4163377605910663999e-4,
      0.9999999329094260057,
    ];
    sofa.forEach((value, i) => expect(Math.abs(matrix[i]! - value)).toBeLessThan(5e-9));
  });

  it('comes from the table within 5 microarcseconds, whatever was asked before', () => {
    const random = createRandom(77);
    const cache = new NutationCache();
    const other = new NutationCache();
    for (let i = 0; i < 300; i += 1) {
      const t = random.next() * 0.6;
      const exact = nutation2000b(t, blank());
      const found = cache.at(t, blank());
      expect(Math.abs(found.psi - exact.psi)).toBeLessThan(5e-6 * ARCSEC_RAD);
      expect(Math.abs(found.eps - exact.eps)).toBeLessThan(5e-6 * ARCSEC_RAD);
      expect(Math.abs(found.complementary - exact.complementary)).toBeLessThan(1e-8 * ARCSEC_RAD);
      expect(found.meanObliquity).toBe(exact.meanObliquity);
      if (i % 50 === 0) expect(other.at(t, blank())).toEqual(found);
    }
  });
});
