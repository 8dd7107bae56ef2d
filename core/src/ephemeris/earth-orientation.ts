import { frameRotation, multiply } from '../math/index.ts';
import { etToTai, type LeapSeconds } from '../time/index.ts';
import { earthParametersAt, type EarthOrientationValues, type EarthParameters } from './earth-parameters.ts';
import { NutationCache } from './nutation-cache.ts';
import type { Orientation } from './orientation.ts';
import { ARCSEC_RAD, celestialToTrueOfDate, siderealMinusRotation, type Nutation } from './precession-nutation.ts';

/** Nominal rotation rate of the Earth (IERS Conventions 2010, table 1.2). */
const EARTH_RATE_RAD_S = 7.292115e-5;
const CENTURY_S = 36525 * 86400;
const TURN = 2 * Math.PI;
/** Earth rotation angle at J2000 (turns) and what it gains per UT1 day beyond one turn (IERS Conventions 2010, eq. 5.15). */
const ERA_AT_J2000 = 0.779057273264;
const ERA_EXCESS_PER_DAY = 0.00273781191135448;
/** Half-width of the central difference for rates, seconds: the matrix is smooth over minutes, and rounding stays below 1e-17 rad/s. */
const RATE_STEP_S = 30;

/**
 * ITRF93 (ITRS) from IAU 2006 precession, IAU 2000B nutation and Earth orientation parameters, equinox based.
 *
 * Accuracy against NAIF's high-precision Earth PCK, 2015 to 2026 (reference.test.ts): at most 2 mas, 6 cm on the ground; ocean tides in UT1 and pole (below 1 mas) are left out. In the predicted part it is that
 * of the table, whose 1 sigma of UT1 grows to 0.025 s (0.4 arcsec, 12 m) a year ahead; after its end see {@link earthParametersAt}.
 */
export function earthOrientation(table: EarthParameters, lsk: LeapSeconds): Orientation {
  const table2000b = new NutationCache();
  const nutation: Nutation = { psi: 0, eps: 0, meanObliquity: 0, complementary: 0 };
  const values: EarthOrientationValues = { xp: 0, yp: 0, ut1MinusTai: 0, dX: 0, dY: 0 };
  const part = new Float64Array(9);
  const before = new Float64Array(9);

  const rotation = (et: number, out: Float64Array) => {
    const tai = etToTai(lsk, et);
    const t = (tai + lsk.deltaTA) / CENTURY_S;
    earthParametersAt(table, lsk, tai, values);
    table2000b.at(t, nutation);
    // the observed celestial pole offsets, as nutation; exact at J2000, good to 1 % of them in this century
    nutation.psi += values.dX / Math.sin(nutation.meanObliquity);
    nutation.eps += values.dY;
    celestialToTrueOfDate(t, nutation, out);
    multiply(frameRotation(3, siderealTime(t, tai + values.ut1MinusTai, nutation), part), out, out);
    // s' = -47 microarcsec per century, then the pole
    multiply(frameRotation(3, -47e-6 * t * ARCSEC_RAD, part), out, out);
    multiply(frameRotation(2, -values.xp, part), out, out);
    multiply(frameRotation(1, -values.yp, part), out, out);
    multiply(itrf2020ToItrf93(tai, part), out, out);
  };

  return {
    rotation,
    rotationAndRate: (et, out, rate) => {
      rotation(et - RATE_STEP_S, before);
      rotation(et + RATE_STEP_S, rate);
      rotation(et, out);
      ratesFromDifference(before, rate);
    },
  };
}

/**
 * The rotation part of the IGN/IERS transformation ITRF2020 -> ITRF93: (-3.36, -4.33, 0.75) mas at 2015.0, (-0.11, -0.19, 0.07) mas a year (EPSG 9998, reversed). Today's parameters
 * realise ITRF2020, SPICE's kernels ITRF93; scale and shift (7 cm) belong to station positions, not to an orientation.
 */
function itrf2020ToItrf93(tai: number, out: Float64Array): Float64Array {
  const years = tai / 31557600 - 15;
  const r1 = (-3.36 - 0.11 * years) * 1e-3 * ARCSEC_RAD;
  const r2 = (-4.33 - 0.19 * years) * 1e-3 * ARCSEC_RAD;
  const r3 = (0.75 + 0.07 * years) * 1e-3 * ARCSEC_RAD;
  out[0] = out[4] = out[8] = 1;
  out[1] = -r3;
  out[2] = r2;
  out[3] = r3;
  out[5] = -r1;
  out[6] = -r2;
  out[7] = r1;
  return out;
}

/** Greenwich apparent sidereal time, IAU 2006. */
function siderealTime(t: number, ut1: number, nutation: Nutation): number {
  const days = ut1 / 86400;
  const era = TURN * (days - Math.floor(days) + ERA_AT_J2000 + ERA_EXCESS_PER_DAY * days);
  return era + siderealMinusRotation(t) + nutation.psi * Math.cos(nutation.meanObliquity) + nutation.complementary;
}

/**
 * A turning matrix is no straight line: over +-h the chord is shorter than the arc by sinc(w h). The Earth's w is known to 1e-7, so the factor is exact enough.
 */
function ratesFromDifference(before: Float64Array, after: Float64Array): void {
  const angle = EARTH_RATE_RAD_S * RATE_STEP_S;
  const factor = EARTH_RATE_RAD_S / (2 * Math.sin(angle));
  for (let i = 0; i < 9; i += 1) after[i] = (after[i]! - before[i]!) * factor;
}
