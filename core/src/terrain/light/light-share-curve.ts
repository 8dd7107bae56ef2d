import { contains, difference, type Window, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { discShare } from './light-disc.ts';
import { shareInEclipse, type SolarEclipse } from './light-eclipses.ts';
import { lookFrom, sunRadiusRad, type LunarSky } from './light-sky.ts';

/** Visible share of the solar disc over time, 0..1: straight lines between the nodes; `et` rises. */
export interface ShareCurve {
  readonly et: Float64Array;
  readonly share: Float64Array;
}

/** The curve departs from the computed share by at most about this, and from its mean by much less. */
export const SHARE_TOLERANCE = 0.002;
const LONGEST_STEP_S = 1800;
const SHORTEST_STEP_S = 5;

/**
 * The share as a piecewise linear curve: a node at every crossing of the upper and lower limb (so that 0 and 1 are exact between them), and in between nodes
 * until the middle and the quarters of each piece agree with its line to {@link SHARE_TOLERANCE}.
 *
 * `sunAny` and `sunFull` are the windows of the same profile, period and eclipses.
 */
export function sunShareCurve(
  profile: HorizonProfile,
  sky: LunarSky,
  sunAny: Windows,
  sunFull: Windows,
  period: Window,
  eclipses: readonly SolarEclipse[] = [],
): ShareCurve {
  return curveOf(sunShareAt(profile, sky, eclipses), sunAny, sunFull, period);
}

/** Visible share of the solar disc at any epoch of the sky, worked out afresh. */
export function sunShareAt(
  profile: HorizonProfile,
  sky: LunarSky,
  eclipses: readonly SolarEclipse[],
): (et: number) => number {
  const { latRad, lonRad } = profile;
  const look = lookFrom({ latRad, lonRad, aboveSphereM: profile.terrainHeightM + profile.heightM }, sky.sun);
  const seen = new Float64Array(3);
  const touching = eclipses.map(({ window }) => window);
  const inEclipse = shareInEclipse(profile, sky);
  return (et) => {
    if (contains(touching, et)) return inEclipse(et);
    look(et, seen);
    return discShare(profile, seen[0]!, seen[1]!, sunRadiusRad(seen[2]!));
  };
}

/** The curve of a share that is 0 outside `any` and 1 inside `full`. */
export function curveOf(shareAt: (et: number) => number, any: Windows, full: Windows, period: Window): ShareCurve {
  const et: number[] = [];
  const share: number[] = [];
  const node = (t: number, value: number): void => {
    if (et.length > 0 && t <= et[et.length - 1]!) return;
    et.push(t);
    share.push(value);
  };
  const edgeShare = (t: number): number => {
    const value = shareAt(t);
    return t === period[0] || t === period[1] ? value : Math.round(value);
  };
  const partial = difference(any, full);
  if (partial[0]?.[0] !== period[0]) node(period[0], Math.round(shareAt(period[0])));
  for (const [start, end] of partial) {
    const [first, last] = [edgeShare(start), edgeShare(end)];
    node(start, first);
    refine(shareAt, start, first, end, last, node);
  }
  if (et[et.length - 1] !== period[1]) node(period[1], Math.round(shareAt(period[1])));
  return { et: Float64Array.from(et), share: Float64Array.from(share) };
}

/** Adds the nodes after t0 up to and including t1. */
function refine(
  f: (et: number) => number,
  t0: number,
  f0: number,
  t1: number,
  f1: number,
  node: (t: number, value: number) => void,
): void {
  const step = t1 - t0;
  const middle = (t0 + t1) / 2;
  if (step > SHORTEST_STEP_S) {
    const value = f(middle);
    const off = (t: number, weight: number): number => Math.abs(f(t) - (f0 + weight * (f1 - f0)));
    const bent =
      step > LONGEST_STEP_S ||
      Math.abs(value - (f0 + f1) / 2) > SHARE_TOLERANCE / 2 ||
      off(t0 + step / 4, 0.25) > SHARE_TOLERANCE / 2 ||
      off(t1 - step / 4, 0.75) > SHARE_TOLERANCE / 2;
    if (bent) {
      refine(f, t0, f0, middle, value, node);
      refine(f, middle, value, t1, f1, node);
      return;
    }
  }
  node(t1, f1);
}

/** Mean of the curve over its whole period. */
export function meanShare({ et, share }: ShareCurve): number {
  let sum = 0;
  for (let i = 1; i < et.length; i++) sum += ((share[i]! + share[i - 1]!) / 2) * (et[i]! - et[i - 1]!);
  return sum / (et[et.length - 1]! - et[0]!);
}

/** Share at an epoch within the curve's period; O(log n). */
export function shareAt({ et, share }: ShareCurve, at: number): number {
  let low = 0;
  let high = et.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (et[middle]! <= at) low = middle;
    else high = middle;
  }
  const span = et[high]! - et[low]!;
  return span > 0 ? share[low]! + ((at - et[low]!) / span) * (share[high]! - share[low]!) : share[low]!;
}
