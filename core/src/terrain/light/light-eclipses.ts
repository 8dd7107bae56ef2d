import { brentRoot } from '../../math/index.ts';
import { difference, intersect, type Window, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { positiveWindows } from './light-crossings.ts';
import { coveredShare, shareBeside, type SunAndEarth } from './light-eclipse-disc.ts';
import { EARTH_RATE, lookFrom, SUN_RATE, sunRadiusRad, type LunarSky, type Observer } from './light-sky.ts';

/*
 * Eclipses of the Sun by the Earth: what the Earth calls an eclipse of the Moon. Two to five a year, at one place up to 5 hours from first to last touch and total for up to 2.8.
 */

/**
 * Radius of the Earth that hides the Sun, metres: the equatorial radius 6378.1366 km (IAU 2009) and 1 % for the air, which is opaque near the ground and bends away what passes above.
 *
 * Danjon's rule: air of 75 km (1/85 of the radius), less the mean flattening (1/594), as in the Five Millennium Canon of Lunar Eclipses (Espenak and Meeus, NASA/TP-2009-214172, section 1.12).
 * Chauvenet's older 1/50 on the shadow is 0.6 % of the umbra wider: contacts a minute earlier and later.
 */
export const EARTH_SHADE_RADIUS_M = 1.01 * 6_378_136.6;

/** One eclipse at one place, whatever its skyline hides of it. */
export interface SolarEclipse {
  /** First and last touch of the discs. */
  readonly window: Window;
  /** When the Earth covers all of the Sun; null when it never does. */
  readonly total: Window | null;
  readonly greatestEt: number;
  /** Greatest share of the solar disc that the Earth covers, 0..1. */
  readonly greatestCover: number;
}

/** Function that fills a record with the two discs at an epoch. */
export function discsFrom(observer: Observer, sky: LunarSky): (et: number, out: SunAndEarth) => void {
  const sun = lookFrom(observer, sky.sun);
  const earth = lookFrom(observer, sky.earth);
  const seen = new Float64Array(3);
  return (et, out) => {
    sun(et, seen);
    const [azimuth, elevation] = [seen[0]!, seen[1]!];
    out.azimuthRad = azimuth;
    out.elevationRad = elevation;
    out.sunRad = sunRadiusRad(seen[2]!);
    earth(et, seen);
    out.earthRad = Math.asin(EARTH_SHADE_RADIUS_M / seen[2]!);
    const turn = seen[0]! - azimuth;
    const right = Math.cos(seen[1]!) * Math.sin(turn);
    const up = Math.sin(seen[1]!) * Math.cos(elevation) - Math.cos(seen[1]!) * Math.sin(elevation) * Math.cos(turn);
    const toward = Math.sin(seen[1]!) * Math.sin(elevation) + Math.cos(seen[1]!) * Math.cos(elevation) * Math.cos(turn);
    const sine = Math.hypot(right, up);
    const scale = sine > 0 ? Math.atan2(sine, toward) / sine : 1;
    out.x = right * scale;
    out.y = up * scale;
  };
}

const emptyDiscs = (): SunAndEarth => ({ azimuthRad: 0, elevationRad: 0, sunRad: 0, earthRad: 0, x: 0, y: 0 });

/** The eclipses of a place between two epochs of the sky, its skyline left aside; contacts to 0.1 s of the tabulated sky. */
export function eclipsesAt(observer: Observer, sky: LunarSky, fromEt: number, toEt: number): SolarEclipse[] {
  const look = discsFrom(observer, sky);
  const at = emptyDiscs();
  const margin = (sign: 1 | -1) => ({
    at(et: number) {
      look(et, at);
      return at.earthRad + sign * at.sunRad - Math.hypot(at.x, at.y);
    },
    // The discs' radii change by less than 1e-9 rad a second.
    maxChange: (_et: number, halfS: number) => (SUN_RATE + EARTH_RATE) * halfS,
  });
  return positiveWindows(margin(1), fromEt, toEt).map((window) => {
    const total = positiveWindows(margin(-1), ...window)[0] ?? null;
    const greatestEt = closest((et) => -margin(1).at(et), window);
    look(greatestEt, at);
    return { window, total, greatestEt, greatestCover: coveredShare(at.sunRad, at.earthRad, Math.hypot(at.x, at.y)) };
  });
}

/** Least value of a function with one dip in the window, to a second, by golden section. */
function closest(f: (et: number) => number, [start, end]: Window): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [0, end - start];
  while (b - a > 1) {
    const [c, d] = [b - golden * (b - a), a + golden * (b - a)];
    if (f(start + c) < f(start + d)) b = d;
    else a = c;
  }
  return start + (a + b) / 2;
}

/** Share of the solar disc that neither the skyline nor the Earth hides, 0..1. */
export function shareInEclipse(profile: HorizonProfile, sky: LunarSky): (et: number) => number {
  const { latRad, lonRad } = profile;
  const look = discsFrom({ latRad, lonRad, aboveSphereM: profile.terrainHeightM + profile.heightM }, sky);
  const at = emptyDiscs();
  return (et) => {
    look(et, at);
    return shareBeside(profile, at);
  };
}

/** Windows without the times at which eclipses take all of the light that the skyline leaves, and all light, away. */
export function afterEclipses(
  skyline: { readonly any: Windows; readonly full: Windows },
  eclipses: readonly SolarEclipse[],
  shareAt: (et: number) => number,
): { any: Windows; full: Windows } {
  const touching = eclipses.map(({ window }) => window);
  const total = eclipses.flatMap(({ total }) => (total === null ? [] : [total]));
  // Where the skyline hides a part and the Earth the rest, there is no single edge to solve for.
  const shared = difference(intersect(touching, difference(skyline.any, skyline.full)), total);
  const dark = shared.flatMap((window) => darkWithin(shareAt, window));
  const any = difference(difference(skyline.any, total), dark);
  return { any, full: difference(skyline.full, touching) };
}

const SHARED_STEP_S = 30;
const NO_SHARE = 1e-6;

/** Windows of no light inside one of partial light, none longer than 30 s missed; ends to 0.1 s. */
function darkWithin(shareAt: (et: number) => number, [start, end]: Window): Window[] {
  const steps = Math.ceil((end - start) / SHARED_STEP_S);
  const f = (s: number) => shareAt(start + s) - NO_SHARE;
  const found: Window[] = [];
  let [s0, f0] = [0, f(0)];
  let darkFrom = f0 <= 0 ? 0 : NaN;
  for (let i = 1; i <= steps; i++) {
    const s1 = (i / steps) * (end - start);
    const f1 = f(s1);
    if (f0 <= 0 !== f1 <= 0) {
      const s = f0 === 0 || f1 === 0 ? (f0 === 0 ? s0 : s1) : brentRoot(f, s0, s1, 0.1);
      if (f1 <= 0) darkFrom = s;
      else found.push([start + darkFrom, start + s]);
    }
    [s0, f0] = [s1, f1];
  }
  if (f0 <= 0) found.push([start + darkFrom, end]);
  return found;
}
