import { curveIntegral, curveThrough, type Curve } from '../station/index.ts';
import { difference, intersect, union, type Windows } from '../time/index.ts';
import { firstAfter } from './ascending.ts';
import { BIN_S, ROUNDING_S } from './bins.ts';
import type { Outlet } from './data-flow.ts';
import { laterCurve } from './late-sun.ts';
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
}

export function forecast(model: StationModel, beliefs: Beliefs, fromEt: number, horizonS: number): Forecast {
  const bins = Math.max(1, Math.ceil(Math.min(horizonS, model.endEt - fromEt) / BIN_S));
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => fromEt + i * BIN_S);
  const generationJ = perBin(curveIntegral(model.steady, edges));
  const arrays = believedArrays(model, beliefs, edges);
  for (const { curve, factor } of arrays) {
    const energy = perBin(curveIntegral(curve, edges));
    for (let b = 0; b < bins; b += 1) generationJ[b]! += factor * energy[b]!;
  }
  const leastW = leastGeneration([{ curve: model.steady, factor: 1 }, ...arrays], edges);
  const heatAwakeJ = perBin(curveIntegral(model.heatersAwake, edges));
  const heatAsleepJ = perBin(curveIntegral(model.heatersAsleep, edges));
  return { fromEt, bins, generationJ, leastW, heatAwakeJ, heatAsleepJ, outlets: outletsOf(model, beliefs, edges) };
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

/** One link works at a time, of those open the one that needs the least energy per bit; a link believed to be down carries nothing until its retry. */
function outletsOf(model: StationModel, beliefs: Beliefs, edges: Float64Array): Outlet[][] {
  const outlets = Array.from({ length: edges.length - 1 }, (): Outlet[] => []);
  const [fromEt, toEt] = [edges[0]!, edges[edges.length - 1]!];
  const cheapestFirst = [...model.links].sort((a, b) => a.powerW / a.rateBitS - b.powerW / b.rateBitS);
  let taken: Windows = [];
  for (const { id, rateBitS, powerW, windows } of cheapestFirst) {
    if (!(rateBitS > 0)) continue;
    const open = intersect(windows, [[Math.max(fromEt, beliefs.linkDownUntil[id] ?? -Infinity), toEt]]);
    for (const [start, end] of difference(open, taken))
      for (let bin = Math.floor((start - fromEt) / BIN_S); bin < outlets.length && edges[bin]! < end; bin += 1) {
        const fromS = start - edges[bin]! < ROUNDING_S ? 0 : start - edges[bin]!;
        const toS = end - edges[bin]! > BIN_S - ROUNDING_S ? BIN_S : end - edges[bin]!;
        if (toS > fromS) outlets[bin]!.push({ fromS, toS, rateBitS, powerW });
      }
    taken = union(taken, open);
  }
  for (const inBin of outlets) inBin.sort((a, b) => a.fromS - b.fromS);
  return outlets;
}
