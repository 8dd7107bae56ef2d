import { brentRoot } from '../math/index.ts';

/**
 * Temperatures of coupled nodes within a piece: `T_i(t) = a_i + b_i t + sum_k c_ik exp(-rate_k t)`, exact for constant heat and sinks that move in a straight line. Arrays
 * are reused from piece to piece.
 */
export interface CoupledMotion {
  readonly n: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Row-major, node by mode. */
  readonly c: Float64Array;
  readonly rate: Float64Array;
}

export function createMotion(n: number): CoupledMotion {
  return { n, a: new Float64Array(n), b: new Float64Array(n), c: new Float64Array(n * n), rate: new Float64Array(n) };
}

/** Far under any sensor, far over rounding; as for a single node. */
const CLOSE_K = 1e-9;

/** `T_i(t) - T_i(0)`. */
export function changeK({ n, b, c, rate }: CoupledMotion, i: number, t: number): number {
  let sum = b[i]! * t;
  for (let k = 0; k < n; k += 1) sum += c[i * n + k]! * Math.expm1(-rate[k]! * t);
  return sum;
}

/** Integral of `T_i` over `[0, t]`, K s. */
export function integralKS({ n, a, b, c, rate }: CoupledMotion, i: number, t: number): number {
  let sum = a[i]! * t + 0.5 * b[i]! * t * t;
  for (let k = 0; k < n; k += 1) sum -= (c[i * n + k]! * Math.expm1(-rate[k]! * t)) / rate[k]!;
  return sum;
}

/**
 * First time up to `spanS` at which node `i`, now on `side` of the level (1 above, -1 below, or at it), leaves that side; `spanS` when it does not.
 *
 * Every term is monotone, so their ends enclose the sum on an interval: where the enclosure stays on its side there is no crossing, where that of the slope has one sign
 * a root finder finishes, and otherwise the interval is halved. No crossing is stepped over.
 */
export function firstPassing(motion: CoupledMotion, i: number, level: number, side: 1 | -1, spanS: number): number {
  const found = search(motion, i, level, side, 0, spanS, 0);
  return found < 0 ? spanS : found;
}

const DEEPEST = 40;

function search(
  motion: CoupledMotion,
  i: number,
  level: number,
  side: 1 | -1,
  from: number,
  to: number,
  depth: number,
): number {
  const { n, a, b, c, rate } = motion;
  let start = (a[i]! - level + b[i]! * from) * side;
  let end = (a[i]! - level + b[i]! * to) * side;
  let least = Math.min(start, end);
  let slopeLow = b[i]! * side;
  let slopeHigh = slopeLow;
  for (let k = 0; k < n; k += 1) {
    const weight = c[i * n + k]! * side;
    const first = weight * Math.exp(-rate[k]! * from);
    const last = weight * Math.exp(-rate[k]! * to);
    start += first;
    end += last;
    least += Math.min(first, last);
    slopeLow += Math.min(-rate[k]! * first, -rate[k]! * last);
    slopeHigh += Math.max(-rate[k]! * first, -rate[k]! * last);
  }
  if (least >= -CLOSE_K) return -1;
  if (slopeLow >= 0 || slopeHigh <= 0 || depth >= DEEPEST) {
    if (end >= -CLOSE_K) return -1;
    if (start <= 0) return from;
    const over = (t: number) => {
      let sum = a[i]! - level + b[i]! * t;
      for (let k = 0; k < n; k += 1) sum += c[i * n + k]! * Math.exp(-rate[k]! * t);
      return sum * side;
    };
    return Math.min(to, brentRoot(over, from, to, 1e-7));
  }
  const middle = 0.5 * (from + to);
  const early = search(motion, i, level, side, from, middle, depth + 1);
  return early >= 0 ? early : search(motion, i, level, side, middle, to, depth + 1);
}
