import { curveIntegral, curveThrough, type Curve } from '../station/index.ts';
import { firstAfter } from './ascending.ts';
import { BIN_S } from './bins.ts';
import type { Outlet } from './data-flow.ts';
import { laterCurve } from './late-sun.ts';
import { linkOutlets } from './link-outlets.ts';
import type { Beliefs, StationModel } from './station-model.ts';

/** What is expected from `fromEt` on, in bins of {@link BIN_S}: energies are exact integrals over the bin. */
export interface Forecast {
  readonly fromEt: number;
  readonly bins: number;
  readonly generationJ: Float64Array;
  /** Least generation at any instant of the bin, for the limit on power. */
  readonly leastW: Float64Array;
  readonly heatAwakeJ: Float64Array;
  readonly heatAsleepJ: Float64Array;
  /** When which link can send, by bin: ascending, disjoint. */
  readonly outlets: readonly (readonly Outlet[])[];
  /** From this bin on no link sends. */
  readonly silentFrom: number;
}

export function forecast(model: StationModel, beliefs: Beliefs, fromEt: number, horizonS: number): Forecast {
  const bins = Math.max(1, Math.ceil(Math.min(horizonS, model.endEt - fromEt) / BIN_S));
  const edges = binEdges(fromEt, bins);
  const generationJ = perBin(curveIntegral(model.steady, edges));
  const arrays = believedArrays(model, beliefs, edges);
  for (const { curve, factor } of arrays) {
    const energy = perBin(curveIntegral(curve, edges));
    for (let b = 0; b < bins; b += 1) generationJ[b]! += factor * energy[b]!;
  }
  const leastW = leastGeneration([{ curve: model.steady, factor: 1 }, ...arrays], edges);
  const heatAwakeJ = perBin(curveIntegral(model.heatersAwake, edges));
  const heatAsleepJ = perBin(curveIntegral(model.heatersAsleep, edges));
  const outlets = linkOutlets(model, beliefs, edges);
  const silentFrom = outlets.findLastIndex((list) => list.length > 0) + 1;
  return { fromEt, bins, generationJ, leastW, heatAwakeJ, heatAsleepJ, outlets, silentFrom };
}

/** Instants at which bins begin and end. */
export function binEdges(fromEt: number, bins: number): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, i) => fromEt + i * BIN_S);
}

interface Part {
  readonly curve: Curve;
  readonly factor: number;
}

function believedArrays(model: StationModel, { arrayFactor, sunLaterS = 0 }: Beliefs, edges: Float64Array): Part[] {
  const [fromEt, toEt] = [edges[0]!, edges[edges.length - 1]!];
  return model.arrays.map(({ id, power }) => {
    return { curve: laterCurve(power, sunLaterS, fromEt, toEt), factor: arrayFactor[id] ?? 1 };
  });
}

/** The sum of straight lines is least at an edge of the bin or where one of them bends. */
function leastGeneration(parts: readonly Part[], edges: Float64Array): Float64Array {
  const edgeW = totalAt(parts, edges);
  const leastW = edgeW.slice(1).map((after, b) => Math.min(edgeW[b]!, after));
  const fromEt = edges[0]!;
  for (const curve of new Set(parts.map(({ curve }) => curve.et))) {
    const bends = between(curve, fromEt, edges[edges.length - 1]!);
    totalAt(parts, bends).forEach((totalW, i) => {
      const bin = Math.min(leastW.length - 1, Math.floor((bends[i]! - fromEt) / BIN_S));
      leastW[bin] = Math.min(leastW[bin]!, totalW);
    });
  }
  return leastW;
}

function between(ascending: ArrayLike<number>, fromEt: number, toEt: number): Float64Array {
  const inside: number[] = [];
  for (let i = firstAfter(ascending, fromEt); i < ascending.length && ascending[i]! < toEt; i += 1) inside.push(ascending[i]!); // prettier-ignore
  return Float64Array.from(inside);
}

/** @param ets ascending */
function totalAt(parts: readonly Part[], ets: Float64Array): Float64Array {
  const totalW = new Float64Array(ets.length);
  for (const { curve, factor } of parts) {
    const powerW = curveThrough(curve, ets);
    for (let i = 0; i < ets.length; i += 1) totalW[i]! += factor * powerW[i]!;
  }
  return totalW;
}

function perBin(sums: Float64Array): Float64Array {
  return sums.slice(1).map((sum, i) => sum - sums[i]!);
}
