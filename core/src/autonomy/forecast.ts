import { curveAt, curveIntegral } from '../station/index.ts';
import type { Windows } from '../time/index.ts';
import type { Beliefs, StationModel } from './station-model.ts';

/** What is expected from `fromEt` on, in bins of {@link BIN_S}: energies are exact integrals over the bin. */
export interface Forecast {
  readonly fromEt: number;
  readonly bins: number;
  readonly generationJ: Float64Array;
  /** Least generation in the bin, for the limit on power. */
  readonly leastW: Float64Array;
  readonly heatAwakeJ: Float64Array;
  readonly heatAsleepJ: Float64Array;
  /** What the links could carry when awake, and what that would take. */
  readonly drainBit: Float64Array;
  readonly drainJ: Float64Array;
}

/** One hour: nights last tens to hundreds of hours, and the reserve covers what happens inside a bin. */
export const BIN_S = 3600;

export function forecast(model: StationModel, beliefs: Beliefs, fromEt: number, horizonS: number): Forecast {
  const bins = Math.max(1, Math.ceil(Math.min(horizonS, model.endEt - fromEt) / BIN_S));
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => fromEt + i * BIN_S);
  const generationJ = perBin(curveIntegral(model.steady, edges));
  const edgeW = edges.map((et) => curveAt(model.steady, et));
  for (const { id, power } of model.arrays) {
    const factor = beliefs.arrayFactor[id] ?? 1;
    const energy = perBin(curveIntegral(power, edges));
    for (let b = 0; b < bins; b += 1) generationJ[b]! += factor * energy[b]!;
    for (let b = 0; b <= bins; b += 1) edgeW[b]! += factor * curveAt(power, edges[b]!);
  }
  const leastW = new Float64Array(bins);
  for (let b = 0; b < bins; b += 1) leastW[b] = Math.min(edgeW[b]!, edgeW[b + 1]!, generationJ[b]! / BIN_S);
  const heatAwakeJ = perBin(curveIntegral(model.heatersAwake, edges));
  const heatAsleepJ = perBin(curveIntegral(model.heatersAsleep, edges));
  return { fromEt, bins, generationJ, leastW, heatAwakeJ, heatAsleepJ, ...drains(model, beliefs, edges) };
}

function perBin(sums: Float64Array): Float64Array {
  return sums.slice(1).map((sum, i) => sum - sums[i]!);
}

/** One link works at a time, the one that needs the least energy per bit; a link believed to be down carries nothing until its retry. */
function drains(model: StationModel, beliefs: Beliefs, edges: Float64Array) {
  const bins = edges.length - 1;
  const drainBit = new Float64Array(bins);
  const drainJ = new Float64Array(bins);
  const usedS = new Float64Array(bins);
  const cheapestFirst = [...model.links].sort((a, b) => a.powerW / a.rateBitS - b.powerW / b.rateBitS);
  for (const { id, rateBitS, powerW, windows } of cheapestFirst) {
    const open = secondsPerBin(windows, edges, beliefs.linkDownUntil[id] ?? -Infinity);
    for (let b = 0; b < bins; b += 1) {
      const seconds = Math.min(open[b]!, BIN_S - usedS[b]!);
      usedS[b]! += seconds;
      drainBit[b]! += seconds * rateBitS;
      drainJ[b]! += seconds * powerW;
    }
  }
  return { drainBit, drainJ };
}

/** Seconds of each bin inside the windows, from `notBeforeEt` on. */
function secondsPerBin(windows: Windows, edges: Float64Array, notBeforeEt: number): Float64Array {
  const seconds = new Float64Array(edges.length - 1);
  const [from, to] = [edges[0]!, edges[edges.length - 1]!];
  for (const [start, end] of windows) {
    if (end <= from || start >= to || end <= notBeforeEt) continue;
    const [a, b] = [Math.max(start, from, notBeforeEt), Math.min(end, to)];
    for (let bin = Math.floor((a - from) / BIN_S); bin < seconds.length && edges[bin]! < b; bin += 1)
      seconds[bin]! += Math.max(0, Math.min(b, edges[bin + 1]!) - Math.max(a, edges[bin]!));
  }
  return seconds;
}
