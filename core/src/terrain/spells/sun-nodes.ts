import { MOON_RADIUS_M } from '../ground/dem.ts';
import type { GnomonicFrame } from '../ground/gnomonic.ts';
import { sunRadiusRad } from '../light/light-sky.ts';
import { positionAt, type BodyTrack } from '../light/light-track.ts';
import { sharedFloat64 } from './shared-arrays.ts';

/**
 * The Sun's path over a region, cut where it passes the directions of the sweep: near a pole it goes round once a month, always the same way, so node k lies in direction
 * `first + sense * k`.
 */
export interface SunNodes {
  readonly directions: number;
  readonly first: number;
  readonly sense: 1 | -1;
  readonly fromEt: number;
  readonly toEt: number;
  readonly et: Float64Array;
  /** Tangent of the Sun's elevation over the gnomonic plane (from the Moon's centre), plus its angular radius less {@link meanRadiusRad}: the height of the upper limb less a constant. */
  readonly height: Float64Array;
  readonly meanRadiusRad: number;
  /** Mean distance of the Sun, metres. */
  readonly distanceM: number;
}

/** Position of the Sun in the frame of a region, from the Moon's centre: along x, along y, up. */
export function inFrame(track: BodyTrack, { x, y, up }: GnomonicFrame, et: number, out: Float64Array): void {
  positionAt(track, et, out);
  const [px, py, pz] = [out[0]!, out[1]!, out[2]!];
  out[0] = px * x[0] + py * x[1] + pz * x[2];
  out[1] = px * y[0] + py * y[1] + pz * y[2];
  out[2] = px * up[0] + py * up[1] + pz * up[2];
}

/** Cuts the Sun's path between two epochs; nodes are solved to a millisecond. */
export function sunNodes(
  track: BodyTrack,
  frame: GnomonicFrame,
  directions: number,
  fromEt: number,
  toEt: number,
): SunNodes {
  const at = new Float64Array(3);
  const angle = (et: number): number => {
    inFrame(track, frame, et, at);
    return Math.atan2(at[1]!, at[0]!);
  };
  const width = (2 * Math.PI) / directions;
  const start = angle(fromEt);
  const hour = Math.min(3600, (toEt - fromEt) / 2);
  let rate = turn(angle(fromEt + hour) - start) / hour;
  const sense = rate > 0 ? 1 : -1;
  const firstIndex = sense > 0 ? Math.floor(start / width) + 1 : Math.ceil(start / width) - 1;
  const nodes: number[] = [];
  const heights: number[] = [];
  let [et, radius, distance] = [fromEt + (firstIndex * width - start) / rate, 0, 0];
  for (let k = 0; ; k++) {
    const wanted = (firstIndex + sense * k) * width;
    for (let i = 0; i < 20; i++) {
      const off = turn(wanted - angle(clamp(et, track)));
      et += off / rate;
      if (Math.abs(off) < 2e-9) break;
    }
    if (et > toEt) break;
    const far = Math.hypot(at[0]!, at[1]!, at[2]! - MOON_RADIUS_M);
    nodes.push(et);
    heights.push(at[2]! / Math.hypot(at[0]!, at[1]!) + sunRadiusRad(far));
    radius += sunRadiusRad(far);
    distance += far;
    if (k > 0) rate = (sense * width) / (et - nodes[k - 1]!);
    et += (sense * width) / rate;
  }
  const meanRadiusRad = radius / nodes.length;
  const [times, height] = [sharedFloat64(nodes.length), sharedFloat64(nodes.length)];
  times.set(nodes);
  for (const [i, value] of heights.entries()) height[i] = value - meanRadiusRad;
  return {
    directions,
    first: ((firstIndex % directions) + directions) % directions,
    sense,
    fromEt,
    toEt,
    et: times,
    height,
    meanRadiusRad,
    distanceM: distance / nodes.length,
  };
}

function clamp(et: number, track: BodyTrack): number {
  // A few minutes past the end the polynomial still holds: only whether the node lies beyond is asked there.
  return Math.min(Math.max(et, track.fromEt - track.stepS), track.toEt + track.stepS);
}

function turn(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}
