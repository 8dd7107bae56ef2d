import { MOON_RADIUS_M } from '../ground/dem.ts';
import { localTangent, type GnomonicFrame } from '../ground/gnomonic.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import type { Look } from '../light/light-sky.ts';
import type { BodyTrack } from '../light/light-track.ts';
import { inFrame, type SunNodes } from './sun-nodes.ts';

/**
 * The sky of one cell after the other, in plane angles: "azimuths" count from the plane's x, counterclockwise, and elevations are those over the cell's own horizontal plane. Skyline and Sun are
 * brought there by the same exact projection, so nothing of the cell's distance from the centre of the region is left in their difference.
 *
 *     the Sun at (a, b, c) from the Moon's centre stands, from the eye at (x, y, z) of the projective image (gnomonic.ts), in the direction (a - x c / R, b - y c / R) with slope
 *     ((R - z) c - R^2) / (R |(a - x c / R, b - y c / R)|)
 */
export interface CellSky {
  /** Skyline over plane angles, for the functions that take a profile. */
  readonly profile: HorizonProfile;
  /** The Sun over plane angles. */
  readonly sun: Look;
  /** Node by node in the order of the Sun's walk: the height (as {@link SunNodes.height}) at which the upper limb appears. */
  readonly appears: Float64Array;
  /** Whether a Sun whose upper limb stands at least `height` high from a node to the next stays in view all the way. */
  clears(node: number, height: number): boolean;
  /** Puts a cell into this sky: its place on the plane, line-of-sight height of the eye, and slope of its skyline in every direction. */
  set(xM: number, yM: number, eyeM: number, slopes: ArrayLike<number>): void;
}

const R = MOON_RADIUS_M;

export function cellSky(nodes: SunNodes, frame: GnomonicFrame, track: BodyTrack): CellSky {
  const n = nodes.directions;
  const spacing = (2 * Math.PI) / n;
  const [cos, sin] = [new Float64Array(n), new Float64Array(n)];
  for (let d = 0; d < n; d++) [cos[d], sin[d]] = [Math.cos(d * spacing), Math.sin(d * spacing)];
  const elevationRad = new Float64Array(n);
  const appears = new Float64Array(n);
  const clearing = new Float64Array(n);
  const place = { x: 0, y: 0, z: 0 };
  const profile: HorizonProfile = {
    latRad: Math.asin(frame.up[2]),
    lonRad: Math.atan2(frame.up[1], frame.up[0]),
    heightM: 0,
    terrainHeightM: 0,
    elevationRad,
    distanceM: elevationRad,
  };
  const sun: Look = (et, out) => {
    inFrame(track, frame, et, out);
    const c = out[2]!;
    const a = out[0]! - (place.x * c) / R;
    const b = out[1]! - (place.y * c) / R;
    const along = Math.sqrt(a * a + b * b);
    const slope = ((R - place.z) * c - R * R) / (R * along);
    const angle = Math.atan2(b, a);
    out[0] = angle < 0 ? angle + 2 * Math.PI : angle;
    out[1] = Math.atan(localTangent(place.x, place.y, place.z, a / along, b / along, slope));
    out[2] = Math.sqrt(along * along + (c - R) * (c - R));
  };
  /** Height over the plane at the centre of an elevation in direction d of the cell. */
  const toHeight = (elevation: number, d: number): number => {
    const { x, y, z } = place;
    const s = x * cos[d]! + y * sin[d]!;
    const slant2 = R * R + x * x + y * y;
    const rho = Math.sqrt(slant2 - s * s);
    const slope = (tangentOf(elevation) - s / rho) * ((R * rho * (1 - z / R)) / slant2);
    return (slope + R / nodes.distanceM) / (1 - z / R + (slope * s) / R);
  };
  const directionOf = (node: number): number => (((nodes.first + nodes.sense * node) % n) + n) % n;
  const set: CellSky['set'] = (x, y, z, slopes) => {
    [place.x, place.y, place.z] = [x, y, z];
    for (let d = 0; d < n; d++) elevationRad[d] = Math.atan(localTangent(x, y, z, cos[d]!, sin[d]!, slopes[d]!));
    for (let node = 0, d = nodes.first; node < n; node++) {
      appears[node] = toHeight(loweredByDisc(elevationRad, spacing, nodes.meanRadiusRad, d), d);
      d += nodes.sense;
      d = d < 0 ? n - 1 : d === n ? 0 : d;
    }
    clearing.fill(NaN);
  };
  const clears = (node: number, height: number): boolean => {
    const at = node % n;
    const d = directionOf(at);
    const left = nodes.sense > 0 ? d : (d + n - 1) % n;
    if (clearing[at]! !== clearing[at]!) {
      // The middle of the disc above the skyline less its radius: enough as a rule, and cheap.
      const enough = Math.max(elevationRad[left]!, elevationRad[(left + 1) % n]!) - nodes.meanRadiusRad;
      if (height > Math.max(toHeight(enough, left), toHeight(enough, (left + 1) % n))) return true;
      const top = highestBetween(elevationRad, spacing, nodes.meanRadiusRad, left);
      clearing[at] = Math.max(toHeight(top, left), toHeight(top, (left + 1) % n));
    }
    return height > clearing[at]!;
  };
  return { profile, sun, appears, clears, set };
}

