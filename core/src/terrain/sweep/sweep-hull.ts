import { HOLE_M } from './sweep-terrain.ts';

/**
 * Upper convex hull of what has been passed, as a stack; four numbers for each vertex: x, z, and its distance in x and in z from the vertex before.
 * The first vertex pretends to stand on a vertical edge (0, 1), so that searches stop there. No division: its latency would rule the time of the sweep.
 */
export interface Hull {
  readonly stack: Float64Array;
  top: number;
  /** Line (or group of lines) that it belongs to. */
  key: number;
}

export const VERTEX = 4;

export function newHull(vertices: number): Hull {
  return { stack: new Float64Array(VERTEX * (vertices + 1)), top: 0, key: NaN };
}

/** Begins a hull with columns `from` to below `to`, from the far end in the direction of walking. */
export function startHull(
  hull: Hull,
  x: Float64Array,
  line: Float64Array,
  from: number,
  to: number,
  way: 1 | -1,
): void {
  const first = way > 0 ? from : to - 1;
  hull.top = 0;
  // Nothing beyond the last terrain: a vertex far below.
  hull.stack.set([(x[first] ?? x[way > 0 ? 0 : x.length - 1]!) * way - 1, HOLE_M, 0, 1]);
  growHull(hull, x, line, from, to, way);
}

export function growHull(hull: Hull, x: Float64Array, line: Float64Array, from: number, to: number, way: 1 | -1): void {
  const { stack } = hull;
  let top = hull.top;
  for (let j = way > 0 ? from : to - 1; j >= from && j < to; j += way) {
    const z = line[j]!;
    if (z !== z) continue;
    const s = x[j]! * way;
    let dx = s - stack[top]!;
    let dz = z - stack[top + 1]!;
    while (dz * stack[top + 2]! >= stack[top + 3]! * dx) {
      top -= VERTEX;
      dx = s - stack[top]!;
      dz = z - stack[top + 1]!;
    }
    top += VERTEX;
    stack[top] = s;
    stack[top + 1] = z;
    stack[top + 2] = dx;
    stack[top + 3] = dz;
  }
  hull.top = top;
}

export function copyHull(from: Hull, to: Hull): void {
  for (let i = 0; i < from.top + VERTEX; i++) to.stack[i] = from.stack[i]!;
  to.top = from.top;
}

/**
 * Where the line of sight from (s, z) touches the hull. Above the line through an edge one looks past its upper end; going down the stack that is true up to the answer and false
 * from there on, so the search may begin anywhere: at the vertex of the observer before, which mostly is the answer again.
 */
export function tangentVertex(stack: Float64Array, top: number, guess: number, s: number, z: number): number {
  let t = guess < top ? guess : top;
  if ((z - stack[t + 1]!) * stack[t + 2]! > stack[t + 3]! * (s - stack[t]!)) {
    do t -= VERTEX;
    while ((z - stack[t + 1]!) * stack[t + 2]! > stack[t + 3]! * (s - stack[t]!));
    return t;
  }
  while (t < top) {
    const u = t + VERTEX;
    if ((z - stack[u + 1]!) * stack[u + 2]! > stack[u + 3]! * (s - stack[u]!)) break;
    t = u;
  }
  return t;
}
