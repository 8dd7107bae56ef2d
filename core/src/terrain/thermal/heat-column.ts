import { InputError } from '../../errors/index.ts';
import {
  checkRegolith,
  conductivityRatio,
  contactResistance,
  enthalpyAt,
  heatCapacityAt,
  kirchhoff,
  meanDensity,
  STEFAN_BOLTZMANN,
  type Regolith,
} from './regolith.ts';

/** How finely and how deep the soil is divided. */
export interface ColumnOptions {
  /** Layers in the first daily skin depth of the surface soil (3 cm); 10 unless told. */
  readonly layersPerSkin?: number;
  /** Each layer is thicker than the one above by 1 / growth; 8 unless told. */
  readonly growth?: number;
  /** Depth of the lower end, metres; 5 unless told: many skin depths of the yearly wave, also at 40 K. */
  readonly depthM?: number;
}

/**
 * A column of soil: temperatures at nodes, of which node 0 is the surface itself.
 *
 *      node 0  o------ surface: sunlight and heat radiation in, heat radiation out
 *              |  half a layer
 *      node 1  o
 *              |  layers grow with depth
 *      node N  o------ heat of the interior comes in
 */
export interface HeatColumn {
  readonly depthM: Float64Array;
  /** Changed by every step. */
  readonly tempK: Float64Array;
  /** Goes on by `stepS` seconds; `absorbed` W m-2 that the surface takes in at the start, at {@link MIDDLE} of the step and at its end. Returns the heat that came in through the surface, J m-2. */
  step(stepS: number, start: number, middle: number, end: number): number;
  /** Heat content above 0 K, J m-2. */
  heat(): number;
}

/** Length of the mean solar day of the Moon, s: the synodic month of 29.530589 days. */
export const LUNAR_DAY_S = 29.530589 * 86_400;

/** Where in a step the first stage ends: 2 - sqrt 2. */
export const MIDDLE = 2 - Math.SQRT2;

/** The last change by Newton's method; what remains after it is of the order of its square over 100 K. */
const TOLERANCE_K = 1e-4;
const MOST_ITERATIONS = 40;
/** Newton's method may not jump further at once; the heat content is only known from about 10 K. */
const LONGEST_JUMP_K = 120;
const COLDEST_K = 3;

/**
 * Soil of one kind, all at `tempK`.
 *
 * Finite volumes in depth; Kirchhoff's transform and the exact resistances make the flow between nodes exact for steady heat. In time TR-BDF2 (Bank et al. 1985; Hosea & Shampine 1996): second
 * order, and no ringing when the Sun comes up however long the step. Every stage is solved by Newton's method to 1e-10 K, so that heat in, heat out and heat content agree.
 *
 * @throws InputError `THERMAL_OPTIONS`
 */
export function heatColumn(regolith: Regolith, tempK: number, options: ColumnOptions = {}): HeatColumn {
  checkRegolith(regolith);
  const depthM = nodeDepths(regolith, options);
  const n = depthM.length;
  const mass = new Float64Array(n); // kg m-2 that a node stands for
  const conductance = new Float64Array(n); // W m-2 K-1 below a node
  for (let i = 0; i < n; i++) {
    const top = i === 0 ? 0 : (depthM[i - 1]! + depthM[i]!) / 2;
    const bottom = i === n - 1 ? depthM[i]! : (depthM[i]! + depthM[i + 1]!) / 2;
    mass[i] = meanDensity(regolith, top, bottom) * (bottom - top);
    if (i < n - 1) conductance[i] = 1 / contactResistance(regolith, depthM[i]!, depthM[i + 1]!);
  }
  const temps = new Float64Array(n).fill(tempK);
  const solver = stageSolver(regolith, mass, conductance);
  return {
    depthM,
    tempK: temps,
    step: (stepS, start, middle, end) => solver.step(temps, stepS, start, middle, end),
    heat: () => temps.reduce((sum, temp, i) => sum + mass[i]! * enthalpyAt(regolith, temp), 0),
  };
}

function nodeDepths(regolith: Regolith, { layersPerSkin = 10, growth = 8, depthM = 5 }: ColumnOptions): Float64Array {
  const bad = (what: string, legal: string) => new InputError('THERMAL_OPTIONS', what, { legal });
  if (!(layersPerSkin >= 2 && layersPerSkin <= 200)) throw bad(`${layersPerSkin} layers per skin depth`, '2 to 200');
  if (!(growth >= 2)) throw bad(`growth 1 / ${growth} per layer`, 'at least 2');
  const diffusivity = regolith.surfaceConductivity / (regolith.surfaceDensity * heatCapacityAt(regolith, 250));
  const skin = Math.sqrt((diffusivity * LUNAR_DAY_S) / Math.PI);
  if (!(depthM >= 5 * skin && depthM <= 40)) throw bad(`depth ${depthM} m`, `${(5 * skin).toFixed(2)} to 40 m`);
  const depths = [0];
  for (let layer = skin / layersPerSkin; depths.at(-1)! < depthM; layer *= 1 + 1 / growth)
    depths.push(depths.at(-1)! + layer);
  const scale = depthM / depths.at(-1)!;
  return Float64Array.from(depths, (depth) => depth * scale);
}

