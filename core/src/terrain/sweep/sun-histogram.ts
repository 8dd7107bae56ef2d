import type { GnomonicFrame } from '../ground/gnomonic.ts';
import type { BodyTrack } from '../light/light-track.ts';
import { samplePath } from './sky-samples.ts';

/**
 * Where a body stood in the sky of a region over a period, as a table that answers at once: for a skyline of given height in a given direction, which share of the time did how much
 * of the body stand above it?
 *
 * The sky is that of the point where the gnomonic plane touches the sphere, in the plane's own directions. In that projective image a distant body has nearly the same direction and
 * slope for every observer of the region, so one table serves all cells; what is left is taken out tile by tile (sky-parallax.ts).
 *
 * The solar disc is laid into the table element by element, each in its own direction: the sum over all directions of the share above the skyline is then the mean visible share of the
 * disc, an integral over the disc and not a yes or no.
 */
export interface SkyTable {
  /** Directions, equally spaced from the plane's x, counterclockwise; direction d stands for the wedge of width 2 pi / directions around it. */
  readonly directions: number;
  /** Thresholds in each direction: tangents `firstTangent + i * tangentStep`, i from 0 to `thresholds - 1`. */
  readonly thresholds: number;
  readonly firstTangent: number;
  readonly tangentStep: number;
  /** `values[d * thresholds + i]` / {@link FULL_SHARE}: share of time (and disc) in wedge d above threshold i. Integers, so that sums do not depend on their order. */
  readonly values: Uint32Array;
}

/** All directions together, everything in view. */
export const FULL_SHARE = 2 ** 30;

export interface SkyTableOptions {
  readonly directions?: number;
  /** Distance of two samples of the body's path; half an hour (0.25 degrees of the Sun's way) unless told. */
  readonly sampleS?: number;
  /** Height of thresholds, tangent: 0.0001 (0.006 degrees) unless told. */
  readonly tangentStep?: number;
  /** Angular radius of the body by distance, radians; none is a point. */
  readonly radiusRad?: (distanceM: number) => number;
}

/**
 * Tables the path of a body from `fromEt` to `toEt`, seen from `eyeHeightM` above the sphere at the centre of `frame`.
 *
 * Read linearly between thresholds. Measured over one year at 24 cells of a region of 20 km, its corners among them, against the time series on the same skylines: Sun with 720 directions 0.017 percentage
 * points rms, 0.034 at most; Earth with 1440 directions and hourly samples 0.015 and 0.06 (node/src/survey/sweep-truth.slow.ts holds both under 0.1).
 */
export function skyTable(
  track: BodyTrack,
  frame: GnomonicFrame,
  eyeHeightM: number,
  fromEt: number,
  toEt: number,
  options: SkyTableOptions = {},
): SkyTable {
  const { directions = 720, sampleS = 1800, tangentStep = 1e-4, radiusRad } = options;
  const count = Math.max(1, Math.round((toEt - fromEt) / sampleS));
  const path = samplePath(track, frame, eyeHeightM, fromEt, toEt, count);
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const radius = radiusRad === undefined ? 0 : radiusRad(path[3 * i + 2]!);
    low = Math.min(low, Math.tan(path[3 * i + 1]! - radius));
    high = Math.max(high, Math.tan(path[3 * i + 1]! + radius));
  }
  const table = newTable(directions, low, high, tangentStep);
  const { firstTangent, thresholds } = table;
  const mass = new Float64Array(directions * thresholds); // between threshold i and i + 1
  const lay = (azimuth: number, bottom: number, top: number, weight: number): void => {
    const turns = Math.round((azimuth * directions) / (2 * Math.PI));
    const page = (((turns % directions) + directions) % directions) * thresholds;
    spread(mass, page, (bottom - firstTangent) / tangentStep, (top - firstTangent) / tangentStep, weight);
  };
  for (let i = 0; i < count; i++) {
    const [azimuth, elevation] = [path[3 * i]!, path[3 * i + 1]!];
    const radius = radiusRad === undefined ? 0 : radiusRad(path[3 * i + 2]!);
    if (radius === 0) layPath(path, i, count, lay);
    else layDisc(azimuth, elevation, radius, lay);
  }
  sumFromAbove(mass, table, count);
  return table;
}

/** Vertical strips of a disc: middle (radii from the centre), half height (radii), share of the area. */
const STRIPS = Array.from({ length: 9 }, (_, i) => {
  const edge = (x: number) => (Math.asin(x) + x * Math.sqrt(1 - x * x)) / Math.PI; // area left of x, less a half
  const [a, b] = [-1 + (2 * i) / 9, -1 + (2 * (i + 1)) / 9];
  const middle = (a + b) / 2;
  const share = edge(b) - edge(a);
  return { middle, half: (share * Math.PI) / (2 * (b - a)), share };
});

/** A point moves half the way to its neighbours in time: it is spread over the heights that it passes, or every crossing of a skyline would be as uncertain as a whole sample. */
function layPath(
  path: Float64Array,
  i: number,
  count: number,
  lay: (azimuth: number, bottom: number, top: number, weight: number) => void,
): void {
  const here = [path[3 * i]!, Math.tan(path[3 * i + 1]!)] as const;
  for (const neighbour of [i - 1, i + 1]) {
    const beside = neighbour < 0 || neighbour >= count ? i : neighbour;
    const turn = Math.atan2(Math.sin(path[3 * beside]! - here[0]), Math.cos(path[3 * beside]! - here[0]));
    const there = (here[1] + Math.tan(path[3 * beside + 1]!)) / 2;
    lay(here[0] + turn / 4, Math.min(here[1], there), Math.max(here[1], there), 0.5);
  }
}

function layDisc(
  azimuth: number,
  elevation: number,
  radius: number,
  lay: (azimuth: number, bottom: number, top: number, weight: number) => void,
): void {
  const width = radius / Math.cos(elevation);
  for (const { middle, half, share } of STRIPS) {
    lay(azimuth + middle * width, Math.tan(elevation - half * radius), Math.tan(elevation + half * radius), share);
  }
}

/** Adds `weight`, evenly spread from `bottom` to `top` (in thresholds), to the intervals of one direction. */
function spread(mass: Float64Array, page: number, bottom: number, top: number, weight: number): void {
  const [first, last] = [Math.floor(bottom), Math.floor(top)];
  if (first === last) {
    mass[page + first] = mass[page + first]! + weight;
    return;
  }
  const density = weight / (top - bottom);
  mass[page + first] = mass[page + first]! + (first + 1 - bottom) * density;
  for (let i = first + 1; i < last; i++) mass[page + i] = mass[page + i]! + density;
  mass[page + last] = mass[page + last]! + (top - last) * density;
}

/** An empty table for tangents from `low` to `high`, with a threshold or two to spare. */
export function newTable(directions: number, low: number, high: number, tangentStep: number): SkyTable {
  const firstTangent = Math.floor(low / tangentStep - 1) * tangentStep;
  const thresholds = Math.ceil((high - firstTangent) / tangentStep) + 3;
  const bytes = 4 * directions * thresholds;
  const shared = typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
  return { directions, thresholds, firstTangent, tangentStep, values: new Uint32Array(shared) };
}

function sumFromAbove(mass: Float64Array, { directions, thresholds, values }: SkyTable, count: number): void {
  for (let d = 0; d < directions; d++) {
    let above = 0;
    for (let i = thresholds - 1; i >= 0; i--) {
      above += mass[d * thresholds + i]!;
      values[d * thresholds + i] = Math.round((above / count) * FULL_SHARE);
    }
  }
}
