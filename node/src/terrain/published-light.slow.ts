import { describe, expect, it } from 'vitest';
import { horizonAt, lightAt, lunarSky } from '@openilrs/core/terrain';
import { totalS, utcToEt } from '@openilrs/core/time';
import published from '../../../test/reference/terrain/published-light.json' with { type: 'json' };
import { openBundledEphemeris } from '../kernels/index.ts';
import { loadBundledTerrain } from './index.ts';

/** Published figures leave the Sun's eclipses by the Earth out. */
const PUBLISHED = { eclipses: false };
const DEGREE = Math.PI / 180;
const ids = ['IL32', 'IL34'];

describe('light at masts of 10 m on the ridge, 2015-12-24 to 2034-12-24, against Glaeser 2014', () => {
  it.each(published.rows.filter(({ id }) => ids.includes(id)))('$id: any part of the disc', async (row) => {
    const [ephemeris, terrain] = await Promise.all([openBundledEphemeris(), loadBundledTerrain()]);
    const [from, to] = row.period.map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
    const { latDeg, lonDeg } = row.places[0]!;
    const profile = horizonAt(terrain, latDeg * DEGREE, lonDeg * DEGREE, row.heightM);
    const light = lightAt(profile, lunarSky(ephemeris, 'MOON_ME_DE421', from, to), from, to, PUBLISHED);
    const litD = (light.longestLit![1] - light.longestLit![0]) / 86_400;
    // Half a point: what 2 m of height are worth at the worse of the two places, where the bundled grid is good to 8 m. The longest light ends behind far mountains: an hour's step of the paper.
    expect(Math.abs((100 * totalS(light.sunAny)) / (to - from) - row.valuePct)).toBeLessThan(0.5);
    expect(Math.abs(litD - 262.42)).toBeLessThan(0.25);
  });
});
