import { mergeCurves, type Curve, type CurveGrid } from './curve.ts';
import { SOLAR_IRRADIANCE_W_M2, type Environment } from './environment.ts';
import type { ArraySpec, RadioisotopeSpec, StationSpec } from './station-spec.ts';

const YEAR_S = 31_557_600;

/** Output of an array in full health, W: light times irradiance times area and efficiency, less what it has lost since the start of the run. */
export function arrayPower(array: ArraySpec, environment: Environment): Curve {
  const share = arrayLight(array, environment);
  const full = SOLAR_IRRADIANCE_W_M2 * array.areaM2 * array.efficiency;
  const values = Float64Array.from(share.values, (value, i) => {
    const years = Math.max(0, (share.et[i]! - environment.startEt) / YEAR_S);
    return full * value * (1 - array.degradationPerYear) ** years;
  });
  return { et: share.et, values };
}

/** Light on an array, as a share of {@link SOLAR_IRRADIANCE_W_M2}: that of its mast, of a fixed panel times the cosine (straight between the nodes of both: 1e-4 with nodes an hour apart). */
export function arrayLight(array: ArraySpec, environment: Environment): Curve {
  const share = environment.sunShare(array.mastId);
  if (array.mount === undefined) return share;
  if (environment.incidence === undefined) throw new Error(`the environment knows no Sun direction for "${array.id}"`);
  const grid = mergeCurves([share, environment.incidence(array.id)], environment.startEt, environment.endEt);
  const [light, cosine] = [grid.values[0]!, grid.values[1]!];
  return { et: grid.timeS.map((t) => environment.startEt + t), values: light.map((value, i) => value * cosine[i]!) };
}

/** Decay of a radioisotope source, 1 at the start, as a polygon with a node every 30 days (3e-7 relative at a half-life of 88 years). */
export function decay(source: RadioisotopeSpec, startEt: number, endEt: number): Curve {
  const steps = Math.max(1, Math.ceil((endEt - startEt) / (30 * 86400)));
  const et = Float64Array.from({ length: steps + 1 }, (_, i) => startEt + ((endEt - startEt) * i) / steps);
  return { et, values: et.map((t) => 2 ** (-(t - startEt) / source.halfLifeS)) };
}

/** All curves that drive a station on one grid of nodes. */
export interface SourceGrid {
  readonly timeS: Float64Array;
  /** By array, W. */
  readonly arraysW: readonly Float64Array[];
  /** By radioisotope source: electric power, W. */
  readonly radioisotopeW: readonly Float64Array[];
  /** By thermal node: sink temperature, K. */
  readonly sinksK: readonly Float64Array[];
}

export function sourceGrid(spec: StationSpec, environment: Environment): SourceGrid {
  const { startEt, endEt } = environment;
  const arrays = spec.arrays.map((array) => arrayPower(array, environment));
  const decays = spec.radioisotope.map((source) => decay(source, startEt, endEt));
  const lights = spec.nodes.map((node) => environment.sunShare(node.mastId));
  const grid: CurveGrid = mergeCurves([...arrays, ...decays, ...lights], startEt, endEt);
  return {
    timeS: grid.timeS,
    arraysW: grid.values.slice(0, arrays.length),
    radioisotopeW: spec.radioisotope.map(({ electricW }, i) => {
      return grid.values[arrays.length + i]!.map((factor) => electricW * factor);
    }),
    sinksK: spec.nodes.map((node, i) => {
      const light = grid.values[arrays.length + decays.length + i]!;
      return light.map(
        (share) => node.sinkNightK + (node.sinkDayK - node.sinkNightK) * Math.min(1, Math.max(0, share)),
      );
    }),
  };
}
