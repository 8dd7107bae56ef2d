import { MOON_RADIUS_M } from '../ground/dem.ts';
import type { GnomonicFrame } from '../ground/gnomonic.ts';
import { positionAt, type BodyTrack } from '../light/light-track.ts';
import { FULL_SHARE, type SkyTable } from '../sweep/sun-histogram.ts';
import { sharedUint32 } from '../spells/shared-arrays.ts';
import type { DiscElement } from './disc-elements.ts';

/** A body at an epoch over the gnomonic plane at its centre: angle from the plane's x counterclockwise, elevation, radians, and distance in metres. */
export interface BodySample {
  et: number;
  angleRad: number;
  elevationRad: number;
  distanceM: number;
}

export interface WeightedTableOptions {
  readonly directions: number;
  /** Distance of two samples; half an hour unless told. */
  readonly sampleS?: number;
  /** Height of thresholds, tangent; 0.0001 (0.006 degrees) unless told. */
  readonly tangentStep?: number;
  /** What is laid into the table for the body, in its radii. */
  readonly elements: readonly DiscElement[];
  readonly radiusRad: (distanceM: number) => number;
  /** What a sample counts, 0..1; everything counts 1 unless told. */
  readonly weight?: (sample: BodySample) => number;
}

/**
 * A table as `skyTable`, of any weight: for a skyline of given height in a given direction, the mean over the period of `weight` times the part of the body above it. With a limb of the disc as
 * its one element it gives the share of time with any or all of the disc in view; with the weight of a panel, incident energy.
 */
export function weightedTable(
  track: BodyTrack,
  frame: GnomonicFrame,
  eyeHeightM: number,
  fromEt: number,
  toEt: number,
  options: WeightedTableOptions,
): SkyTable {
  const { directions, sampleS = 1800, tangentStep = 1e-4, elements, radiusRad, weight = () => 1 } = options;
  const count = Math.max(1, Math.round((toEt - fromEt) / sampleS));
  const samples = sampleBody(track, frame, eyeHeightM, fromEt, toEt, count);
  let [low, high] = [Infinity, -Infinity];
  for (const { elevationRad, distanceM } of samples) {
    const radius = radiusRad(distanceM);
    low = Math.min(low, Math.tan(elevationRad - 1.1 * radius));
    high = Math.max(high, Math.tan(elevationRad + 1.1 * radius));
  }
  const firstTangent = Math.floor(low / tangentStep - 1) * tangentStep;
  const thresholds = Math.ceil((high - firstTangent) / tangentStep) + 3;
  const mass = new Float64Array(directions * thresholds); // between threshold i and i + 1
  for (const [i, sample] of samples.entries()) {
    const counts = weight(sample);
    if (counts === 0) continue;
    const { angleRad, elevationRad } = sample;
    const radius = radiusRad(sample.distanceM);
    const width = radius / Math.cos(elevationRad);
    for (const { x, bottom, top, share } of elements) {
      // Plane angles run against azimuth; the disc is the same seen from behind.
      const turns = Math.round(((angleRad + x * width) * directions) / (2 * Math.PI));
      const page = (((turns % directions) + directions) % directions) * thresholds;
      const from = (Math.tan(elevationRad + bottom * radius) - firstTangent) / tangentStep;
      const to = (Math.tan(elevationRad + top * radius) - firstTangent) / tangentStep;
      // A point is spread over the heights that it passes until the next sample, or every crossing would be as uncertain as a whole sample.
      const climb = bottom === top ? climbAt(samples, i) / tangentStep / 2 : 0;
      spread(mass, page, from - climb, to + climb, counts * share);
    }
  }
  const values = sumFromAbove(mass, directions, thresholds, count);
  return { directions, thresholds, firstTangent, tangentStep, values };
}

/** The body at the middle of `count` equal steps. */
function sampleBody(
  track: BodyTrack,
  { x, y, up }: GnomonicFrame,
  eyeHeightM: number,
  fromEt: number,
  toEt: number,
  count: number,
): BodySample[] {
  const at = new Float64Array(3);
  const eye = MOON_RADIUS_M + eyeHeightM;
  return Array.from({ length: count }, (_, i) => {
    const et = fromEt + ((i + 0.5) / count) * (toEt - fromEt);
    positionAt(track, et, at);
    const [px, py, pz] = [at[0]! - eye * up[0], at[1]! - eye * up[1], at[2]! - eye * up[2]];
    const alongX = px * x[0] + py * x[1] + pz * x[2];
    const alongY = px * y[0] + py * y[1] + pz * y[2];
    const above = px * up[0] + py * up[1] + pz * up[2];
    return {
      et,
      angleRad: Math.atan2(alongY, alongX),
      elevationRad: Math.atan2(above, Math.hypot(alongX, alongY)),
      distanceM: Math.hypot(px, py, pz),
    };
  });
}

/** How far (in tangent) a body rises or sinks from one sample to the next around sample i. */
function climbAt(samples: readonly BodySample[], i: number): number {
  const [before, after] = [Math.max(i - 1, 0), Math.min(i + 1, samples.length - 1)];
  const change = Math.tan(samples[after]!.elevationRad) - Math.tan(samples[before]!.elevationRad);
  return after > before ? Math.abs(change) / (after - before) : 0;
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

function sumFromAbove(mass: Float64Array, directions: number, thresholds: number, count: number): Uint32Array {
  const values = sharedUint32(mass.length);
  for (let d = 0; d < directions; d++) {
    let above = 0;
    for (let i = thresholds - 1; i >= 0; i--) {
      above += mass[d * thresholds + i]!;
      values[d * thresholds + i] = Math.round((above / count) * FULL_SHARE);
    }
  }
  return values;
}
