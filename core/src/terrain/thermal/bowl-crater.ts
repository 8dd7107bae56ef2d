import { STEFAN_BOLTZMANN } from './regolith.ts';

/**
 * Share of its hemisphere (weighted by the cosine) that any point in a bowl sees filled by the bowl: f = 4 (d/D)^2 / (1 + 4 (d/D)^2), the part of the whole sphere that the bowl is.
 * The bowl is a spherical cap of depth to diameter ratio `depthRatio`.
 */
export function bowlFill(depthRatio: number): number {
  const x = 4 * depthRatio * depthRatio;
  return x / (1 + x);
}

/** Light and heat that shadowed ground gets from lit surroundings, W m-2: what falls on it, by kind. */
export interface SurroundingsFlux {
  /** Sunlight scattered by the surroundings. */
  readonly scattered: number;
  /** Heat radiation of the surroundings. */
  readonly infrared: number;
}

/**
 * Radiation inside a bowl-shaped crater: the same at every point of it, whether lit or not, when all soil scatters and radiates evenly and keeps no heat (Ingersoll, Svitek & Murray 1992, Icarus 100:40,
 * doi 10.1016/0019-1035(92)90017-2).
 *
 * @param fill {@link bowlFill}; `sunlight` W m-2 across the beam; `sinElevation` of the Sun over the crater's opening (below 0 counts as 0)
 */
export function bowlFlux(fill: number, sunlight: number, sinElevation: number, albedo: number): SurroundingsFlux {
  const taken = (sunlight * Math.max(sinElevation, 0)) / (1 - albedo * fill);
  return { scattered: taken * fill * albedo * (1 - fill), infrared: taken * fill * (1 - albedo) };
}

/** Temperature of the shadowed part of a bowl in equilibrium with {@link bowlFlux}, K: the published closed form. */
export function bowlShadowK(
  fill: number,
  sunlight: number,
  sinElevation: number,
  albedo: number,
  emissivity: number,
): number {
  const { scattered, infrared } = bowlFlux(fill, sunlight, sinElevation, albedo);
  return (((1 - albedo) * scattered + emissivity * infrared) / (emissivity * STEFAN_BOLTZMANN)) ** 0.25;
}
