import type { SkyResult } from '@openilrs/api/contract';
import type { HorizonResult } from '@openilrs/core/mission';
import { describe, expect, it } from 'vitest';
import { indexBefore, siteStateAt, skylineAt, turnDeg } from './site-state.ts';

const horizon = {
  azimuthDeg: [0, 90, 180, 270],
  elevationDeg: [0, 2, 0, -1],
} as unknown as HorizonResult;
const sky: SkyResult = {
  latDeg: -89.5,
  lonDeg: 0,
  heightM: 10,
  stepS: 100,
  et: [0, 100, 200],
  sunAzimuthDeg: [350, 10, 30],
  sunElevationDeg: [1, 1, -2],
  sunRadiusDeg: [0.25, 0.25, 0.25],
  earthAzimuthDeg: [90, 90, 90],
  earthElevationDeg: [1, 3, 3],
};

describe('the sky of the site', () => {
  it('turns through north the short way', () => {
    expect(turnDeg(350, 10)).toBe(20);
    expect(siteStateAt(sky, horizon, 50)?.sun.azimuthDeg).toBe(0);
  });

  it('says how much of the Sun stands over the skyline', () => {
    expect(siteStateAt(sky, horizon, 0)?.sunShare).toBe(1);
    expect(siteStateAt(sky, horizon, 200)?.sunShare).toBe(0);
  });

  it('says when the Earth has risen', () => {
    expect(siteStateAt(sky, horizon, 10)?.earthUp).toBe(false);
    expect(siteStateAt(sky, horizon, 90)?.earthUp).toBe(true);
  });

  it('knows nothing outside the span', () => {
    expect(siteStateAt(sky, horizon, -2)).toBeNull();
    expect(siteStateAt(sky, horizon, -1e-6)).not.toBeNull();
    expect(indexBefore([0, 1, 2], 2)).toBe(1);
    expect(indexBefore([], 0)).toBeNull();
  });

  it('joins the skyline over north', () => expect(skylineAt(horizon, 315)).toBeCloseTo(-0.5, 12));
});
