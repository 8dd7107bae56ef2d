/**
 * Brightness of the solar disc from its centre (mu = 1) to its limb (mu = 0), mu being the cosine of the angle from the Sun's surface: the fifth-degree polynomial of Neckel and Labs
 * (Solar Physics 153, 91, 1994, table 1) at 700.875 nm, near the median wavelength of sunlight's energy (half of it lies beyond 0.7 micrometres). Over the band of silicon cells, 0.4 to 1.1
 * micrometres, the mean over the disc runs from 0.73 to 0.89; here it is 0.843. What is behind the law matters little: see docs/terrain-and-light.md.
 */
const P = [0.37885, 1.25553, -1.70908, 2.19647, -1.59554, 0.47378] as const;

/** Brightness relative to the centre of the disc at `rho` radii from it, 0..1. */
export function discBrightness(rho: number): number {
  const mu = Math.sqrt(Math.max(1 - rho * rho, 0));
  return P[0] + mu * (P[1] + mu * (P[2] + mu * (P[3] + mu * (P[4] + mu * P[5]))));
}

/** Mean of {@link discBrightness} over the disc: sum of 2 P_k / (k + 2). */
export const MEAN_BRIGHTNESS: number = P.reduce<number>((sum, a, k) => sum + (2 * a) / (k + 2), 0);
