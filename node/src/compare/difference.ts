/** How two maps of the same cells differ. Differences are map minus reference; cells count that both have. Shares of area are weighted by true area, all else by cells. */
export interface Difference {
  readonly cells: number;
  readonly areaKm2: number;
  readonly mapMean: number;
  readonly referenceMean: number;
  readonly bias: number;
  readonly rms: number;
  /** Root mean square after the bias is taken off. */
  readonly deviation: number;
  readonly meanAbsolute: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly percentiles: Readonly<Record<`p${number}`, number>>;
  /** Pearson's; null when one of the maps is the same everywhere. */
  readonly correlation: number | null;
}

/** Areas on either side of a value: above it (or at it) in the map, in the reference, in both. */
export interface ThresholdAreas {
  readonly threshold: number;
  readonly mapAboveKm2: number;
  readonly referenceAboveKm2: number;
  readonly bothAboveKm2: number;
  readonly onlyMapKm2: number;
  readonly onlyReferenceKm2: number;
  readonly bothBelowKm2: number;
  /** Share of the area on which both agree. */
  readonly agreement: number;
  /** Cohen's kappa of that agreement: 0 as chance would have it, 1 all; null when one class is empty in both. */
  readonly kappa: number | null;
}

export const PERCENTILES = [1, 5, 25, 50, 75, 95, 99] as const;

/** @throws RangeError when there is no cell with both values */
export function difference(map: Float32Array, reference: Float32Array, areaKm2: (cell: number) => number): Difference {
  const differences = new Float32Array(map.length);
  let cells = 0;
  let [area, sumMap, sumReference, sum, absolute, squares] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < map.length; i++) {
    const d = map[i]! - reference[i]!;
    if (Number.isNaN(d)) continue;
    differences[cells++] = d;
    area += areaKm2(i);
    sumMap += map[i]!;
    sumReference += reference[i]!;
    sum += d;
    absolute += Math.abs(d);
    squares += d * d;
  }
  if (cells === 0) throw new RangeError('no cell with a value in both maps');
  const sorted = differences.subarray(0, cells).sort();
  const [mapMean, referenceMean, bias] = [sumMap / cells, sumReference / cells, sum / cells];
  return {
    cells,
    areaKm2: area,
    mapMean,
    referenceMean,
    bias,
    rms: Math.sqrt(squares / cells),
    deviation: Math.sqrt(Math.max(0, squares / cells - bias * bias)),
    meanAbsolute: absolute / cells,
    minimum: sorted[0]!,
    maximum: sorted[cells - 1]!,
    percentiles: Object.fromEntries(PERCENTILES.map((p) => [`p${p}`, percentile(sorted, p)])),
    correlation: correlation(map, reference, mapMean, referenceMean),
  };
}

/** Straight between the two nearest of sorted numbers (the usual definition, Hyndman & Fan 1996, type 7). */
export function percentile(sorted: Float32Array, p: number): number {
  const at = ((sorted.length - 1) * p) / 100;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

function correlation(map: Float32Array, reference: Float32Array, meanA: number, meanB: number): number | null {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < map.length; i++) {
    const [a, b] = [map[i]! - meanA, reference[i]! - meanB];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    ab += a * b;
    aa += a * a;
    bb += b * b;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

export function thresholdAreas(
  map: Float32Array,
  reference: Float32Array,
  threshold: number,
  areaKm2: (cell: number) => number,
): ThresholdAreas {
  let [both, onlyMap, onlyReference, neither] = [0, 0, 0, 0];
  for (let i = 0; i < map.length; i++) {
    const [a, b] = [map[i]!, reference[i]!];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    const area = areaKm2(i);
    if (a >= threshold) {
      if (b >= threshold) both += area;
      else onlyMap += area;
    } else if (b >= threshold) onlyReference += area;
    else neither += area;
  }
  const total = both + onlyMap + onlyReference + neither;
  const agreement = (both + neither) / total;
  const [mapAbove, referenceAbove] = [both + onlyMap, both + onlyReference];
  const chance = (mapAbove * referenceAbove + (total - mapAbove) * (total - referenceAbove)) / (total * total);
  return {
    threshold,
    mapAboveKm2: mapAbove,
    referenceAboveKm2: referenceAbove,
    bothAboveKm2: both,
    onlyMapKm2: onlyMap,
    onlyReferenceKm2: onlyReference,
    bothBelowKm2: neither,
    agreement,
    kappa: chance < 1 ? (agreement - chance) / (1 - chance) : null,
  };
}
