import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@openilrs/core/math';
import { lightAt, lunarSky, type HorizonProfile, type LunarSky } from '@openilrs/core/terrain';
import { complement, utcToEt } from '@openilrs/core/time';
import { MOON_RADIUS_M } from '../../../core/src/terrain/ground/dem.ts';
import { azimuthOf, gnomonicFrame } from '../../../core/src/terrain/ground/gnomonic.ts';
import { cellSpells } from '../../../core/src/terrain/spells/cell-spells.ts';
import { newFacts } from '../../../core/src/terrain/spells/spell-maps.ts';
import { sunNodes } from '../../../core/src/terrain/spells/sun-nodes.ts';
import { openBundledEphemeris } from '../kernels/index.ts';

const degree = Math.PI / 180;
let sky: LunarSky;
beforeAll(async () => {
  const ephemeris = await openBundledEphemeris();
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2031-01-01'), et('2034-01-01'));
});

/** A skyline of random waves, hills and notches around a level, degrees. */
function skyline(seed: number, n: number, levelDeg: number, roughDeg: number): Float64Array {
  const random = createRandom(seed);
  const waves = Array.from({ length: 8 }, () => [random.int(60) + 1, random.int(1000), random.int(100)] as const);
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = levelDeg;
    for (const [k, phase, size] of waves) sum += (roughDeg * size * Math.sin((2 * Math.PI * k * i) / n + phase)) / 100;
    if (random.int(9) === 0) sum += ((random.int(100) - 50) / 25) * roughDeg;
    return sum * degree;
  });
}

describe('spells of a cell', () => {
  // Latitude of the centre of the region by its distance from the pole, level and roughness of the skyline.
  it.each([
    [20e3, 0, 0.2, 720],
    [20e3, 0.5, 0.3, 720],
    [20e3, -1, 0.5, 720],
    [20e3, 1.2, 1, 360],
    [150e3, 0, 1, 720],
    [150e3, 2, 2, 720],
    [290e3, -0.5, 1, 1440],
    [290e3, 3, 3, 720],
    [20e3, 9, 1, 720],
    [20e3, -9, 1, 720],
  ])(
    'are those of the time series over the same skyline (%d m from the pole, %d +- %d degrees, %d directions)',
    (y, level, rough, n) => {
      const frame = gnomonicFrame('southPolarStereographic', 0, y);
      const eyeM = 1900;
      const nodes = sunNodes(sky.sun, frame, n, sky.fromEt, sky.toEt);
      const { find } = cellSpells(nodes, frame, sky.sun, 100 * 3600);
      for (let seed = 1; seed <= 2; seed++) {
        const elevation = skyline(seed + 1000 * rough, n, level, rough);
        const facts = newFacts();
        find(
          0,
          0,
          eyeM,
          elevation.map((e) => Math.tan(e) * (1 - eyeM / MOON_RADIUS_M)),
          facts,
        );
        const first = Math.round((azimuthOf(frame, 0, 0, 0) / (2 * Math.PI)) * n);
        const profile: HorizonProfile = {
          latRad: Math.asin(frame.up[2]),
          lonRad: Math.atan2(frame.up[1], frame.up[0]),
          heightM: 0,
          terrainHeightM: eyeM / (1 - eyeM / MOON_RADIUS_M),
          elevationRad: elevation.map((_, i) => elevation[(((first - i) % n) + n) % n]!), // plane angles run the other way round
          distanceM: new Float64Array(n),
        };
        const { sunAny, longestDark, longestLit, period } = lightAt(profile, sky, sky.fromEt, sky.toEt, {
          eclipses: false,
        });
        const length = (window: readonly [number, number] | null) => (window === null ? 0 : window[1] - window[0]);
        expect(Math.abs(facts.longestDarkS - length(longestDark))).toBeLessThan(1);
        expect(Math.abs(facts.longestLitS - length(longestLit))).toBeLessThan(1);
        const nights = complement(sunAny, period)
          .map(length)
          .filter((s) => s > 100 * 3600);
        expect(facts.nights).toBe(nights.length);
        expect(Math.abs(facts.nightsS - nights.reduce((a, b) => a + b, 0))).toBeLessThan(1 + nights.length);
      }
    },
  );
});