/** Weights of TR-BDF2 with the middle at 2 - sqrt 2: both stages are implicit in the same share of the step. */
const IMPLICIT = MIDDLE / 2;
const OLD = Math.SQRT2 / 4;
const FROM_MIDDLE = 1 / (MIDDLE * (2 - MIDDLE));
const FROM_START = (1 - MIDDLE) ** 2 * FROM_MIDDLE;

function stageSolver(regolith: Regolith, mass: Float64Array, conductance: Float64Array) {
  const n = mass.length;
  const { emissivity, basalFlux } = regolith;
  const grey = emissivity * STEFAN_BOLTZMANN;
  const radiates = (temp: number) => grey * temp * temp * temp * temp;
  const [heat, middleHeat, rhs] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [phi, ratio, above, right] = [0, 0, 0, 0].map(() => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];

  /** Heat flowing into node i, W m-2, from the transformed temperatures in `phi`. */
  const inflow = (i: number, surface: number): number => {
    const fromAbove = i === 0 ? surface : conductance[i - 1]! * (phi[i - 1]! - phi[i]!);
    const fromBelow = i === n - 1 ? basalFlux : conductance[i]! * (phi[i + 1]! - phi[i]!);
    return fromAbove + fromBelow;
  };

  /** Solves mass h(T) - a inflow(T) = rhs for T by Newton's method and Thomas' algorithm; T holds the first guess. */
  const solve = (temps: Float64Array, a: number, absorbed: number): void => {
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      for (let i = 0; i < n; i++) {
        phi[i] = kirchhoff(regolith, temps[i]!);
        ratio[i] = conductivityRatio(regolith, temps[i]!);
      }
      for (let i = 0; i < n; i++) {
        const temp = temps[i]!;
        const gAbove = i === 0 ? 0 : conductance[i - 1]!;
        const gBelow = i === n - 1 ? 0 : conductance[i]!;
        let diagonal = mass[i]! * heatCapacityAt(regolith, temp) + a * (gAbove + gBelow) * ratio[i]!;
        if (i === 0) diagonal += a * 4 * grey * temp * temp * temp;
        const surface = i === 0 ? absorbed - radiates(temp) : 0;
        let residual = rhs[i]! - mass[i]! * enthalpyAt(regolith, temp) + a * inflow(i, surface);
        if (i > 0) {
          const below = -a * gAbove * ratio[i - 1]!; // of row i, column i - 1
          diagonal -= below * above[i - 1]!;
          residual -= below * right[i - 1]!;
        }
        above[i] = i === n - 1 ? 0 : (-a * gBelow * ratio[i + 1]!) / diagonal;
        right[i] = residual / diagonal;
      }
      let largest = 0;
      let change = 0;
      for (let i = n - 1; i >= 0; i--) {
        change = right[i]! - above[i]! * change;
        const jump = Math.min(Math.max(change, -LONGEST_JUMP_K), LONGEST_JUMP_K);
        temps[i] = Math.max(temps[i]! + jump, COLDEST_K);
        largest = Math.max(largest, Math.abs(change));
      }
      if (largest < TOLERANCE_K) return;
    }
    throw new Error(`temperatures did not converge in ${MOST_ITERATIONS} iterations (absorbed ${absorbed} W m-2)`);
  };

  return {
    step(temps: Float64Array, stepS: number, start: number, middle: number, end: number): number {
      const a = IMPLICIT * stepS;
      const surfaceStart = start - radiates(temps[0]!);
      for (let i = 0; i < n; i++) phi[i] = kirchhoff(regolith, temps[i]!);
      for (let i = 0; i < n; i++) {
        heat[i] = mass[i]! * enthalpyAt(regolith, temps[i]!);
        rhs[i] = heat[i]! + a * inflow(i, surfaceStart);
      }
      solve(temps, a, middle);
      const surfaceMiddle = middle - radiates(temps[0]!);
      for (let i = 0; i < n; i++) {
        middleHeat[i] = mass[i]! * enthalpyAt(regolith, temps[i]!);
        rhs[i] = FROM_MIDDLE * middleHeat[i]! - FROM_START * heat[i]!;
      }
      solve(temps, a, end);
      const surfaceEnd = end - radiates(temps[0]!);
      return stepS * (OLD * (surfaceStart + surfaceMiddle) + IMPLICIT * surfaceEnd);
    },
  };
}
