import { describe, expect, it } from 'vitest';
import { unproject } from './projection.ts';
import { slopeAt } from './slope.ts';
import { polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';

const DEGREE = Math.PI / 180;

describe('slope', () => {
  it('of a plane is its tilt, falling where it falls', () => {
    const tilt = Math.tan(12 * DEGREE);
    const dem = syntheticDem(polarGrid('southPolarStereographic', 100, 10), (x) => -tilt * x); // falls toward 90 E
    const [lat, lon] = unproject('southPolarStereographic', 0, 250); // on the meridian of 0 E: east is +x
    const { slopeRad, downhillAzimuthRad } = slopeAt([dem], lat, lon, 40);
    expect(slopeRad / DEGREE).toBeCloseTo(12, 3);
    expect(downhillAzimuthRad / DEGREE).toBeCloseTo(90, 3);
    const south = syntheticDem(polarGrid('southPolarStereographic', 100, 10), (_x, y) => tilt * y); // falls toward the pole there
    expect(slopeAt([south], lat, lon, 40).downhillAzimuthRad / DEGREE).toBeCloseTo(180, 3);
  });

  it('has no direction on level ground and no value at the rim', () => {
    const flat = syntheticDem(polarGrid('southPolarStereographic', 100, 10), () => 5);
    expect(slopeAt([flat], -Math.PI / 2, 0, 40)).toEqual({ slopeRad: 0, downhillAzimuthRad: NaN });
    expect(slopeAt([flat], ...unproject('southPolarStereographic', 490, 0), 40).slopeRad).toBeNaN();
  });
});
