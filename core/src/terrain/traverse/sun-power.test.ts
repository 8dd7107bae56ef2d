import { describe, expect, it } from 'vitest';
import { powerCollector, shareAbove, SHARE_LEVELS, sunlightS, sunNearness, type SunPower } from './sun-power.ts';

const HOUR = 3600;

/** One cell, samples of an hour, slots of a second. */
function power(shares: readonly number[], nearness = 1): SunPower {
  const collector = powerCollector(1, HOUR);
  shares.forEach((share, i) => collector.add(i, Uint8Array.of(Math.floor(share * SHARE_LEVELS))));
  const fullSunS = Float64Array.from(shares, (_, i) => i * HOUR * nearness);
  return { ...collector.end(shares.length), fullSunS, gridSlots: HOUR, least: 0.5 };
}

describe('the power of an array', () => {
  it('is that of the visible share: a level edge at the centre halves the disc, one at 60 degrees cuts a known segment', () => {
    expect([shareAbove(-1), shareAbove(0), shareAbove(1), shareAbove(2)]).toEqual([0, 0.5, 1, 1]);
    // Segment of a circle with a half angle of 60 degrees: (pi / 3 - sqrt(3) / 4) / pi.
    expect(1 - shareAbove(0.5)).toBeCloseTo((Math.PI / 3 - Math.sqrt(3) / 4) / Math.PI, 12);
    expect(shareAbove(0.3) + shareAbove(-0.3)).toBeCloseTo(1, 12);
  });

  it('adds up to share times time times nearness, from anywhere to anywhere', () => {
    const half = power(Array.from({ length: 11 }, () => 0.5));
    expect(sunlightS(half, 0, 0, 10 * HOUR)).toBeCloseTo(5 * HOUR, 6);
    expect(sunlightS(half, 0, 1234, 5678)).toBeCloseTo((5678 - 1234) / 2, 6);
    // 1.017 au at the aphelion: 3.3 % less.
    const far = power([1, 1, 1], sunNearness(1.0167 * 149_597_870_700));
    expect(sunlightS(far, 0, 0, 2 * HOUR) / (2 * HOUR)).toBeCloseTo(0.9674, 4);
  });

  it('takes the lower of two samples between them, nothing in the dark, and never more than the share', () => {
    const rising = power([0, 0.5, 0.75, 1, 1, 0, 0.6, 0.6]);
    expect(sunlightS(rising, 0, 0, HOUR)).toBe(0);
    expect(sunlightS(rising, 0, 0, 4 * HOUR)).toBeCloseTo((0.5 + 0.75 + 1) * HOUR, 6);
    expect(sunlightS(rising, 0, 4 * HOUR, 6 * HOUR)).toBe(0);
    expect(sunlightS(rising, 0, 6 * HOUR, 7 * HOUR)).toBeCloseTo((9 / 16) * HOUR, 6); // 0.6 rounded down to sixteenths
  });
});
