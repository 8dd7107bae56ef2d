/** Three components at `[offset .. offset + 2]`: a plain array, a tuple or a typed array. */
export type Vec3 = ArrayLike<number>;
/** A vector that can be written to. `out` may be one of the inputs unless a function says otherwise. */
export type MutableVec3 = Float64Array | number[];

export function dot(a: Vec3, b: Vec3): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
}

/** `a x b`; `out` may be `a` or `b`. */
export function cross<T extends MutableVec3>(a: Vec3, b: Vec3, out: T): T {
  const x = a[1]! * b[2]! - a[2]! * b[1]!;
  const y = a[2]! * b[0]! - a[0]! * b[2]!;
  const z = a[0]! * b[1]! - a[1]! * b[0]!;
  return set(x, y, z, out);
}

/** Euclidean length. */
export function norm(a: Vec3): number {
  return Math.sqrt(dot(a, a));
}

export function add<T extends MutableVec3>(a: Vec3, b: Vec3, out: T): T {
  return set(a[0]! + b[0]!, a[1]! + b[1]!, a[2]! + b[2]!, out);
}

export function scale<T extends MutableVec3>(a: Vec3, factor: number, out: T): T {
  return set(a[0]! * factor, a[1]! * factor, a[2]! * factor, out);
}

/** `a / |a|`, or zero for the zero vector (as SPICE's VHAT). */
export function unit<T extends MutableVec3>(a: Vec3, out: T): T {
  const length = norm(a);
  return length === 0 ? set(0, 0, 0, out) : scale(a, 1 / length, out);
}

function set<T extends MutableVec3>(x: number, y: number, z: number, out: T): T {
  out[0] = x;
  out[1] = y;
  out[2] = z;
  return out;
}
