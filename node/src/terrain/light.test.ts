import { beforeAll, describe, expect, it } from 'vitest';
import type { Ephemeris } from '@openilrs/core/ephemeris';
import {
  discShare,
  lightAt,
  lookFrom,
  lunarSky,
  meanShare,
  moonOverEarth,
  observerOf,
  SHARE_TOLERANCE,
  shareAt,
  skyPath,
  moonWindows,
  sunRadiusRad,
  type HorizonProfile,
  type LunarSky,
} from '@openilrs/core/terrain';
import { complement, contains, intersect, totalS, utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '../kernels/index.ts';

const DEGREE = Math.PI / 180;
const DAY = 86_400;
const FRAME = 'MOON_ME_DE421';

/** A skyline made of waves, seen from the ridge: the Sun keeps brushing it. */
function ridge(roughDeg: number, latDeg = -89.45, lonDeg = 222.7): HorizonProfile {
  const n = 720;
  const wave = (i: number, k: number) => Math.sin((2 * Math.PI * k * i) / n + k);
  return {
    latRad: latDeg * DEGREE,
    lonRad: lonDeg * DEGREE,
    heightM: 10,
    terrainHeightM: 1900,
    elevationRad: Float64Array.from(
      { length: n },
      (_, i) => roughDeg * DEGREE * (wave(i, 3) + wave(i, 17) + wave(i, 53)),
    ),
    distanceM: new Float64Array(n),
  };
}

let ephemeris: Ephemeris;
let sky: LunarSky;
let [from, to] = [0, 0];
beforeAll(async () => {
  ephemeris = await openBundledEphemeris();
  from = utcToEt(ephemeris.leapSeconds, '2021-03-01');
  to = utcToEt(ephemeris.leapSeconds, '2021-09-01');
  sky = lunarSky(ephemeris, FRAME, from, to);
});

describe('the tabulated sky', () => {
  it('gives the directions of the ephemeris to 1e-10 rad', () => {
    const exact = {
      sun: ephemeris.tracker('SUN', 'MOON', FRAME, 'LT+S'),
      earth: ephemeris.tracker('EARTH', 'MOON', FRAME, 'LT+S'),
    };
    const profile = ridge(0);
    const [read, truth] = [new Float64Array(3), new Float64Array(3)];
    for (const body of ['sun', 'earth'] as const) {
      const look = lookFrom(observerOf(profile), sky[body]);
      const atOnce = (et: number) =>
        lookFrom(observerOf(profile), { fromEt: et, toEt: et + 70, stepS: 10, xyzM: eightTimes(exact[body], et) });
      for (let et = from; et < to; et += 4.321 * DAY) {
        look(et, read);
        atOnce(et)(et, truth);
        expect(Math.hypot(read[0]! - truth[0]!, read[1]! - truth[1]!)).toBeLessThan(1e-10);
      }
    }
  });

  it('turns no faster than the scan for crossings takes for granted', () => {
    const path = skyPath(sky, observerOf(ridge(0)), from, to, 600);
    let [sun, earth] = [0, 0];
    const step = (azimuth: Float64Array, elevation: Float64Array, i: number): number => {
      const turn = Math.atan2(Math.sin(azimuth[i]! - azimuth[i - 1]!), Math.cos(azimuth[i]! - azimuth[i - 1]!));
      return Math.hypot(turn * Math.cos(elevation[i]!), elevation[i]! - elevation[i - 1]!) / 600;
    };
    for (let i = 1; i < path.et.length; i++) {
      sun = Math.max(sun, step(path.sunAzimuthRad, path.sunElevationRad, i));
      earth = Math.max(earth, step(path.earthAzimuthRad, path.earthElevationRad, i));
    }
    expect([sun > 2.4e-6, sun < 2.6e-6, earth > 3e-7, earth < 6e-7]).toEqual([true, true, true, true]);
    expect(path.sunRadiusRad[0]! / DEGREE).toBeCloseTo(0.267, 1);
    expect(path.earthRadiusRad[0]! / DEGREE).toBeCloseTo(0.95, 1);
  });
});

describe('light over a skyline', () => {
  it('at the equator on a level horizon is longer than half by the width of the disc', () => {
    const level = ridge(0, 0, 10);
    const light = lightAt(level, sky, from, to, { eclipses: false });
    const day = 29.53 * DAY; // mean synodic day; the windows are 6 of them
    const extra = (2 * 0.267 * DEGREE * day) / (2 * Math.PI); // both limbs
    const [start, end] = light.sunAny[1]!;
    expect(Math.abs(end - start - (day / 2 + extra))).toBeLessThan(0.02 * day);
    expect(light.sunAnyFraction - light.sunFullFraction).toBeCloseTo((2 * extra) / day, 3);
    expect(light.earthFraction).toBe(1);
  });

  it('agrees with looking every ten minutes, and full light lies inside any light', () => {
    const profile = ridge(0.35);
    const light = lightAt(profile, sky, from, to, { eclipses: false }); // node/src/survey/eclipses.test.ts has those
    const look = lookFrom(observerOf(profile), sky.sun);
    const seen = new Float64Array(3);
    let [sum, count] = [0, 0];
    for (let et = from; et < to; et += 600) {
      look(et, seen);
      const share = discShare(profile, seen[0]!, seen[1]!, sunRadiusRad(seen[2]!));
      if (share > 1e-4) expect(contains(light.sunAny, et)).toBe(true);
      if (share === 0) expect(contains(light.sunAny, et)).toBe(false);
      if (share < 1 - 1e-4) expect(contains(light.sunFull, et)).toBe(false);
      expect(Math.abs(shareAt(light.share, et) - share)).toBeLessThan(1.5 * SHARE_TOLERANCE);
      sum += share;
      count += 1;
    }
    expect(light.sunAny.length).toBeGreaterThan(20);
    expect(Math.abs(light.sunDiscMean - sum / count)).toBeLessThan(2e-4);
    expect(meanShare(light.share)).toBe(light.sunDiscMean);
    expect(totalS(intersect(light.sunAny, light.sunFull))).toBeCloseTo(totalS(light.sunFull), 3);
    expect(light.sunFullFraction).toBeLessThan(light.sunDiscMean);
    expect(light.sunDiscMean).toBeLessThan(light.sunAnyFraction);
    const dark = complement(light.sunAny, [from, to]).map(([a, b]) => b - a);
    expect(light.longestDark![1] - light.longestDark![0]).toBe(Math.max(...dark));
  });

  it('crosses the skyline where the ephemeris itself says, to a second', () => {
    const profile = ridge(0.35);
    const exact = ephemeris.tracker('SUN', 'MOON', FRAME, 'LT+S');
    for (const [start] of lightAt(profile, sky).sunAny.slice(1, 8)) {
      const at = (et: number): number => {
        const seen = new Float64Array(3);
        lookFrom(observerOf(profile), { fromEt: et, toEt: et + 70, stepS: 10, xyzM: eightTimes(exact, et) })(et, seen);
        return discShare(profile, seen[0]!, seen[1]!, sunRadiusRad(seen[2]!));
      };
      expect(at(start - 1)).toBe(0);
      expect(at(start + 1)).toBeGreaterThan(0);
    }
  });

  it('refuses a period outside the sky', () => {
    expect(() => lightAt(ridge(0), sky, from, to + DAY)).toThrow(expect.objectContaining({ code: 'LIGHT_PERIOD' }));
    expect(() => lunarSky(ephemeris, FRAME, to, from)).toThrow(expect.objectContaining({ code: 'LIGHT_PERIOD' }));
  });

  it.each(['J2000', 'ITRF93', 'MOON_PA_DE421', 'MOON_PA'])(
    'refuses %s, in which maps of the Moon do not lie',
    (frame) => {
      expect(() => lunarSky(ephemeris, frame, from, to)).toThrow(expect.objectContaining({ code: 'FRAME_NOT_LUNAR' }));
    },
  );
});

describe('a ground station', () => {
  it('sees the place when the Moon is above its mask and the Earth above the skyline', () => {
    const profile = ridge(0.1);
    const light = lightAt(profile, sky);
    const moon = moonOverEarth(ephemeris, from, from + 30 * DAY);
    // DSS-63 Robledo (earthstns_itrf93_201023.bsp), metres.
    const station = { name: 'DSS-63', itrf93M: [4_849_092.5, -360_180.3, 4_115_109.3] as const };
    const windows = intersect(light.earthCentre, moonWindows(station, moon));
    const exact = ephemeris.tracker('MOON', 'EARTH', 'ITRF93', 'LT+S');
    const up = [Math.cos(40.431 * DEGREE) * Math.cos(-4.248 * DEGREE), Math.cos(40.431 * DEGREE) * Math.sin(-4.248 * DEGREE), Math.sin(40.431 * DEGREE)]; // prettier-ignore
    const seen = new Float64Array(3);
    let compared = 0;
    for (let et = from; et < from + 30 * DAY; et += 1800) {
      exact(et, seen);
      const ray = station.itrf93M.map((x, k) => seen[k]! - x);
      const sine = ray.reduce((sum, r, k) => sum + r * up[k]!, 0) / Math.hypot(...ray);
      const elevation = Math.asin(sine) / DEGREE;
      if (Math.abs(elevation - 10) < 0.01) continue;
      compared += 1;
      expect(contains(windows, et)).toBe(elevation > 10 && contains(light.earthCentre, et));
    }
    expect(compared).toBeGreaterThan(1400);
    expect(windows.length).toBeGreaterThan(10);
  });
});

/** A track of eight nodes that starts at `et`: the place itself, without interpolation. */
function eightTimes(position: (et: number, out: Float64Array) => unknown, et: number): Float64Array {
  const xyzM = new Float64Array(24);
  const at = new Float64Array(3);
  for (let i = 0; i < 8; i++) {
    position(et + 10 * i, at);
    xyzM.set(at, 3 * i);
  }
  return xyzM;
}
