import { frameRotation, multiply } from '../math/index.ts';
import { NUTATION_2000B, NUTATION_TERM_WORDS } from './nutation-2000b-terms.ts';

export const ARCSEC_RAD = Math.PI / 648000;
const UNIT_RAD = ARCSEC_RAD * 1e-7;
const TURN_ARCSEC = 1296000;
/** What the left-out planetary terms amount to on average, milliarcseconds (Luzum 2001, as in SOFA). */
const PLANETARY_PSI_MAS = -0.135;
const PLANETARY_EPS_MAS = 0.388;

/** Nutation in longitude and obliquity, radians, and what the equation of the equinoxes needs. */
export interface Nutation {
  psi: number;
  eps: number;
  /** Mean obliquity of date. */
  meanObliquity: number;
  /** Complementary terms of the equation of the equinoxes. */
  complementary: number;
}

/** Delaunay arguments of Simon et al. (1994), linear as IAU 2000B has them: arcseconds and arcseconds per century. */
const DELAUNAY = [
  [485868.249036, 1717915923.2178],
  [1287104.79305, 129596581.0481],
  [335779.526232, 1739527262.8478],
  [1072260.70369, 1602961601.209],
  [450160.398036, -6962890.5431],
] as const;

/**
 * IAU 2000B nutation with the adjustment to IAU 2006 precession; the pole is good to 1 mas 1995-2050, free core nutation apart.
 *
 * @param t Julian centuries of TT (TDB will do) since J2000
 */
export function nutation2000b(t: number, out: Nutation): Nutation {
  const l = delaunay(0, t), lp = delaunay(1, t), f = delaunay(2, t), d = delaunay(3, t), om = delaunay(4, t); // prettier-ignore
  let psi = 0;
  let eps = 0;
  const x = NUTATION_2000B;
  for (let i = x.length - NUTATION_TERM_WORDS; i >= 0; i -= NUTATION_TERM_WORDS) {
    const argument = x[i]! * l + x[i + 1]! * lp + x[i + 2]! * f + x[i + 3]! * d + x[i + 4]! * om;
    const s = Math.sin(argument);
    const c = Math.cos(argument);
    psi += (x[i + 5]! + x[i + 6]! * t) * s + x[i + 7]! * c;
    eps += (x[i + 8]! + x[i + 9]! * t) * c + x[i + 10]! * s;
  }
  // J2 rate of IAU 2006 (Wallace & Capitaine 2006, A&A 459, 981, eq. 5)
  const j2 = -2.7774e-6 * t;
  out.psi = (psi * UNIT_RAD + PLANETARY_PSI_MAS * 1e-3 * ARCSEC_RAD) * (1 + 0.4697e-6 + j2);
  out.eps = (eps * UNIT_RAD + PLANETARY_EPS_MAS * 1e-3 * ARCSEC_RAD) * (1 + j2);
  out.meanObliquity = meanObliquity(t);
  out.complementary = complementaryTerms(f, d, om);
  return out;
}

/** The terms above 1 microarcsecond (IERS Conventions 2010, table 5.2e). */
function complementaryTerms(f: number, d: number, om: number): number {
  const microarcsec =
    2640.96 * Math.sin(om) +
    63.52 * Math.sin(2 * om) +
    11.75 * Math.sin(2 * f - 2 * d + 3 * om) +
    11.21 * Math.sin(2 * f - 2 * d + om) -
    4.55 * Math.sin(2 * f - 2 * d + 2 * om) +
    2.02 * Math.sin(2 * f + 3 * om) +
    1.98 * Math.sin(2 * f + om) -
    1.72 * Math.sin(3 * om);
  return microarcsec * 1e-6 * ARCSEC_RAD;
}

/** Mean obliquity of IAU 2006, radians. */
export function meanObliquity(t: number): number {
  return series(t, 84381.406, -46.836769, -0.0001831, 0.0020034, -0.000000576, -0.0000000434);
}

const scratch = new Float64Array(9);

/**
 * Bias, precession (IAU 2006, Fukushima-Williams angles) and nutation: rotation from the GCRS (= J2000 of SPICE) to the true equator and equinox of date.
 *
 * @see Capitaine & Wallace 2006, A&A 450, 855; SOFA PFW06 and FW2M
 */
export function celestialToTrueOfDate(t: number, nutation: Nutation, out: Float64Array): Float64Array {
  const gamma = series(t, -0.052928, 10.556378, 0.4932044, -0.00031238, -0.000002788, 0.000000026);
  const phi = series(t, 84381.412819, -46.811016, 0.0511268, 0.00053289, -0.00000044, -0.0000000176);
  const psi = series(t, -0.041775, 5038.481484, 1.5584175, -0.00018522, -0.000026452, -0.0000000148) + nutation.psi;
  const eps = nutation.meanObliquity + nutation.eps;
  const part = scratch;
  frameRotation(1, -eps, out);
  multiply(out, frameRotation(3, -psi, part), out);
  multiply(out, frameRotation(1, phi, part), out);
  return multiply(out, frameRotation(3, gamma, part), out);
}

/** Greenwich mean sidereal time minus Earth rotation angle, IAU 2006, radians. */
export function siderealMinusRotation(t: number): number {
  return series(t, 0.014506, 4612.156534, 1.3915817, -0.00000044, -0.000029956, -0.0000000368);
}

function delaunay(i: 0 | 1 | 2 | 3 | 4, t: number): number {
  return ((DELAUNAY[i][0] + DELAUNAY[i][1] * t) % TURN_ARCSEC) * ARCSEC_RAD;
}

/** Polynomial with coefficients in arcseconds, in radians. */
function series(t: number, a: number, b: number, c: number, d: number, e: number, f: number): number {
  return (a + t * (b + t * (c + t * (d + t * (e + t * f))))) * ARCSEC_RAD;
}
