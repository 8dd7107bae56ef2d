import { beforeAll, describe, expect, it } from 'vitest';
import { moonPlace, azimuthElevation } from '../../ephemeris/index.ts';
import { bundledEphemeris, bundledKernels, openCspice, type Cspice } from '../../ephemeris/testing/kernels.ts';
import { norm } from '../../math/index.ts';
import { contains, intersect, totalS, utcToEt } from '../../time/index.ts';
import { skylineAt, type HorizonProfile } from '../horizon/horizon-profile.ts';
import { earthWindows } from './light-at-point.ts';
import {
  lineOfSight,
  moonOverEarth,
  moonWindows,
  stationSky,
  stationTrack,
  type GroundStation,
} from './light-ground-stations.ts';
import { lookFrom, lunarSky } from './light-sky.ts';
import { positionAt } from './light-track.ts';

const ARCSEC = Math.PI / 648_000;
const DAY = 86_400;
const FRAME = 'MOON_ME_DE421';
const SPEED_OF_LIGHT = 299_792_458;
const RIDGE = { latRad: (-89.45 * Math.PI) / 180, lonRad: (222.7 * Math.PI) / 180, aboveSphereM: 1910 };
const ephemeris = bundledEphemeris();
const utc = (text: string) => utcToEt(ephemeris.leapSeconds, text);

/** Surveyed by JPL; in the bundled kernel under the same id (data/stations/ground_stations.csv). */
function dss(id: string): GroundStation {
  const state = new Float64Array(6);
  ephemeris.state(id, 'EARTH', 0, 'ITRF93', 'NONE', state);
  return { name: id, itrf93M: [state[0]!, state[1]!, state[2]!] };
}
const STATIONS = ['399014', '399034', '399063'].map(dss); // California, Australia, Spain

/** A hilly skyline around the Earth's mean elevation at the ridge. */
const hills: HorizonProfile = {
  ...RIDGE,
  heightM: 10,
  terrainHeightM: 1900,
  elevationRad: Float64Array.from({ length: 720 }, (_, i) => 0.01 * Math.sin(i / 31) + 0.004 * Math.sin(i / 3.7)),
  distanceM: new Float64Array(720),
};

let cspice: Cspice;
beforeAll(async () => void (cspice = await openCspice(bundledKernels())));

const flat = (matrix: number[] | number[][]) => matrix.flat() as number[];
const turned = (m: number[], v: readonly number[]) => [0, 1, 2].map((r) => m[3 * r]! * v[0]! + m[3 * r + 1]! * v[1]! + m[3 * r + 2]! * v[2]!); // prettier-ignore

/** About the third axis, by `angle`. */
const turnZ = ([x, y, z]: readonly number[], angle: number) => [Math.cos(angle) * x! + Math.sin(angle) * y!, Math.cos(angle) * y! - Math.sin(angle) * x!, z!]; // prettier-ignore

/**
 * A point of the turning Earth in J2000 by formulas of the textbook (Meeus, Astronomical Algorithms, 12.4 and 21.2): mean sidereal time and precession. Without nutation (17 arcseconds), polar motion and
 * UT1 - UTC (0.9 s, 14 arcseconds, until 2035 at the least): 700 m at most.
 */
function inJ2000(fixedM: readonly number[], et: number): number[] {
  const days = Number(cspice.et2utc(et, 'J', 9).replace('JD', '')) - 2_451_545;
  const siderealRad = ((280.46061837 + 360.98564736629 * days) * Math.PI) / 180;
  const T = et / (36_525 * DAY);
  const zeta = (2306.2181 * T + 0.30188 * T * T) * ARCSEC;
  const z = (2306.2181 * T + 1.09468 * T * T) * ARCSEC;
  const theta = (2004.3109 * T - 0.42665 * T * T) * ARCSEC;
  const [x, y, w] = turnZ(turnZ(fixedM, -siderealRad), z) as [number, number, number];
  return turnZ([Math.cos(theta) * x + Math.sin(theta) * w, y, Math.cos(theta) * w - Math.sin(theta) * x], zeta);
}

