import { multiply } from '../math/index.ts';
import type { Segment } from './segment.ts';

/** The orientation of a frame: rotation matrices (row-major) from J2000 to the frame at TDB seconds past J2000. */
export interface Orientation {
  rotation(et: number, out: Float64Array): void;
  /** Also the derivative of the matrix, per second. */
  rotationAndRate(et: number, out: Float64Array, rate: Float64Array): void;
}

/**
 * Orientation from a binary PCK: `[W]_3 [delta]_1 [phi]_3` with the three Euler angles of the segment.
 *
 * @param segmentAt the segment that counts at a time; throws in a gap
 * @param baseMatrix rotation from J2000 to the segment's inertial frame, null for J2000
 */
export function pckOrientation(
  segmentAt: (et: number) => Segment,
  baseMatrix: (frameId: number) => Float64Array | null,
): Orientation {
  const angles = new Float64Array(6);
  // SPICE reduces W, thousands of turns, with the rounded 2 pi: 6e-13 rad that have to be made the same way
  const reduceW = () => {
    const w = angles[2]!;
    angles[2] = w - 2 * Math.PI * Math.trunc(w / (2 * Math.PI));
  };
  return {
    rotation: (et, out) => {
      const segment = segmentAt(et);
      segment.evaluatePosition(et, angles);
      reduceW();
      euler313(angles, out);
      const base = baseMatrix(segment.frameId);
      if (base !== null) multiply(out, base, out);
    },
    rotationAndRate: (et, out, rate) => {
      const segment = segmentAt(et);
      segment.evaluate(et, angles);
      reduceW();
      euler313(angles, out);
      euler313Rate(angles, out, rate);
      const base = baseMatrix(segment.frameId);
      if (base === null) return;
      multiply(out, base, out);
      multiply(rate, base, rate);
    },
  };
}

/** `[w]_3 [delta]_1 [phi]_3`, angles = phi, delta, w. */
export function euler313(angles: Float64Array, out: Float64Array): void {
  const cp = Math.cos(angles[0]!);
  const sp = Math.sin(angles[0]!);
  const cd = Math.cos(angles[1]!);
  const sd = Math.sin(angles[1]!);
  const cw = Math.cos(angles[2]!);
  const sw = Math.sin(angles[2]!);
  out[0] = cw * cp - sw * cd * sp;
  out[1] = cw * sp + sw * cd * cp;
  out[2] = sw * sd;
  out[3] = -sw * cp - cw * cd * sp;
  out[4] = -sw * sp + cw * cd * cp;
  out[5] = cw * sd;
  out[6] = sd * sp;
  out[7] = -sd * cp;
  out[8] = cd;
}

/** Derivative by the chain rule; `m` is the matrix of the same angles and `angles[3..5]` their rates. */
function euler313Rate(angles: Float64Array, m: Float64Array, out: Float64Array): void {
  const dp = angles[3]!;
  const dd = angles[4]!;
  const dw = angles[5]!;
  const cd = Math.cos(angles[1]!);
  const sd = Math.sin(angles[1]!);
  const cw = Math.cos(angles[2]!);
  const sw = Math.sin(angles[2]!);
  // d/dw: row 1 gains row 2, row 2 loses row 1; d/dphi: column 1 loses column 2, column 2 gains column 1
  for (let column = 0; column < 3; column += 1) {
    out[column] = dw * m[3 + column]!;
    out[3 + column] = -dw * m[column]!;
    out[6 + column] = 0;
  }
  for (let row = 0; row < 9; row += 3) {
    out[row]! -= dp * m[row + 1]!;
    out[row + 1]! += dp * m[row]!;
  }
  // d/ddelta: the third row of the matrix and its derivative in delta, turned by w
  const cp = Math.cos(angles[0]!);
  const sp = Math.sin(angles[0]!);
  out[0]! += dd * sw * sd * sp;
  out[1]! -= dd * sw * sd * cp;
  out[2]! += dd * sw * cd;
  out[3]! += dd * cw * sd * sp;
  out[4]! -= dd * cw * sd * cp;
  out[5]! += dd * cw * cd;
  out[6]! += dd * cd * sp;
  out[7]! -= dd * cd * cp;
  out[8]! -= dd * sd;
}
