/*
 * Correlated Gaussian noise over a plane, the same at a place whoever asks for it: tiles, workers and grids of any step agree to the bit, because a value depends on seed and
 * coordinates alone.
 *
 * White noise stands on a lattice of step h; the field is its sum under Gaussian kernels of width s = h,
 *
 *      n(x, y) = sum_ij w_ij g(x - i h) g(y - j h) / norm,   g(d) = exp(-d^2 / 2 s^2),
 *
 * whose autocorrelation is exp(-d^2 / 4 s^2): 1/e at d = 2 s, the correlation length. With h = s the lattice is felt by 2 exp(-pi^2) = 1e-4 of the variance.
 */

/** Kernels are cut at 4 s, where they have fallen to 3e-4. */
const TAPS = 9;

/** One component of the error of a grid. */
export interface NoiseComponent {
  /** Standard deviation, metres. */
  readonly sigmaM: number;
  /** Distance at which the autocorrelation has fallen to 1/e, metres; the autocorrelation is exp(-(d / correlationM)^2). */
  readonly correlationM: number;
}

/** Points of a map, row by row: x = x0 + column * stepM, y = y0 - row * stepM, metres. */
export interface NoiseGrid {
  readonly columns: number;
  readonly x0: number;
  readonly y0: number;
  readonly stepM: number;
}

/** Columns and rows `from` to below `to` of a grid. */
export interface NoiseWindow {
  readonly columns: readonly [from: number, to: number];
  readonly rows: readonly [from: number, to: number];
}

/**
 * Adds noise to the `values` of a window of a grid. About 20 ns per value, twice that where the correlation length is four steps.
 *
 * @param key names the field: the same key gives the same field
 */
export function addNoise(
  { sigmaM, correlationM }: NoiseComponent,
  key: number,
  values: Float32Array,
  { columns, x0, y0, stepM }: NoiseGrid,
  window: NoiseWindow = { columns: [0, columns], rows: [0, values.length / columns] },
): void {
  const h = correlationM / 2;
  const [left, right] = window.columns;
  const [top, bottom] = window.rows;
  const across = taps(x0, stepM, left, right, h);
  const down = taps(y0, -stepM, top, bottom, h);
  const scale = sigmaM / (kernelNorm() * kernelNorm());
  const lines = new Map<number, Float64Array>(); // lattice rows, smoothed along x
  for (let row = 0; row < bottom - top; row++) {
    const first = down.first[row]!;
    const near: Float64Array[] = [];
    for (let t = 0; t < TAPS; t++) near.push(lines.get(first + t) ?? remember(lines, first + t, smoothed(key, first + t, across))); // prettier-ignore
    for (const j of lines.keys()) if (j < first || j >= first + TAPS) lines.delete(j); // rows are met in order
    const weights = down.weights.subarray(row * TAPS, row * TAPS + TAPS);
    const [g0, g1, g2, g3, g4, g5, g6, g7, g8] = weights as unknown as number[] as [number, number, number, number, number, number, number, number, number]; // prettier-ignore
    const [a, b, c, d, e, f, g, i, k] = near as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]; // prettier-ignore
    const base = (top + row) * columns + left;
    for (let x = 0; x < right - left; x++) {
      const sum = g0 * a[x]! + g1 * b[x]! + g2 * c[x]! + g3 * d[x]! + g4 * e[x]! + g5 * f[x]! + g6 * g[x]! + g7 * i[x]! + g8 * k[x]!; // prettier-ignore
      values[base + x] = values[base + x]! + scale * sum;
    }
  }
}

/** For each point of a line: the first of its lattice nodes, and the kernel at all of them. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

function taps(start: number, step: number, from: number, to: number, h: number): Taps {
  const count = Math.max(to - from, 0);
  const first = new Int32Array(count);
  const weights = new Float64Array(count * TAPS);
  for (let i = 0; i < count; i++) {
    const at = (start + (from + i) * step) / h;
    first[i] = Math.round(at) - (TAPS - 1) / 2;
    for (let t = 0; t < TAPS; t++) weights[i * TAPS + t] = kernel(at - first[i]! - t);
  }
  return { first, weights };
}

function kernel(d: number): number {
  return Math.exp((-d * d) / 2);
}

/** Root of the sum of squared kernels: the mean over all positions on the lattice, pi^(1/4). */
function kernelNorm(): number {
  return Math.PI ** 0.25;
}

/** A row of the lattice, smoothed along x, at every column. */
function smoothed(key: number, row: number, { first, weights }: Taps): Float64Array {
  const columns = first.length;
  const [low, high] = [Math.min(first[0]!, first[columns - 1]!), Math.max(first[0]!, first[columns - 1]!)];
  const white = Float64Array.from({ length: high - low + TAPS }, (_, i) => whiteNoise(key, low + i, row));
  const out = new Float64Array(columns);
  for (let x = 0; x < columns; x++) {
    const from = first[x]! - low;
    let sum = 0;
    for (let t = 0; t < TAPS; t++) sum += weights[x * TAPS + t]! * white[from + t]!;
    out[x] = sum;
  }
  return out;
}

function remember(lines: Map<number, Float64Array>, row: number, line: Float64Array): Float64Array {
  lines.set(row, line);
  return line;
}

/** Normal deviate of a lattice node, by counter: Box-Muller over two hashes of the key and the node. */
export function whiteNoise(key: number, i: number, j: number): number {
  const a = hash(hash(key ^ 0x9e3779b9, i), j);
  const b = hash(hash(key ^ 0x7f4a7c15, j), i);
  return Math.sqrt(-2 * Math.log((a + 0.5) / 2 ** 32)) * Math.cos((2 * Math.PI * b) / 2 ** 32);
}

/** Key of a field from its parts: seed, number of the clone, number of the component ... */
export function noiseKey(...parts: readonly number[]): number {
  return parts.reduce((key, part) => hash(hash(key, part >>> 0), Math.floor(part / 2 ** 32)), 0x2545f491);
}

/** MurmurHash3's finaliser over two words (Appleby, public domain). */
function hash(a: number, b: number): number {
  let z = (Math.imul(a ^ (a >>> 16), 0x85ebca6b) + Math.imul(b | 0, 0x9e3779b1)) | 0;
  z = Math.imul(z ^ (z >>> 15), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
