import { malformed } from './daf.ts';
import type { Segment, SegmentFacts } from './segment.ts';

/**
 * Chebyshev polynomials over intervals of equal length: SPK types 2 (position) and 3 (position and velocity), binary PCK type 2 (Euler angles).
 *
 *   record: midpoint, radius, then 3 (or 6) x n coefficients, lowest degree first
 *   end of the segment: start of the first interval, interval length, words per record, number of records
 *
 * Values are summed by Clenshaw's recurrence as CSPICE does; they agree with it to rounding.
 * @see NAIF SPK Required Reading, "Type 2" and "Type 3"; PCK Required Reading, "Binary PCK type 2"
 */
export function chebyshevSegment(facts: SegmentFacts, words: Float64Array, hasRates: boolean): Segment {
  const count = words.length;
  const [init, step, size, records] = [words[count - 4]!, words[count - 3]!, words[count - 2]!, words[count - 1]!];
  const components = hasRates ? 6 : 3;
  const degreeCount = (size - 2) / components;
  const isWhole =
    Number.isInteger(size) &&
    Number.isInteger(records) &&
    Number.isInteger(degreeCount) &&
    degreeCount >= 1 &&
    records >= 1;
  if (!isWhole || !(step > 0) || !Number.isFinite(init) || size * records + 4 !== count)
    throw malformed(
      facts.kernel,
      `has a Chebyshev segment of ${count} words that does not hold ${records} records of ${size}`,
    );
  const shape = { words, init, step, size, last: records - 1, n: degreeCount };
  return {
    ...facts,
    evaluate: hasRates ? (et, out) => valuesOfBoth(shape, et, out) : (et, out) => valuesAndRates(shape, et, out),
    evaluatePosition: (et, out) => values(shape, et, out),
  };
}

interface Shape {
  readonly words: Float64Array;
  readonly init: number;
  readonly step: number;
  readonly size: number;
  readonly last: number;
  readonly n: number;
}

function recordStart(shape: Shape, et: number): number {
  const index = Math.floor((et - shape.init) / shape.step);
  return (index < 0 ? 0 : index > shape.last ? shape.last : index) * shape.size;
}

function values(shape: Shape, et: number, out: Float64Array): void {
  const { words, n } = shape;
  const record = recordStart(shape, et);
  const s = (et - words[record]!) / words[record + 1]!;
  const s2 = 2 * s;
  const x = record + 2;
  let a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0; // prettier-ignore
  for (let k = n - 1; k > 0; k -= 1) {
    const a = s2 * a0 - a1 + words[x + k]!;
    const b = s2 * b0 - b1 + words[x + n + k]!;
    const c = s2 * c0 - c1 + words[x + 2 * n + k]!;
    a1 = a0;
    a0 = a;
    b1 = b0;
    b0 = b;
    c1 = c0;
    c0 = c;
  }
  out[0] = s * a0 - a1 + words[x]!;
  out[1] = s * b0 - b1 + words[x + n]!;
  out[2] = s * c0 - c1 + words[x + 2 * n]!;
}

/** Values and their derivatives: d(b_k) = 2 b_(k+1) + 2 s d_(k+1) - d_(k+2). */
function valuesAndRates(shape: Shape, et: number, out: Float64Array): void {
  const { words, n } = shape;
  const record = recordStart(shape, et);
  const radius = words[record + 1]!;
  const s = (et - words[record]!) / radius;
  const s2 = 2 * s;
  const x = record + 2;
  let a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0; // prettier-ignore
  let da0 = 0, da1 = 0, db0 = 0, db1 = 0, dc0 = 0, dc1 = 0; // prettier-ignore
  for (let k = n - 1; k > 0; k -= 1) {
    const da = s2 * da0 - da1 + 2 * a0;
    const db = s2 * db0 - db1 + 2 * b0;
    const dc = s2 * dc0 - dc1 + 2 * c0;
    const a = s2 * a0 - a1 + words[x + k]!;
    const b = s2 * b0 - b1 + words[x + n + k]!;
    const c = s2 * c0 - c1 + words[x + 2 * n + k]!;
    da1 = da0;
    da0 = da;
    db1 = db0;
    db0 = db;
    dc1 = dc0;
    dc0 = dc;
    a1 = a0;
    a0 = a;
    b1 = b0;
    b0 = b;
    c1 = c0;
    c0 = c;
  }
  out[0] = s * a0 - a1 + words[x]!;
  out[1] = s * b0 - b1 + words[x + n]!;
  out[2] = s * c0 - c1 + words[x + 2 * n]!;
  out[3] = (a0 + s * da0 - da1) / radius;
  out[4] = (b0 + s * db0 - db1) / radius;
  out[5] = (c0 + s * dc0 - dc1) / radius;
}

/** Type 3 stores velocities as series of their own. */
function valuesOfBoth(shape: Shape, et: number, out: Float64Array): void {
  const { words, n } = shape;
  const record = recordStart(shape, et);
  const s = (et - words[record]!) / words[record + 1]!;
  for (let component = 0; component < 6; component += 1) {
    const x = record + 2 + component * n;
    let a0 = 0;
    let a1 = 0;
    for (let k = n - 1; k > 0; k -= 1) {
      const a = 2 * s * a0 - a1 + words[x + k]!;
      a1 = a0;
      a0 = a;
    }
    out[component] = s * a0 - a1 + words[x]!;
  }
}
