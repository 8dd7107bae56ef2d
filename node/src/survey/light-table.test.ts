import { beforeAll, expect, it } from 'vitest';
import { azimuthElevation, moonPlace, stationPlace, type Ephemeris } from '@openilrs/core/ephemeris';
import {
  GROUND_STATION_MASK_RAD,
  lightAt,
  lightTable,
  lunarSky,
  skylineAt,
  stationSky,
  shareAt,
  type HorizonProfile,
  type LunarSky,
} from '@openilrs/core/terrain';
import { contains, union, utcToEt, type Window } from '@openilrs/core/time';
import { openBundledEphemeris } from '../kernels/index.ts';
import { bundledGroundStations } from '../mission/index.ts';

let ephemeris: Ephemeris;
let sky: LunarSky;
beforeAll(async () => {
  ephemeris = await openBundledEphemeris();
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2028-07-01'), et('2029-01-15'));
});

const degree = Math.PI / 180;
const hills: HorizonProfile = {
  latRad: -89.45 * degree,
  lonRad: 222.7 * degree,
  heightM: 10,
  terrainHeightM: 1900,
  elevationRad: Float64Array.from(
    { length: 720 },
    (_, i) => -0.012 + 0.008 * Math.sin(i / 31) + 0.004 * Math.sin(i / 3.7),
  ),
  distanceM: new Float64Array(720),
};

it('tables windows of Sun shares, the Earth, ground stations and relays', () => {
  const light = lightAt(hills, sky);
  expect(light.eclipses.length).toBeGreaterThan(0); // 2028-07-06 or 2028-12-31
  const places = stationSky(ephemeris, 'MOON_ME_DE421', sky.fromEt, sky.toEt);
  const stations = bundledGroundStations().slice(0, 3);
  const relay: Window = [sky.fromEt + 86_400, sky.fromEt + 2 * 86_400];
  const { rows, earthDiscMean } = lightTable(hills, sky, light, {
    sunShares: [0, 0.25, 0.5, 0.75, 1],
    stations,
    stationSky: places,
    relays: [{ name: 'relay', windows: [relay] }],
  });
  const row = (name: string) => rows.find((one) => one.name === name)!;
  // Shares against the curve, away from crossings.
  for (const share of [0.25, 0.5, 0.75]) {
    const { windows } = row(`sun >= ${share}`);
    for (let et = sky.fromEt; et < sky.toEt; et += 1777) {
      const value = shareAt(light.share, et);
      if (Math.abs(value - share) > 0.01) expect(contains(windows, et)).toBe(value > share);
    }
  }
  const shares = rows.slice(0, 5).map(({ fraction }) => fraction);
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
  expect([shares[0], shares[4]]).toEqual([light.sunAnyFraction, light.sunFullFraction]);
  const [any, centre, full] = ['earthAny', 'earthCentre', 'earthFull'].map((name) => row(name).fraction) as [
    number,
    number,
    number,
  ];
  expect([any > centre, centre > full, any > earthDiscMean, earthDiscMean > full]).toEqual([true, true, true, true]);
  expect(Math.abs(earthDiscMean - centre)).toBeLessThan(0.02);
  expect(row('relay').fraction).toBeCloseTo(86_400 / (sky.toEt - sky.fromEt), 9);
  const contact = stations.reduce((all, { name }) => union(all, row(name).windows), [relay] as readonly Window[]);
  expect(row('anyContact').windows).toEqual(contact);
  // By the station's own state and elevation of the Moon out of the ephemeris, every 40 minutes.
  const [state, over] = [new Float64Array(6), new Float64Array(6)];
  const eye = moonPlace(hills.latRad, hills.lonRad, hills.terrainHeightM + hills.heightM, 'MOON_ME_DE421');
  let byCentre = 0;
  for (const { name, itrf93M } of stations) {
    const { windows } = row(name);
    for (let et = sky.fromEt + 60; et < sky.toEt; et += 2400) {
      ephemeris.state(name, 'MOON', et, 'MOON_ME_DE421', 'LT+S', state);
      const [azimuth, elevation] = azimuthElevation(eye, state, over);
      const clearance = elevation! - skylineAt(hills, azimuth!);
      ephemeris.state('MOON', 'EARTH', et, 'ITRF93', 'LT+S', state);
      const [, moonUp] = azimuthElevation(stationPlace(itrf93M), state, over);
      if (Math.abs(clearance) < 1e-5 || Math.abs(moonUp! - GROUND_STATION_MASK_RAD) < 1e-5) continue;
      const inView = clearance > 0 && moonUp! > GROUND_STATION_MASK_RAD;
      expect(contains(windows, et)).toBe(inView);
      if (inView !== (contains(light.earthCentre, et) && moonUp! > GROUND_STATION_MASK_RAD)) byCentre += 1;
    }
  }
  expect(byCentre).toBeGreaterThan(50); // what was wrong while the Earth's centre stood for its stations
  expect(() => lightTable(hills, sky, light, { sunShares: [2] })).toThrow(
    expect.objectContaining({ code: 'LIGHT_SHARE' }),
  );
});
