import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledEphemeris } from '../ephemeris/testing/kernels.ts';
import { curveAt } from '../station/index.ts';
import { lunarSky } from '../terrain/index.ts';
import { linkLightTime } from './link-light-time.ts';

const link = { id: 'l', title: 'l', rateBitS: 1, powerW: 0 };
const direct = { ...link, route: { kind: 'direct' as const, stations: ['x'], minElevationRad: 0 } };
const relay = (relayRangeM?: number) => {
  const route = { kind: 'table' as const, windows: [], source: '', ...(relayRangeM !== undefined && { relayRangeM }) };
  return { ...link, route };
};
const DEG = Math.PI / 180;
const SOUTH_POLE = { latRad: -90 * DEG, lonRad: 0 };
const UNDER_EARTH = { latRad: 0, lonRad: 0 };

const ephemeris = bundledEphemeris();
const year = lunarSky(ephemeris, 'MOON_ME_DE421', 1.0e9, 1.0e9 + 366 * 86_400);

/** Earth from the Moon, `LT`, by CSPICE N0067: see test/reference/ephemeris/PROVENANCE.md. */
interface Truth {
  readonly rows: readonly { readonly et: number; readonly EARTH_from_MOON_J2000_LT_lt: number }[];
}
const text = readFileSync(new URL('../../../test/reference/ephemeris/cspice-n0067.json', import.meta.url), 'utf8');
const { rows } = JSON.parse(text) as Truth;

describe('the light time of a link', () => {
  it('is that of CSPICE between the centres, to the 60 microseconds of a straight line over six hours', () => {
    expect(rows.length).toBeGreaterThan(40);
    let worstS = 0;
    for (const { et, EARTH_from_MOON_J2000_LT_lt: truthS } of rows) {
      const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et - 75_600, et + 75_600);
      worstS = Math.max(worstS, Math.abs(curveAt(linkLightTime(relay(0), SOUTH_POLE, sky), et) - truthS));
    }
    expect(worstS).toBeLessThan(6e-5);
    expect(worstS).toBeGreaterThan(0);
  });

  it('keeps within the published extremes of the distance, and comes near to both in a year', () => {
    // 356,375 to 406,720 km between the centres (Meeus 1998, ch. 50); the pole of the Moon is as far as its centre to 0.1 %
    const values = Array.from(linkLightTime(direct, SOUTH_POLE, year).values);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    expect(least).toBeGreaterThan(356_375 / 299_792.458 - 0.001);
    expect(most).toBeLessThan(406_720 / 299_792.458 + 0.001);
    expect(least).toBeLessThan(1.22);
    expect(most).toBeGreaterThan(1.345);
  });

  it('is shorter by the radius of the Moon under the Earth', () => {
    const centre = linkLightTime(relay(0), UNDER_EARTH, year);
    const near = linkLightTime(direct, UNDER_EARTH, year);
    for (const [i, value] of Array.from(near.values).entries()) {
      // librations turn the place by 10.5 degrees at the most
      const share = (299_792.458 * (centre.values[i]! - value)) / 1737.4;
      expect(share).toBeGreaterThan(Math.cos(10.5 * DEG) - 0.001);
      expect(share).toBeLessThan(1 + 1e-9);
    }
  });

  it('adds the way to a relay', () => {
    const straight = linkLightTime(relay(0), SOUTH_POLE, year);
    const over = linkLightTime(relay(65_000e3), SOUTH_POLE, year);
    const assumed = linkLightTime(relay(), SOUTH_POLE, year);
    expect(over.values[7]! - straight.values[7]!).toBeCloseTo(0.21682, 5);
    expect(assumed.values[7]! - straight.values[7]!).toBeCloseTo(0.05651, 5);
    expect(curveAt(over, 1.0e9 + 7 * 21_600)).toBe(over.values[7]);
  });
});
