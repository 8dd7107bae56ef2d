import { MOON_RADIUS_M } from './dem.ts';
import { projectUnit, unitVector, unproject, type GridKind } from './projection.ts';
import type { Vector } from '../../math/index.ts';

/**
 * The gnomonic plane: it touches the sphere at the centre of a region, and places are projected onto it from the Moon's centre, so that great circles are straight lines.
 *
 *            . P = (x, y, R)              A point at distance r from the Moon's centre, in the direction of P, has the *line-of-sight height*
 *   --------/--------- plane                  z = R (1 - |P| / r)
 *          /   C                          above the plane. (x, y, z) is a projective image of space: straight lines of sight are straight
 *         O  Moon's centre                lines in it. So z is a flat map on which the curvature of the Moon is exact.
 *
 * Near the centre z = height - distance^2 / 2R.
 */
export interface GnomonicFrame {
  /** Unit vectors of the body-fixed frame: along the plane's x, along its y, and out of the plane. */
  readonly x: Vector;
  readonly y: Vector;
  readonly up: Vector;
}

/** Frame that touches the sphere at a map place, with its axes along the axes of that map; valid where the map is not singular. */
export function gnomonicFrame(kind: GridKind, xM: number, yM: number): GnomonicFrame {
  const up = unitVector(...unproject(kind, xM, yM));
  const ahead = unitVector(...unproject(kind, xM + 1, yM));
  const x = tangent(tangent(ahead, up), up); // twice: the first difference of near vectors loses digits
  return { x, y: cross(up, x), up };
}

/** Unit vector (body-fixed) of the place at (x, y) metres on the plane; written to `out`, which is returned. */
export function fromGnomonic(frame: GnomonicFrame, xM: number, yM: number, out: Float64Array): Float64Array {
  const scale = 1 / Math.sqrt(MOON_RADIUS_M * MOON_RADIUS_M + xM * xM + yM * yM);
  for (let i = 0; i < 3; i++) {
    out[i] = (frame.x[i]! * xM + frame.y[i]! * yM + frame.up[i]! * MOON_RADIUS_M) * scale;
  }
  return out;
}

/** Place on the plane, metres, of a unit vector less than 90 degrees from the centre. */
export function toGnomonic(frame: GnomonicFrame, u: ArrayLike<number>): [xM: number, yM: number] {
  const scale = MOON_RADIUS_M / dot(frame.up, u);
  return [dot(frame.x, u) * scale, dot(frame.y, u) * scale];
}

/** Line-of-sight height of a point `heightM` above the sphere over (x, y): metres. */
export function sightHeight(xM: number, yM: number, heightM: number): number {
  const slant = Math.sqrt(MOON_RADIUS_M * MOON_RADIUS_M + xM * xM + yM * yM);
  return MOON_RADIUS_M * (1 - slant / (MOON_RADIUS_M + heightM));
}

/**
 * Tangent of the elevation over the local horizontal, for a line of sight that starts at (x, y) with line-of-sight height z, runs in the plane direction
 * (`cosA`, `sinA`), and rises by `slope` in the projective image (z per metre of the plane).
 */
export function localTangent(xM: number, yM: number, zM: number, cosA: number, sinA: number, slope: number): number {
  const s = xM * cosA + yM * sinA;
  const slant2 = MOON_RADIUS_M * MOON_RADIUS_M + xM * xM + yM * yM;
  const rho = Math.sqrt(slant2 - s * s);
  return s / rho + (slope * slant2) / (MOON_RADIUS_M * rho * (1 - zM / MOON_RADIUS_M));
}

/** Azimuth in radians from north, clockwise, in which the plane direction at angle `angleRad` (from x, counterclockwise) leaves (x, y). */
export function azimuthOf(frame: GnomonicFrame, xM: number, yM: number, angleRad: number): number {
  const u = fromGnomonic(frame, xM, yM, new Float64Array(3));
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const d = [0, 1, 2].map((i) => frame.x[i]! * cos + frame.y[i]! * sin);
  const east = [-u[1]!, u[0]!, 0];
  const north = [-u[2]! * u[0]!, -u[2]! * u[1]!, u[0]! * u[0]! + u[1]! * u[1]!];
  const azimuth = Math.atan2(dot(east, d), dot(north, d));
  return azimuth < 0 ? azimuth + 2 * Math.PI : azimuth;
}

/** Map coordinates in metres of a place on the plane. */
export function mapOfGnomonic(frame: GnomonicFrame, kind: GridKind, xM: number, yM: number): [number, number] {
  const u = fromGnomonic(frame, xM, yM, new Float64Array(3));
  return projectUnit(kind, u[0]!, u[1]!, u[2]!);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Unit vector along the part of `a` that is perpendicular to the unit vector `up`. */
function tangent(a: Vector, up: Vector): Vector {
  const along = dot(a, up);
  return normalized([a[0] - along * up[0], a[1] - along * up[1], a[2] - along * up[2]]);
}

function normalized(a: Vector): Vector {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
}
