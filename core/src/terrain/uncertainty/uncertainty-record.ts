import type { ClonePoint } from './clone-points.ts';
import { percentileOf } from './percentiles.ts';

/** How a figure spreads over the clones. */
export interface Spread {
  /** On the terrain as it is. */
  readonly nominal: number;
  readonly mean: number;
  /** Sample standard deviation; 0 for one clone. */
  readonly sd: number;
  /** By percentile: `p1`, `p5` ... */
  readonly percentiles: Readonly<Record<string, number>>;
}

/** Spread of numbers over clones. */
export function spreadOf(nominal: number, values: readonly number[], percents: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    nominal,
    mean,
    sd: sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0,
    percentiles: Object.fromEntries(percents.map((percent) => [`p${percent}`, percentileOf(sorted, percent)])),
  };
}

/** Light of a place with its uncertainty: fractions 0 to 1, hours, metres. */
export interface PointUncertainty {
  readonly sunDiscMean: Spread;
  readonly sunAnyFraction: Spread;
  readonly longestDarkH: Spread;
  readonly terrainHeightM: Spread;
}

export function pointUncertainty(
  nominal: ClonePoint,
  clones: readonly ClonePoint[],
  percents: readonly number[],
): PointUncertainty {
  const spread = (value: (one: ClonePoint) => number) => spreadOf(value(nominal), clones.map(value), percents);
  return {
    sunDiscMean: spread((one) => one.sunDiscMean),
    sunAnyFraction: spread((one) => one.sunAnyFraction),
    longestDarkH: spread((one) => one.longestDarkS / 3600),
    terrainHeightM: spread((one) => one.terrainHeightM),
  };
}
