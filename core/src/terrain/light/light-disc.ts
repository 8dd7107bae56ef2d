import type { HorizonProfile } from '../horizon/horizon-profile.ts';

/*
 * The Sun's disc against the skyline.
 *
 * The skyline is a polyline through the profile's azimuths; around the disc the sky is taken as a plane with x = azimuth difference * cos(elevation) and y = elevation. In this
 * plane everything is exact: whether any part or all of the disc is in view, and the area above the polyline. The plane itself costs at most
 * r^2 tan(e) / 2 = 1.1e-5 rad * tan(e) in elevation for the solar radius r (0.0006 degrees * tan e), nothing for a Sun near the horizon.
 *
 * A horizontal edge at the Sun's azimuth would be simpler, but on a skyline that slopes by 30 degrees it misplaces first and last light by
 * r (1 / cos 30 - 1) = 0.04 degrees, 8 minutes of the Sun's way along the horizon.
 */

/** Skyline vertices around the disc, relative to its centre: x, y, x, y ... from left to right, beyond the disc on both sides. */
class Skyline {
  xy = new Float64Array(64);
  count = 0;

  gather(profile: HorizonProfile, azimuthRad: number, elevationRad: number, radiusRad: number): void {
    const n = profile.elevationRad.length;
    const spacing = (2 * Math.PI) / n;
    const cos = Math.max(Math.cos(elevationRad), 1e-3);
    const half = Math.min(radiusRad / cos, Math.PI);
    const first = Math.floor((azimuthRad - half) / spacing);
    const last = Math.max(Math.ceil((azimuthRad + half) / spacing), first + 1);
    this.count = last - first + 1;
    if (this.xy.length < 2 * this.count) this.xy = new Float64Array(4 * this.count);
    for (let k = first, j = 0; k <= last; k++) {
      this.xy[j++] = (k * spacing - azimuthRad) * cos;
      this.xy[j++] = profile.elevationRad[((k % n) + n) % n]! - elevationRad;
    }
  }
}

const skyline = new Skyline();

/** Clearance of the upper limb: the greatest height of the disc over the skyline anywhere across it, radians; positive when any part is in view. */
export function upperLimbClearance(
  profile: HorizonProfile,
  azimuthRad: number,
  elevationRad: number,
  radiusRad: number,
): number {
  skyline.gather(profile, azimuthRad, elevationRad, radiusRad);
  return extremeOver(radiusRad, 1);
}

/** Clearance of the lower limb: the least height of the disc's lower edge over the skyline across it, radians; positive when all of it is in view. */
export function lowerLimbClearance(
  profile: HorizonProfile,
  azimuthRad: number,
  elevationRad: number,
  radiusRad: number,
): number {
  skyline.gather(profile, azimuthRad, elevationRad, radiusRad);
  return -extremeOver(radiusRad, -1);
}

/**
 * Greatest of `sqrt(r^2 - x^2) - sign * y(x)` over the disc's width. On one straight piece of slope m the function is concave with its top at x = -sign m r / sqrt(1 + m^2), so
 * the greatest value is there or at the end of the piece nearest to it.
 */
function extremeOver(r: number, sign: number): number {
  const { xy, count } = skyline;
  let best = -Infinity;
  for (let i = 0; i + 1 < count; i++) {
    const x0 = xy[2 * i]!;
    const y0 = xy[2 * i + 1]!;
    const x1 = xy[2 * i + 2]!;
    const from = Math.max(x0, -r);
    const to = Math.min(x1, r);
    if (from > to) continue;
    const slope = (xy[2 * i + 3]! - y0) / (x1 - x0);
    const top = (-sign * slope * r) / Math.sqrt(1 + slope * slope);
    const x = Math.min(Math.max(top, from), to);
    const value = Math.sqrt(Math.max(r * r - x * x, 0)) - sign * (y0 + slope * (x - x0));
    if (value > best) best = value;
  }
  return best;
}

/** Share of the disc above the skyline, 0..1. */
export function discShare(
  profile: HorizonProfile,
  azimuthRad: number,
  elevationRad: number,
  radiusRad: number,
): number {
  const r = radiusRad;
  skyline.gather(profile, azimuthRad, elevationRad, r);
  const { xy, count } = skyline;
  const last = 2 * (count - 1);
  const floor = -2 * r;
  const lowest = (y: number) => Math.min(y, floor);
  // The region under the skyline, anticlockwise: along the bottom to the right, up, back along the skyline, down.
  const bottomLeft = lowest(xy[1]!);
  const bottomRight = lowest(xy[last + 1]!);
  let hidden = edgeArea(xy[0]!, bottomLeft, xy[last]!, bottomRight, r);
  hidden += edgeArea(xy[last]!, bottomRight, xy[last]!, xy[last + 1]!, r);
  for (let i = last; i > 0; i -= 2) hidden += edgeArea(xy[i]!, xy[i + 1]!, xy[i - 2]!, xy[i - 1]!, r);
  hidden += edgeArea(xy[0]!, xy[1]!, xy[0]!, bottomLeft, r);
  return Math.min(Math.max(1 - hidden / (Math.PI * r * r), 0), 1);
}

/** Signed area between the centre and the edge a-b inside the disc: a triangle for the part of the edge inside, sectors for the parts outside. */
function edgeArea(ax: number, ay: number, bx: number, by: number, r: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const a = dx * dx + dy * dy;
  if (a === 0) return 0;
  const b = (ax * dx + ay * dy) / a;
  const c = (ax * ax + ay * ay - r * r) / a;
  const discriminant = b * b - c;
  if (discriminant <= 0) return sector(ax, ay, bx, by, r);
  const root = Math.sqrt(discriminant);
  const from = Math.max(-b - root, 0);
  const to = Math.min(-b + root, 1);
  if (from >= to) return sector(ax, ay, bx, by, r);
  const px = ax + from * dx;
  const py = ay + from * dy;
  const qx = ax + to * dx;
  const qy = ay + to * dy;
  let area = (px * qy - py * qx) / 2;
  if (from > 0) area += sector(ax, ay, px, py, r);
  if (to < 1) area += sector(qx, qy, bx, by, r);
  return area;
}

function sector(ax: number, ay: number, bx: number, by: number, r: number): number {
  return (r * r * Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) / 2;
}

/** Steepest slope of the skyline, |dy / dx| in the plane of the disc, among the pieces within `reachRad` of a direction. */
export function steepestNear(
  profile: HorizonProfile,
  azimuthRad: number,
  elevationRad: number,
  reachRad: number,
): number {
  skyline.gather(profile, azimuthRad, elevationRad, reachRad);
  const { xy, count } = skyline;
  let steepest = 0;
  for (let i = 0; i + 1 < count; i++) {
    const slope = Math.abs((xy[2 * i + 3]! - xy[2 * i + 1]!) / (xy[2 * i + 2]! - xy[2 * i]!));
    if (slope > steepest) steepest = slope;
  }
  return steepest;
}
