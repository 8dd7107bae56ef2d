import type { Windows } from '../time/index.ts';
import type { Curve } from './curve.ts';

/** What the world does to the station, known before the run: light at each mast and contact windows of each link. */
export interface Environment {
  readonly startEt: number;
  readonly endEt: number;
  /**
   * Sunlight at the arrays of a mast: visible share of the solar disc times (1 au / Sun distance)^2, so 0 to about 1.035;
   * multiplied by {@link SOLAR_IRRADIANCE_W_M2} it is the irradiance on a surface that faces the Sun.
   */
  sunShare(mastId: string): Curve;
  /** When the far end of a link can be reached: terrain, rotation of the Earth and the far end's schedule. */
  linkWindows(linkId: string): Windows;
  /** Cosine between the normal of a fixed array and the Sun, 0 when it is behind; only asked of arrays with a `mount`. */
  incidence?(arrayId: string): Curve;
  /** Rate of a link with `steps`, bit/s: `rateBitS[i]` from `et[i]` on; before the first its own rate. */
  linkRate?(linkId: string): { readonly et: ArrayLike<number>; readonly rateBitS: ArrayLike<number> };
  /** One-way light time of a link to the ground, s; without it telemetry does not hold it. */
  lightTime?(linkId: string): Curve;
  /** When the crew of a visit is there; only asked of stations with visits. */
  visitWindows?(visitId: string): Windows;
}

/** Total solar irradiance at 1 au: 1361 W/m2 (Kopp & Lean 2011, doi 10.1029/2010GL045777; FACTS 5.1). */
export const SOLAR_IRRADIANCE_W_M2 = 1361;