function tangentOf(angle: number): number {
  if (angle > 0.1 || angle < -0.1) return Math.tan(angle);
  const square = angle * angle;
  return angle * (1 + square * (1 / 3 + square * (2 / 15))); // the next term is below 6e-9
}

/**
 * Elevation of a disc's centre in direction `position` (in steps of the skyline, may lie between two) at which its upper limb appears over the polyline, as in light-disc.ts but for the narrowing
 * of the plane with elevation.
 */
function loweredByDisc(elevation: Float64Array, spacing: number, r: number, position: number): number {
  const n = elevation.length;
  const first = Math.floor(position - r / spacing);
  const last = Math.ceil(position + r / spacing);
  let best = -Infinity;
  let y0 = elevation[first < 0 ? first + n : first >= n ? first - n : first]!;
  for (let j = first; j < last; j++) {
    const next = j + 1;
    const y1 = elevation[next < 0 ? next + n : next >= n ? next - n : next]!;
    const slope = (y1 - y0) / spacing;
    const from = Math.max((j - position) * spacing, -r);
    const to = Math.min((next - position) * spacing, r);
    const top = (-slope * r) / Math.sqrt(1 + slope * slope);
    const x = top < from ? from : top > to ? to : top;
    const value = Math.sqrt(Math.max(r * r - x * x, 0)) - (y0 + slope * (x - (j - position) * spacing));
    if (value > best) best = value;
    y0 = y1;
  }
  return -best;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Greatest of {@link loweredByDisc} from direction `left` to the next: between two vertices it first rises and then falls (see cell-spells.ts), so that golden section finds the top. What twelve
 * halvings leave, 0.003 steps, is added at the steepest slope there.
 */
function highestBetween(elevation: Float64Array, spacing: number, r: number, left: number): number {
  const at = (position: number): number => loweredByDisc(elevation, spacing, r, position);
  let [a, b] = [left, left + 1];
  let [c, d] = [b - GOLDEN, a + GOLDEN];
  let [fc, fd] = [at(c), at(d)];
  for (let i = 0; i < 12; i++) {
    if (fc > fd) {
      [b, d, fd] = [d, c, fc];
      c = b - GOLDEN * (b - a);
      fc = at(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + GOLDEN * (b - a);
      fd = at(d);
    }
  }
  const reach = Math.ceil(r / spacing);
  let steepest = 0;
  const n = elevation.length;
  for (let j = left - reach; j <= left + reach; j++)
    steepest = Math.max(steepest, Math.abs(elevation[(j + 1 + n) % n]! - elevation[(j + n) % n]!));
  return Math.max(fc, fd, at(left), at(left + 1)) + steepest * (b - a);
}