/** Azimuth, elevation of a station from the ridge out of CSPICE states about the barycentre: its own light time, aberration of the ridge's own motion. */
function skyByCspice({ itrf93M }: GroundStation, et: number): [number, number] {
  const barycentric = (body: string, t: number) => cspice.spkezr(body, t, 'J2000', 'NONE', 'SSB').state.map((x) => 1000 * x); // prettier-ignore
  const place = moonPlace(RIDGE.latRad, RIDGE.lonRad, RIDGE.aboveSphereM, FRAME);
  const site = (t: number) => {
    const offset = turned(flat(cspice.pxform(FRAME, 'J2000', t)), [...place.positionM]);
    return barycentric('MOON', t).slice(0, 3).map((x, k) => x + offset[k]!); // prettier-ignore
  };
  const eye = site(et);
  const velocity = site(et + 1).map((x, k) => (x - site(et - 1)[k]!) / 2);
  let ray: number[] = [];
  for (let i = 0, lightTime = 0; i < 4; i += 1) {
    const t = et - lightTime;
    const offset = inJ2000(itrf93M, t);
    const earth = barycentric('EARTH', t);
    ray = offset.map((x, k) => earth[k]! + x - eye[k]!);
    lightTime = norm(ray) / SPEED_OF_LIGHT;
  }
  const apparent = ray.map((x, k) => x + (norm(ray) * velocity[k]!) / SPEED_OF_LIGHT); // to (v/c)^2, 0.002 arcsec
  const fixed = turned(flat(cspice.pxform('J2000', FRAME, et)), apparent).map((x, k) => x + place.positionM[k]!);
  const [azimuth, elevation] = azimuthElevation(place, fixed, [0, 0, 0]);
  return [azimuth!, elevation!];
}

