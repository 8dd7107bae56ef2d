import { InputError } from '../../errors/index.ts';

/** Stefan-Boltzmann constant, W m-2 K-4 (CODATA 2018). */
export const STEFAN_BOLTZMANN = 5.670374419e-8;

/** Total solar irradiance at 1 au, W m-2 (Kopp & Lean 2011, GRL 38:L01706). */
export const SOLAR_CONSTANT = 1361;

/** Thermophysical properties of lunar soil after Hayne et al. (2017, JGR Planets 122:2371, doi 10.1002/2017JE005387, appendix A). */
export interface Regolith {
  /** Densities at the surface and at depth, kg m-3; between them rho = deep - (deep - surface) exp(-z / scale). */
  readonly surfaceDensity: number;
  readonly deepDensity: number;
  /** The H-parameter, metres. */
  readonly scaleDepthM: number;
  /** Contact conductivity at the surface and at depth, W m-1 K-1; it follows the density. */
  readonly surfaceConductivity: number;
  readonly deepConductivity: number;
  /** K = Kc (1 + chi (T / 350 K)^3): the share of radiation between grains. */
  readonly chi: number;
  /** Specific heat c0 + c1 T + c2 T^2 + c3 T^3 + c4 T^4, J kg-1 K-1, 20 to 400 K. */
  readonly heatCapacity: readonly [number, number, number, number, number];
  /** Solar albedo at incidence i: A0 + a (i / 45 deg)^3 + b (i / 90 deg)^8. */
  readonly albedo: readonly [a0: number, a: number, b: number];
  readonly emissivity: number;
  /** Heat from below, W m-2. */
  readonly basalFlux: number;
}

/** Standard highland soil: table A1 of Hayne et al. 2017 (albedo rising with incidence after Keihm 1984; heat flow of Langseth et al. 1976). */
export const HIGHLAND: Regolith = {
  surfaceDensity: 1100,
  deepDensity: 1800,
  scaleDepthM: 0.06,
  surfaceConductivity: 7.4e-4,
  deepConductivity: 3.4e-3,
  chi: 2.7,
  heatCapacity: [-3.6125, 2.7431, 2.3616e-3, -1.234e-5, 8.9093e-9],
  albedo: [0.12, 0.06, 0.25],
  emissivity: 0.95,
  basalFlux: 0.018,
};

/** Temperature at which radiation between grains carries chi times what contacts carry, K. */
const RADIATIVE_K = 350;

/** Density averaged from depth `topM` to `bottomM`, kg m-3. */
export function meanDensity({ surfaceDensity, deepDensity, scaleDepthM: h }: Regolith, topM: number, bottomM: number) {
  const loose = (h * (Math.exp(-topM / h) - Math.exp(-bottomM / h))) / (bottomM - topM);
  return deepDensity - (deepDensity - surfaceDensity) * loose;
}

/** Thermal resistance of the contacts between two depths, K m2 W-1: the exact integral of dz / Kc. */
export function contactResistance(regolith: Regolith, topM: number, bottomM: number): number {
  const { surfaceConductivity, deepConductivity: deep, scaleDepthM: h } = regolith;
  const loose = (deep - surfaceConductivity) / deep;
  const at = (z: number) => z + h * Math.log(1 - loose * Math.exp(-z / h));
  return (at(bottomM) - at(topM)) / deep;
}

/**
 * Kirchhoff's transform of temperature, kelvin: the integral of K / Kc. The heat that flows between two depths is its difference over {@link contactResistance}, exactly, although the
 * conductivity depends on temperature.
 */
export function kirchhoff({ chi }: Regolith, tempK: number): number {
  const ratio = tempK / RADIATIVE_K;
  return tempK * (1 + (chi / 4) * ratio * ratio * ratio);
}

/** K / Kc at a temperature: the derivative of {@link kirchhoff}. */
export function conductivityRatio({ chi }: Regolith, tempK: number): number {
  const ratio = tempK / RADIATIVE_K;
  return 1 + chi * ratio * ratio * ratio;
}

/** Specific heat, J kg-1 K-1. */
export function heatCapacityAt({ heatCapacity: [c0, c1, c2, c3, c4] }: Regolith, tempK: number): number {
  return c0 + tempK * (c1 + tempK * (c2 + tempK * (c3 + tempK * c4)));
}

/** Heat content above 0 K, J kg-1: the integral of the specific heat. */
export function enthalpyAt({ heatCapacity: [c0, c1, c2, c3, c4] }: Regolith, tempK: number): number {
  return tempK * (c0 + tempK * (c1 / 2 + tempK * (c2 / 3 + tempK * (c3 / 4 + (tempK * c4) / 5))));
}

/** Share of sunlight that the surface does not keep, at an angle of incidence in radians from the normal (0 to pi / 2). */
export function albedoAt({ albedo: [a0, a, b] }: Regolith, incidenceRad: number): number {
  const steep = incidenceRad / (Math.PI / 4);
  const grazing = incidenceRad / (Math.PI / 2);
  return a0 + a * steep ** 3 + b * grazing ** 8;
}

/** @throws InputError `THERMAL_OPTIONS` for properties that no soil has. */
export function checkRegolith(regolith: Regolith): void {
  const { surfaceDensity, deepDensity, scaleDepthM, surfaceConductivity, deepConductivity, chi } = regolith;
  const { emissivity, albedo, basalFlux } = regolith;
  const bad = (what: string, legal: string) => new InputError('THERMAL_OPTIONS', what, { where: 'regolith', legal });
  for (const [name, value] of Object.entries({ surfaceDensity, deepDensity, scaleDepthM, surfaceConductivity }))
    if (!(value > 0)) throw bad(`${name} ${value}`, 'above 0');
  if (!(deepConductivity >= surfaceConductivity))
    throw bad(`deepConductivity ${deepConductivity}`, `at least surfaceConductivity ${surfaceConductivity}`);
  if (!(emissivity > 0 && emissivity <= 1)) throw bad(`emissivity ${emissivity}`, 'above 0 to 1');
  if (!(albedo[0] >= 0 && albedoAt(regolith, Math.PI / 2) <= 1)) throw bad(`albedo ${albedo.join(', ')}`, '0 to 1');
  if (!(chi >= 0 && basalFlux >= 0)) throw bad(`chi ${chi}, basalFlux ${basalFlux}`, 'at least 0');
}
