import type { MutableVec3, Vec3 } from './vec3.ts';

/** Nine numbers, row-major: `[m00, m01, m02, m10, ...]`. A rotation matrix maps components in the old frame to the new one, as in SPICE. */
export type Mat3 = ArrayLike<number>;
export type MutableMat3 = Float64Array | number[];

/** `m v`; `out` may be `v`. */
export function rotate<T extends MutableVec3>(m: Mat3, v: Vec3, out: T): T {
  const x = v[0]!;
  const y = v[1]!;
  const z = v[2]!;
  out[0] = m[0]! * x + m[1]! * y + m[2]! * z;
  out[1] = m[3]! * x + m[4]! * y + m[5]! * z;
  out[2] = m[6]! * x + m[7]! * y + m[8]! * z;
  return out;
}

/** `a b`; `out` may be `a` or `b`. */
export function multiply<T extends MutableMat3>(a: Mat3, b: Mat3, out: T): T {
  const b0 = b[0]!, b1 = b[1]!, b2 = b[2]!; // prettier-ignore
  const b3 = b[3]!, b4 = b[4]!, b5 = b[5]!; // prettier-ignore
  const b6 = b[6]!, b7 = b[7]!, b8 = b[8]!; // prettier-ignore
  for (let row = 0; row < 9; row += 3) {
    const x = a[row]!;
    const y = a[row + 1]!;
    const z = a[row + 2]!;
    out[row] = x * b0 + y * b3 + z * b6;
    out[row + 1] = x * b1 + y * b4 + z * b7;
    out[row + 2] = x * b2 + y * b5 + z * b8;
  }
  return out;
}

/** The inverse of a rotation; `out` may be `m`. */
export function transpose<T extends MutableMat3>(m: Mat3, out: T): T {
  const m1 = m[1]!, m2 = m[2]!, m5 = m[5]!; // prettier-ignore
  out[0] = m[0]!;
  out[1] = m[3]!;
  out[2] = m[6]!;
  out[4] = m[4]!;
  out[5] = m[7]!;
  out[8] = m[8]!;
  out[3] = m1;
  out[6] = m2;
  out[7] = m5;
  return out;
}

export function identity<T extends MutableMat3>(out: T): T {
  for (let i = 0; i < 9; i += 1) out[i] = i % 4 === 0 ? 1 : 0;
  return out;
}

/**
 * `[angle]_axis` of SPICE: components in a frame turned by `angleRad` about `axis` (1 = x, 2 = y, 3 = z), right-handed.
 */
export function frameRotation<T extends MutableMat3>(axis: 1 | 2 | 3, angleRad: number, out: T): T {
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  const i = axis % 3;
  const j = (axis + 1) % 3;
  identity(out);
  out[i * 3 + i] = c;
  out[i * 3 + j] = s;
  out[j * 3 + i] = -s;
  out[j * 3 + j] = c;
  return out;
}

/** `[a0]_x0 [a1]_x1 [a2]_x2` with angles a and axes x: leftmost factor first, as SPICE's EUL2M. */
export function eulerRotation<T extends MutableMat3>(
  anglesRad: readonly [number, number, number],
  axes: readonly [1 | 2 | 3, 1 | 2 | 3, 1 | 2 | 3],
  out: T,
): T {
  const part = new Float64Array(9);
  frameRotation(axes[0], anglesRad[0], out);
  multiply(out, frameRotation(axes[1], anglesRad[1], part), out);
  return multiply(out, frameRotation(axes[2], anglesRad[2], part), out);
}
