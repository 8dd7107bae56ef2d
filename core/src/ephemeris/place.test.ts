import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, norm } from '../math/index.ts';
import {
  azimuthElevation,
  earthPlace,
  geodeticOf,
  geodeticPosition,
  moonPlace,
  MOON_SPHERE_M,
  skyTracker,
  stationPlace,
} from './index.ts';
import { bundledEphemeris } from './testing/kernels.ts';

const ephemeris = bundledEphemeris();
const DEG = Math.PI / 180;

describe('azimuth and elevation', () => {
  it('count from north, clockwise', () => {
    const place = moonPlace(0.3, 1.2, 500, 'MOON_ME_DE421');
    const at = (latRad: number, lonRad: number, heightM: number) =>
      azimuthElevation(place, moonPlace(latRad, lonRad, heightM, 'MOON_ME_DE421').positionM, [0, 0, 0]);
    expect(at(0.3001, 1.2, 500)[0]).toBeCloseTo(0, 9);
    expect(at(0.3, 1.2001, 500)[0]! / DEG).toBeCloseTo(90, 2);
    expect(at(0.2999, 1.2, 500)[0]! / DEG).toBeCloseTo(180, 6);
    expect(at(0.3, 1.1999, 500)[0]! / DEG).toBeCloseTo(270, 2);
    expect(at(0.3, 1.2, 1500)[1]! / DEG).toBeCloseTo(90, 6);
    expect(at(0.3, 1.2, 1500)[2]).toBeCloseTo(1000, 6);
    // a point at the same height a kilometre off is below the horizontal by half the arc
    expect(at(0.3 + 1000 / MOON_SPHERE_M, 1.2, 500)[1]).toBeCloseTo(-1000 / MOON_SPHERE_M / 2, 9);
  });

  it('of the Moon at DSS-34 are those of NAIF topocentric frame', () => {
    const random = createRandom(34);
    const state = new Float64Array(6);
    ephemeris.state('DSS-34', 'EARTH', 0, 'ITRF93', 'NONE', state);
    const place = stationPlace(state);
    const track = skyTracker(ephemeris, place, 'MOON', 'LT+S');
    const sky = new Float64Array(3);
    for (let i = 0; i < 50; i += 1) {
      const et = 5e8 + random.next() * 3e8;
      track(et, sky);
      // x north, y west, z up
      ephemeris.state('MOON', 'DSS-34', et, 'DSS-34_TOPO', 'LT+S', state);
      const azimuth = (Math.atan2(-state[1]!, state[0]!) + 2 * Math.PI) % (2 * Math.PI);
      const elevation = Math.asin(state[2]! / norm(state));
      // light time and aberration of the Earth's centre: 0.4 arcsec, azimuth grows by 1 / cos(elevation)
      expect(Math.abs(sky[0]! - azimuth) * Math.cos(elevation)).toBeLessThan((0.5 / 3600) * DEG);
      expect(Math.abs(sky[1]! - elevation)).toBeLessThan((0.5 / 3600) * DEG);
      expect(Math.abs(sky[2]! - norm(state))).toBeLessThan(1000);
    }
  });

  it('show the Earth standing in the sky of the near side, low at the pole', () => {
    const sky = new Float64Array(3);
    const centre = skyTracker(ephemeris, moonPlace(0, 0, 0, 'MOON_ME_DE421'), 'EARTH', 'LT+S');
    const ridge = skyTracker(ephemeris, moonPlace(-89.45 * DEG, -137.3 * DEG, 1900, 'MOON_ME_DE421'), 'EARTH', 'LT+S');
    for (let et = 1.1e9; et < 1.13e9; et += 86400) {
      centre(et, sky);
      expect(sky[1]! / DEG).toBeGreaterThan(79);
      ridge(et, sky);
      expect(Math.abs(sky[1]! / DEG)).toBeLessThan(8.5);
    }
  });
});

describe('geodetic coordinates', () => {
  it('come back', () => {
    const options = { seed: 84, numRuns: 300 };
    const lat = fc.double({ min: -1.57, max: 1.57, noNaN: true });
    const lon = fc.double({ min: -3.14, max: 3.14, noNaN: true });
    const height = fc.double({ min: -1000, max: 9000, noNaN: true });
    fc.assert(
      fc.property(lat, lon, height, (latRad, lonRad, heightM) => {
        const back = geodeticOf(geodeticPosition(latRad, lonRad, heightM, [0, 0, 0]));
        expect(Math.abs(back.latRad - latRad)).toBeLessThan(1e-12);
        expect(Math.abs(back.lonRad - lonRad)).toBeLessThan(1e-12);
        expect(Math.abs(back.heightM - heightM)).toBeLessThan(1e-6);
      }),
      options,
    );
  });

  it('give the published place of DSS-14', () => {
    // data/stations/ground_stations.csv: 35.425903 N, -116.889527 E, 1.0014 km
    const place = earthPlace(35.425903 * DEG, -116.889527 * DEG, 1001.4);
    const published = [-2353620.466, -4641341.816, 3677052.519];
    published.forEach((metres, k) => expect(Math.abs(place.positionM[k]! - metres)).toBeLessThan(0.2));
    expect(geodeticOf(published).heightM).toBeCloseTo(1001.4, 0);
  });
});
