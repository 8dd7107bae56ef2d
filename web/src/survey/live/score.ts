import type { LiveCriterion } from '@openilrs/api/contract';

/** Layers that the score of a map is made of; the longest night comes from the time series of a place. */
export const SCORE_LAYERS = ['sunDiscMean', 'slope', 'earthFraction', 'shadowDistance'] as const;
export type ScoreLayer = (typeof SCORE_LAYERS)[number];

const DEGREE = Math.PI / 180;

/**
 * Weighted mean of the terms of every cell, 0..1, NaN where a limit is failed or light or slope is not known: `scoreMap` of core/terrain, again in the page, so that a weight moves the map
 * while it is dragged (score.test.ts compares the two).
 *
 * @param layers fractions, slope in degrees, distance in metres (NaN: there is no shadow)
 * @param weights by criterion
 */
export function scoreOf(
  criteria: readonly LiveCriterion[],
  weights: Readonly<Record<string, number>>,
  layers: Readonly<Record<ScoreLayer, Float32Array>>,
): Float32Array {
  const score = new Float32Array(layers.sunDiscMean.length);
  let total = 0;
  for (const layer of SCORE_LAYERS) {
    const one = criteria.find(({ id }) => id === layer);
    if (one === undefined) continue;
    const weight = weights[layer] ?? one.weight;
    total += weight;
    addTerm(score, layers[layer], one, weight, layer === 'slope' ? DEGREE : 1);
  }
  for (let i = 0; i < score.length; i += 1) {
    const known = !Number.isNaN(layers.sunDiscMean[i]!) && !Number.isNaN(layers.slope[i]!);
    score[i] = known ? (total > 0 ? score[i]! / total : 0) : NaN;
  }
  return score;
}

function addTerm(
  score: Float32Array,
  values: Float32Array,
  { worst, best, limit, id }: LiveCriterion,
  weight: number,
  unit: number,
): void {
  for (let i = 0; i < score.length; i += 1) {
    const read = values[i]! * unit;
    const value = Number.isNaN(read) && id === 'shadowDistance' ? Infinity : read;
    const fails = limit !== null && (best > worst ? !(value >= limit) : !(value <= limit));
    score[i] = fails ? NaN : score[i]! + weight * Math.min(Math.max((value - worst) / (best - worst), 0), 1);
  }
}
