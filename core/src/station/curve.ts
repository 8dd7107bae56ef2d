/** A continuous piecewise-linear function of time: `values[i]` at `et[i]`, straight between, constant outside. `et` strictly ascending. */
export interface Curve {
  readonly et: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Value at `et`; O(log n). */
export function curveAt(curve: Curve, et: number): number {
  const n = curve.et.length;
  if (n === 0) return 0;
  if (et <= curve.et[0]!) return curve.values[0]!;
  if (et >= curve.et[n - 1]!) return curve.values[n - 1]!;
  let low = 0;
  let high = n - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (curve.et[middle]! <= et) low = middle;
    else high = middle;
  }
  return between(curve, low, et);
}

/** Integral from the first of `et` to each of `at` (ascending), in value-seconds. */
export function curveIntegral(curve: Curve, at: ArrayLike<number>): Float64Array {
  const out = new Float64Array(at.length);
  let sum = 0;
  let from = at[0] ?? 0;
  let value = curveAt(curve, from);
  let node = upper(curve.et, from);
  for (let i = 0; i < at.length; i += 1) {
    const to = at[i]!;
    for (; node < curve.et.length && curve.et[node]! < to; node += 1) {
      sum += 0.5 * (value + curve.values[node]!) * (curve.et[node]! - from);
      from = curve.et[node]!;
      value = curve.values[node]!;
    }
    const end = atOrBefore(curve, node, to);
    sum += 0.5 * (value + end) * (to - from);
    from = to;
    value = end;
    out[i] = sum;
  }
  return out;
}

/** Several curves on the union of their nodes inside `[startEt, endEt]`; times are counted from `startEt` so that they keep nanoseconds. */
export interface CurveGrid {
  readonly timeS: Float64Array;
  readonly values: readonly Float64Array[];
}

export function mergeCurves(curves: readonly Curve[], startEt: number, endEt: number): CurveGrid {
  const nodes = new Set<number>([startEt, endEt]);
  for (const curve of curves)
    for (let i = 0; i < curve.et.length; i += 1) {
      const et = curve.et[i]!;
      if (et > startEt && et < endEt) nodes.add(et);
    }
  const ets = Float64Array.from(nodes).sort();
  return {
    timeS: ets.map((et) => et - startEt),
    values: curves.map((curve) => curveThrough(curve, ets)),
  };
}

/** Values at ascending `ets`, to the bit those of {@link curveAt}; one pass. */
export function curveThrough(curve: Curve, ets: Float64Array): Float64Array {
  const out = new Float64Array(ets.length);
  const n = curve.et.length;
  let i = Math.max(0, upper(curve.et, ets[0] ?? 0) - 1);
  for (let k = 0; k < ets.length; k += 1) {
    const et = ets[k]!;
    while (i + 2 < n && curve.et[i + 1]! <= et) i += 1;
    out[k] = n < 2 || et <= curve.et[0]! || et >= curve.et[n - 1]! ? curveAt(curve, et) : between(curve, i, et);
  }
  return out;
}

/** What {@link curveAt} gives, for the first node that is not before `et`. */
function atOrBefore({ et: nodes, values }: Curve, node: number, et: number): number {
  if (nodes.length === 0) return 0;
  if (node >= nodes.length) return values[nodes.length - 1]!;
  return node === 0 || nodes[node] === et ? values[node]! : between({ et: nodes, values }, node - 1, et);
}

function between(curve: Curve, low: number, et: number): number {
  const a = curve.et[low]!;
  const b = curve.et[low + 1]!;
  const va = curve.values[low]!;
  return va + ((curve.values[low + 1]! - va) * (et - a)) / (b - a);
}

/** First index whose element is greater than `x`. */
function upper(sorted: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
