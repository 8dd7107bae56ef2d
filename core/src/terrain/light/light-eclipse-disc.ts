import { skylineAt, type HorizonProfile } from '../horizon/horizon-profile.ts';

/** Sun and Earth together, as an observer has them: angles in radians, `x` (toward larger azimuth) and `y` (up) of the Earth's centre from the Sun's. */
export interface SunAndEarth {
  azimuthRad: number;
  elevationRad: number;
  sunRad: number;
  earthRad: number;
  x: number;
  y: number;
}

/** Share of a disc of radius `r` that one of radius `rho` covers with its centre `d` away: the lens of two circles. */
export function coveredShare(r: number, rho: number, d: number): number {
  if (d >= r + rho) return 0;
  if (d <= rho - r) return 1;
  if (d <= r - rho) return (rho / r) ** 2;
  const alpha = Math.acos((d * d + r * r - rho * rho) / (2 * d * r));
  const beta = Math.acos((d * d + rho * rho - r * r) / (2 * d * rho));
  const lens = r * r * (alpha - Math.sin(2 * alpha) / 2) + rho * rho * (beta - Math.sin(2 * beta) / 2);
  return lens / (Math.PI * r * r);
}

const STRIPS = 96;
const SINES = Float64Array.from({ length: STRIPS }, (_, i) => Math.sin(Math.PI * ((i + 0.5) / STRIPS - 0.5)));
const COSINES = Float64Array.from(SINES, (sine) => Math.sqrt(1 - sine * sine));

/**
 * Share of the solar disc above the skyline and outside the Earth's disc: over a clear skyline the lens exactly, else by 96 vertical strips, narrower toward
 * the limbs (to 2e-4).
 */
export function shareBeside(profile: HorizonProfile, at: SunAndEarth): number {
  const { sunRad: r, earthRad: rho, x, y, azimuthRad, elevationRad } = at;
  const cos = Math.max(Math.cos(elevationRad), 1e-3);
  let [visible, whole, hidden] = [0, 0, false];
  for (let i = 0; i < STRIPS; i++) {
    const u = r * SINES[i]!;
    const half = r * COSINES[i]!;
    const weight = COSINES[i]!; // du = r cos(theta) d(theta)
    const ground = skylineAt(profile, azimuthRad + u / cos) - elevationRad;
    const bottom = Math.min(Math.max(ground, -half), half);
    hidden ||= ground > -half;
    const reach2 = rho * rho - (u - x) ** 2;
    let length = half - bottom;
    if (reach2 > 0) {
      const reach = Math.sqrt(reach2);
      length -= Math.max(0, Math.min(half, y + reach) - Math.max(bottom, y - reach));
    }
    visible += weight * length;
    whole += weight * 2 * half;
  }
  return hidden ? visible / whole : 1 - coveredShare(r, rho, Math.hypot(x, y));
}
