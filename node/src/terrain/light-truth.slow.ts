import { beforeAll, describe, expect, it } from 'vitest';
import type { Ephemeris } from '@openilrs/core/ephemeris';
import { horizonAt, lightAt, lunarSky, type LunarSky, type Terrain } from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { bruteForceElevation } from '../../../core/src/terrain/testing/brute-force-march.ts';
import reference from '../../../test/reference/terrain/illumination-points.json' with { type: 'json' };
import { openBundledEphemeris } from '../kernels/index.ts';
import { loadBundledTerrain } from './load-terrain.ts';

const DEGREE = Math.PI / 180;
let ephemeris: Ephemeris;
let terrain: Terrain = [];
let sky: LunarSky;
beforeAll(async () => {
  [ephemeris, terrain] = await Promise.all([openBundledEphemeris(), loadBundledTerrain()]);
  const [from, to] = reference.period.map((utc) => utcToEt(ephemeris.leapSeconds, utc));
  sky = lunarSky(ephemeris, 'MOON_ME_DE421', from!, to!);
});

describe('light at the published points, 2020 to 2022', () => {
  // 0.5 point at 10 m and 1 point at 2 m are what the independent march's own horizontal sun edge, hourly table and unblended grids can differ by.
  it.each(reference.points)('$latDeg $lonDeg at $heightM m agrees with the independent march', (point) => {
    const profile = horizonAt(terrain, point.latDeg * DEGREE, point.lonDeg * DEGREE, point.heightM);
    const light = lightAt(profile, sky, sky.fromEt, sky.toEt, { eclipses: false }); // the march knew none
    const tolerance = point.heightM >= 10 ? 0.005 : 0.01;
    const darkH = (light.longestDark![1] - light.longestDark![0]) / 3600;
    const percent = (share: number) => (100 * share).toFixed(2);
    console.log(
      `${point.latDeg} ${point.lonDeg} ${point.heightM} m: disc mean ${percent(light.sunDiscMean)} (march ${percent(point.sunDiscMean)}), ` +
        `any part ${percent(light.sunAnyFraction)} (${percent(point.sunAnyFraction)}), dark ${darkH.toFixed(1)} h (${point.longestDarkH} h); published ${point.published}`,
    );
    expect(Math.abs(light.sunDiscMean - point.sunDiscMean)).toBeLessThan(tolerance);
    expect(Math.abs(light.sunAnyFraction - point.sunAnyFraction)).toBeLessThan(tolerance);
    expect(Math.abs(darkH - point.longestDarkH)).toBeLessThan(point.heightM >= 10 ? 4 : 12);
  });
});

describe('horizons on the bundled terrain', () => {
  // Mast on the ridge, eye near the ground, Chang'e-7's site, and a 400 m grid alone.
  it.each([
    [-89.4516, 222.7581, 10],
    [-89.4395, 222.8066, 2],
    [-88.8, 123.4, 2],
    [-85.5, 31.6, 5],
  ])('at %d %d from %d m agrees with a brute-force march to 0.005 degrees rms', (lat, lon, height) => {
    const profile = horizonAt(terrain, lat * DEGREE, lon * DEGREE, height);
    const azimuths = 72;
    let [squares, worst] = [0, 0];
    for (let i = 0; i < azimuths; i++) {
      const brute = bruteForceElevation(terrain, lat * DEGREE, lon * DEGREE, height, (2 * Math.PI * i) / azimuths);
      const off = (profile.elevationRad[(i * 720) / azimuths]! - brute.elevationRad) / DEGREE;
      squares += off * off;
      worst = Math.max(worst, Math.abs(off));
    }
    const rms = Math.sqrt(squares / azimuths);
    console.log(`${lat} ${lon} ${height} m: ${rms.toFixed(5)} degrees rms, ${worst.toFixed(4)} at most`);
    expect(rms).toBeLessThan(0.005);
    expect(worst).toBeLessThan(0.05);
  });

  it.each([2, 10])('from %d m change by less than 0.005 degrees rms with steps eight times finer', (height) => {
    const at = (fineness: number) => horizonAt(terrain, -89.4516 * DEGREE, 222.7581 * DEGREE, height, { fineness });
    const [standard, fine] = [at(1).elevationRad, at(8).elevationRad];
    const squares = standard.reduce((sum, e, i) => sum + ((e - fine[i]!) / DEGREE) ** 2, 0);
    expect(Math.sqrt(squares / standard.length)).toBeLessThan(0.005);
  });
});
