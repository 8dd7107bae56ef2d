import { describe, expect, it } from 'vitest';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { toGnomonic } from '../ground/gnomonic.ts';
import { project, unitVector } from '../ground/projection.ts';
import { cellPlace, surveyRegion, sweepToMap } from './site-region.ts';
import { groundMaps } from '../ground/slope-map.ts';
import { polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';

const degree = Math.PI / 180;

describe('a region', () => {
  it('has cells on multiples of their size, around the place asked for', () => {
    const { grid } = surveyRegion(-89.463 * degree, 222.51 * degree, 20_480, 40);
    expect([grid.columns, grid.xMin, grid.yMax]).toEqual([512, -21_240, -1760]);
  });

  it('is covered by its sweep, whose map read at map cells is the same function of the place', () => {
    for (const latDeg of [-80.5, -85, -89.46, -90]) {
      const region = surveyRegion(latDeg * degree, 2, 24_000, 400);
      const n = region.sweepCells;
      const values = new Float32Array(n * n);
      const coordinate = (i: number) => (i - (n - 1) / 2) * region.sweepStepM;
      for (let row = 0; row < n; row++)
        for (let column = 0; column < n; column++)
          values[row * n + column] = coordinate(column) / 1000 + 100 * (coordinate(row) / 1000);
      const map = sweepToMap(region, values);
      for (const [row, column] of [
        [0, 0],
        [0, 59],
        [59, 0],
        [31, 17],
        [59, 59],
      ] as const) {
        const [x, y] = toGnomonic(region.frame, unitVector(...cellPlace(region, row, column)));
        expect(map[row * 60 + column]).toBeCloseTo(x / 1000 + 100 * (y / 1000), 2);
      }
    }
  });
});

describe('ground maps', () => {
  it('find the slope of a plane that is inclined on the ground', () => {
    const rise = Math.tan(7 * degree);
    const plane = syntheticDem(
      polarGrid('southPolarStereographic', 1600, 400),
      (x, y) => (rise * (x + y)) / Math.SQRT2,
    );
    const region = surveyRegion(-85 * degree, 1, 8000, 400);
    const { slopeDeg, elevationM } = groundMaps(region, [plane]);
    const [x, y] = project('southPolarStereographic', ...cellPlace(region, 9, 4));
    expect(elevationM[9 * 20 + 4]).toBeCloseTo((rise * (x + y)) / Math.SQRT2, 1);
    // A metre of the map is 1 / scale metres of ground, so the ground is steeper than the plane on the map by the scale.
    const scale = 1 + (x * x + y * y) / (4 * MOON_RADIUS_M ** 2);
    expect(slopeDeg[9 * 20 + 4]).toBeCloseTo(Math.atan(rise * scale) / degree, 3);
  });

  it('have no number where the terrain has none', () => {
    const small = syntheticDem(polarGrid('southPolarStereographic', 20, 400), () => 5);
    const { elevationM } = groundMaps(surveyRegion(-90 * degree, 0, 12_000, 400), [small]);
    expect(elevationM[0]).toBeNaN();
    expect(elevationM[15 * 30 + 15]).toBe(5);
  });
});
