import { toWindows, type Windows } from '../../time/index.ts';
import type { Curve } from '../curve.ts';
import type { Environment } from '../environment.ts';

const DAY_S = 86400;
const DEG = Math.PI / 180;
/** Synodic month and the year of the Sun's latitude on the Moon (draconic year), days. */
const MONTH_D = 29.530589;
const SEASON_D = 346.62;

export interface PolarSite {
  readonly latDeg: number;
  /** Terrain skyline seen from the mast, degrees, by azimuth in degrees. */
  readonly skylineDeg: (azimuthDeg: number) => number;
}

/** A ridge like the one between Shackleton and de Gerlache: free for most of the month, hills in two directions. */
export const RIDGE: PolarSite = {
  latDeg: -89.45,
  skylineDeg: (azimuth) =>
    -2.1 + 1.7 * bump(azimuth, 60, 20) + 1.5 * bump(azimuth, 215, 12) + 0.5 * bump(azimuth, 300, 20),
};

/** A crater rim with more of its sky hidden: nights of up to two weeks. */
export const RIM: PolarSite = {
  latDeg: -88.8,
  skylineDeg: (azimuth) => -1.0 + 2.6 * bump(azimuth, 100, 60) + 1.5 * bump(azimuth, 250, 30),
};

function bump(azimuth: number, centre: number, width: number): number {
  const off = ((((azimuth - centre) % 360) + 540) % 360) - 180;
  return Math.exp(-((off / width) ** 2) / 2);
}

/** Visible share of the Sun's disc at a polar site under a simple, circular Sun: an environment for tests, not an ephemeris. */
export function polarSun(site: PolarSite, startEt: number, endEt: number, stepS = 3600): Curve {
  const et: number[] = [];
  const values: number[] = [];
  const keep = (t: number, share: number) => {
    const n = et.length;
    // inside a run of equal values only its ends matter
    if (n >= 2 && values[n - 1] === share && values[n - 2] === share) et[n - 1] = t;
    else {
      et.push(t);
      values.push(share);
    }
  };
  for (let t = startEt; t <= endEt + stepS; t += stepS) keep(t, discShare(site, t));
  return { et, values };
}

function discShare(site: PolarSite, et: number): number {
  const days = et / DAY_S;
  const declination = 1.54 * DEG * Math.sin((2 * Math.PI * days) / SEASON_D);
  const hour = (2 * Math.PI * days) / MONTH_D;
  const lat = site.latDeg * DEG;
  const sinEl = Math.sin(lat) * Math.sin(declination) + Math.cos(lat) * Math.cos(declination) * Math.cos(hour);
  const over = Math.asin(sinEl) / DEG - site.skylineDeg(((hour / DEG) % 360) + 360);
  return Math.min(1, Math.max(0, over / 0.54 + 0.5));
}

/** Two weeks of each month with the Earth in view, and of each day 20 hours with some station turned to the Moon. */
export function polarEarth(startEt: number, endEt: number): Windows {
  const windows: [number, number][] = [];
  for (let day = 0; day * DAY_S < endEt - startEt; day += 1) {
    const phase = ((day + 3) % 27.32) / 27.32;
    if (phase < 0.55) windows.push([startEt + day * DAY_S + 4 * 3600, startEt + (day + 1) * DAY_S]);
  }
  return toWindows(windows.map(([a, b]) => [a, Math.min(b, endEt)] as const));
}

export function polarRelay(startEt: number, endEt: number): Windows {
  const windows: [number, number][] = [];
  const period = 26.18 * 3600;
  for (let t = startEt + 7200; t < endEt; t += period) windows.push([t, Math.min(endEt, t + 0.7 * period)]);
  return windows;
}

export function polarEnvironment(site: PolarSite, startEt: number, days: number): Environment {
  const endEt = startEt + days * DAY_S;
  const sun = polarSun(site, startEt, endEt);
  const earth = polarEarth(startEt, endEt);
  const relay = polarRelay(startEt, endEt);
  const months = Array.from({ length: days + 1 }, (_, day) => (2 * Math.PI * day) / 27.55455);
  const lightTime = {
    et: months.map((_, day) => startEt + day * DAY_S),
    values: months.map((m) => 1.282 + 0.07 * Math.cos(m)),
  };
  return {
    startEt,
    endEt,
    lightTime: () => lightTime,
    sunShare: () => sun,
    linkWindows: (id) => (id.startsWith('relay') ? relay : earth),
  };
}
