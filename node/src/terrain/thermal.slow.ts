import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  horizonAt,
  lunarSky,
  SETTLING_S,
  slopeAt,
  thermalAt,
  type LunarSky,
  type PointThermal,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '../kernels/index.ts';
import { loadBundledTerrain } from './index.ts';

interface Shadow {
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
}
const file = new URL('../../../test/reference/thermal/temperatures.json', import.meta.url);
const { shadow } = JSON.parse(readFileSync(file, 'utf8')) as { shadow: readonly Shadow[] };
const DEGREE = Math.PI / 180;

let terrain: Terrain;
let sky: LunarSky;
let [from, to] = [0, 0];
beforeAll(async () => {
  terrain = await loadBundledTerrain();
  const ephemeris = await openBundledEphemeris();
  [from, to] = [utcToEt(ephemeris.leapSeconds, '2009-07-01'), utcToEt(ephemeris.leapSeconds, '2010-07-01')];
  sky = lunarSky(ephemeris, 'MOON_ME_DE421', from - SETTLING_S, to);
});

function at(latDeg: number, lonDeg: number, baselineM = 800): PointThermal {
  const [lat, lon] = [latDeg * DEGREE, lonDeg * DEGREE];
  return thermalAt(horizonAt(terrain, lat, lon, 0), slopeAt(terrain, lat, lon, baselineM), sky, from, to);
}

describe('the ground of the bundled terrain', () => {
  it.each(shadow.map((one) => [one.name, one] as const))(
    'keeps ice at the surface of the shadowed floor of %s',
    (name, { latDeg, lonDeg }) => {
      const found = at(latDeg, lonDeg);
      expect(found.directMean, 'no sunlight').toBeLessThan(1e-9);
      expect(found.iceDepthM).toBe(0);
      // Paige 2010 and Haruyama 2008 give tens of kelvin. The model takes walls as a bowl without heat of their own, so that summer peaks come out some 10 K high.
      expect(found.surfaceMeanK).toBeGreaterThan(30);
      expect(found.surfaceMeanK).toBeLessThan(name === 'Shackleton' ? 90 : 60);
      expect(found.surfaceMaxK).toBeLessThan(name === 'Shackleton' ? 105 : 85);
      expect(Math.abs(found.balanceError)).toBeLessThan(1e-9);
    },
  );

  it('is on the real Moon’s equator what it is under an ideal Sun, as the distance of the Sun varies', () => {
    const found = at(0, 0, 50_000);
    expect(Math.abs(found.surfaceMaxK - 385)).toBeLessThan(8); // 385 +- 5 at 1 au; perihelion adds 1.7 % of light, 3 K
    expect(Math.abs(found.surfaceMinK - 95)).toBeLessThan(5);
    expect(found.iceDepthM).toBeNull();
  });

  it('refuses a sky that does not reach back for the soil to settle', () => {
    const [lat, lon] = [-89 * DEGREE, 0];
    const profile = horizonAt(terrain, lat, lon, 0, { azimuths: 16, rangeM: 1000 });
    const slope = slopeAt(terrain, lat, lon, 800);
    expect(() => thermalAt(profile, slope, sky, from - 3600, to)).toThrow(/days before the period/);
    expect(() => thermalAt(profile, slope, sky, from, to, { stepS: 1 })).toThrow(/60 to 21600/);
  });
});
