import { describe, expect, it } from 'vitest';
import { rateSteps } from './link-rates.ts';

const link = {
  id: 'l',
  title: 'l',
  rateBitS: 1e6,
  powerW: 10,
  route: { kind: 'direct' as const, stations: ['x'], minElevationRad: 0.1 },
};
const far = { et: [0, 100], values: [4e8, 4e8] };

describe('the rate of a link in steps', () => {
  it('is the greatest of those that hold', () => {
    const steps = [
      { rateBitS: 2e6, minElevationRad: 0.3, maxRangeM: Infinity },
      { rateBitS: 5e6, minElevationRad: 0.6, maxRangeM: Infinity },
    ];
    const higher = (elevation: number) => (elevation < 0.5 ? ([[10, 40]] as const) : ([[20, 30]] as const));
    expect(rateSteps({ ...link, steps }, higher, far, [0, 100])).toEqual({
      et: [0, 10, 20, 30, 40],
      rateBitS: [1e6, 2e6, 5e6, 2e6, 1e6],
    });
  });

  it('rises while the Earth is near', () => {
    // 4.0e8 m to 3.6e8 m and back, straight: under 3.8e8 m between 25 and 75
    const range = { et: [0, 50, 100], values: [4e8, 3.6e8, 4e8] };
    const steps = [{ rateBitS: 3e6, minElevationRad: 0, maxRangeM: 3.8e8 }];
    expect(rateSteps({ ...link, steps }, () => [], range, [0, 100])).toEqual({
      et: [0, 25, 75],
      rateBitS: [1e6, 3e6, 1e6],
    });
  });
});