describe('a ground station in the sky of the ridge', () => {
  it.each(['2021-03-20', '2024-07-01', '2031-01-05', '2035-06-10', '2035-12-01', '2045-09-09'])(
    'stands where CSPICE has it, from %s on',
    (start) => {
      const from = utc(start);
      let [worst, fromCentre] = [0, 0];
      const centre = lookFrom(RIDGE, lunarSky(ephemeris, FRAME, from, from + 2 * DAY).earth);
      for (const station of STATIONS) {
        const look = lookFrom(RIDGE, stationTrack(ephemeris, FRAME, station, from, from + 2 * DAY));
        const [seen, middle] = [new Float64Array(3), new Float64Array(3)];
        for (let et = from + 1234; et < from + 2 * DAY; et += 5 * 3600) {
          look(et, seen);
          centre(et, middle);
          const [azimuth, elevation] = skyByCspice(station, et);
          const across = Math.atan2(Math.sin(seen[0]! - azimuth), Math.cos(seen[0]! - azimuth)) * Math.cos(elevation);
          worst = Math.max(worst, Math.hypot(across, seen[1]! - elevation));
          fromCentre = Math.max(fromCentre, Math.abs(seen[1]! - middle[1]!));
        }
      }
      // 700 m of the formula for the Earth's turning, at 3.6e8 m 0.4 arcseconds, and 0.1 of lookFrom
      expect(worst / ARCSEC).toBeLessThan(0.5);
      expect(fromCentre / ARCSEC).toBeGreaterThan(1000); // what was left out where the centre stood for it
    },
  );

  it('stands where the ephemeris has it with its own light time, to 0.03 arcseconds', () => {
    const from = utc('2022-05-01');
    const state = new Float64Array(6);
    for (const station of STATIONS) {
      const track = stationTrack(ephemeris, FRAME, station, from, from + 30 * DAY);
      const level = { ...RIDGE, aboveSphereM: -1_737_400 }; // from the centre
      const look = lookFrom(level, track);
      const centre = { ...moonPlace(RIDGE.latRad, RIDGE.lonRad, 0, FRAME), positionM: new Float64Array(3) };
      const [seen, truth] = [new Float64Array(3), new Float64Array(3)];
      for (let et = from; et < from + 30 * DAY; et += 0.37 * DAY) {
        ephemeris.state(station.name, 'MOON', et, FRAME, 'LT+S', state);
        azimuthElevation(centre, state, truth);
        look(et, seen);
        expect(Math.abs(seen[0]! - truth[0]!) * Math.cos(truth[1]!)).toBeLessThan(0.03 * ARCSEC);
        expect(Math.abs(seen[1]! - truth[1]!)).toBeLessThan(0.03 * ARCSEC);
      }
    }
  });

  it('has the Moon over the turning Earth as the ephemeris has it, to 0.02 arcseconds', () => {
    const [from, to] = [utc('2033-03-01'), utc('2033-05-01')];
    const moon = moonOverEarth(ephemeris, from, to);
    const exact = ephemeris.tracker('MOON', 'EARTH', 'ITRF93', 'LT+S');
    const [read, truth] = [new Float64Array(3), new Float64Array(3)];
    let off = 0;
    for (let et = from + 5 * 3600; et < to - 5 * 3600; et += 4321) {
      positionAt(moon, et, read);
      exact(et, truth);
      off = Math.max(off, Math.hypot(read[0]! - truth[0]!, read[1]! - truth[1]!, read[2]! - truth[2]!));
    }
    // 10 m between hourly nodes, 15 m of slow ones between the values of each day's Earth orientation
    expect(off).toBeLessThan(4e8 * 0.02 * ARCSEC);
  });

  it('turns no faster than the scan for crossings takes for granted', () => {
    const from = utc('2035-01-01');
    const look = lookFrom(RIDGE, stationTrack(ephemeris, FRAME, { name: 'equator', itrf93M: [6_378_137, 0, 0] }, from, from + 28 * DAY)); // prettier-ignore
    const [a, b] = [new Float64Array(3), new Float64Array(3)];
    let fastest = 0;
    for (let et = from; et < from + 27.9 * DAY; et += 600) {
      look(et, a);
      look(et + 600, b);
      fastest = Math.max(fastest, Math.hypot((b[0]! - a[0]!) * Math.cos(a[1]!), b[1]! - a[1]!) / 600);
    }
    expect(fastest).toBeGreaterThan(1.3e-6);
    expect(fastest).toBeLessThan(2.2e-6);
  });
});

describe('the line of sight to a ground station', () => {
  it('is there when the station itself is above the skyline and the Moon above its mask, looked at every 25 minutes', () => {
    const [from, to] = [utc('2035-02-01'), utc('2035-05-01')];
    const sky = stationSky(ephemeris, FRAME, from, to);
    const earthCentre = earthWindows(hills, lunarSky(ephemeris, FRAME, from, to), from, to);
    const seen = new Float64Array(3);
    const state = new Float64Array(6);
    for (const station of STATIONS) {
      const windows = lineOfSight(hills, station, sky);
      const byMask = moonWindows(station, sky.moon);
      const place = moonPlace(RIDGE.latRad, RIDGE.lonRad, RIDGE.aboveSphereM, FRAME);
      let compared = 0;
      for (let et = from; et < to; et += 1500) {
        ephemeris.state(station.name, 'MOON', et, FRAME, 'LT+S', state);
        azimuthElevation(place, state, seen);
        const clearance = seen[1]! - skylineAt(hills, seen[0]!);
        if (Math.abs(clearance) < 2 * ARCSEC) continue; // the slope of the hills times 0.1 arcseconds
        compared += 1;
        expect(contains(windows, et)).toBe(clearance > 0 && contains(byMask, et));
      }
      expect(compared).toBeGreaterThan(5000);
      expect(totalS(windows)).not.toBeCloseTo(totalS(intersect(byMask, earthCentre)), -3);
    }
  });
});
