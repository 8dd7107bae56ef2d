import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { fromGnomonic, gnomonicFrame } from '../ground/gnomonic.ts';
import { cellHorizons } from './horizon-map.ts';
import { latLonOf, project } from '../ground/projection.ts';
import { sweepTerrain } from './sweep-terrain.ts';
import { createSweeper } from './sweep.ts';
import { bruteForceElevation } from '../testing/brute-force-march.ts';
import { polarGrid, syntheticDem } from '../testing/synthetic-dem.ts';

const frame = gnomonicFrame('southPolarStereographic', 4000, -2500);
const degree = Math.PI / 180;

describe('the sweep', () => {
  it('sees the dip of the horizon of a smooth sphere from a mast', async () => {
    const sphere = [syntheticDem(polarGrid('southPolarStereographic', 400, 500), () => 0)];
    const terrain = sweepTerrain(sphere, frame, 16, 20, { rangeM: 60_000 });
    const [seen] = await cellHorizons(inlineRunner, terrain, [[3, 12]], [50], 90);
    const dip = -Math.acos(MOON_RADIUS_M / (MOON_RADIUS_M + 50)); // 0.43 degrees, 13 km away
    for (const elevation of seen!.elevationRad) expect(elevation).toBeCloseTo(dip, 4);
  });

  // Hills of kilometres, a crater wall and a far range: everything that the levels have to carry on without a seam.
  const hills = (x: number, y: number) =>
    300 * Math.sin(x / 2300) * Math.cos(y / 1700) +
    80 * Math.sin((x + 2 * y) / 600) -
    400 * Math.exp(-(((x - 5500) / 1500) ** 2) - ((y + 2500) / 1500) ** 2) +
    4000 * Math.exp(-(((x + 30_000) / 6000) ** 2) - ((y - 8000) / 20_000) ** 2);
  const grids = [
    syntheticDem(polarGrid('southPolarStereographic', 700, 40), hills),
    syntheticDem(polarGrid('southPolarStereographic', 500, 200), hills),
  ];

  it('agrees with a brute-force march over nested grids to 0.05 degrees rms from masts and 0.3 on the ground', async () => {
    const cells = 48;
    const terrain = sweepTerrain(grids, frame, cells, 40, { rangeM: 45_000 });
    const places = [
      [0, 0],
      [47, 20],
      [13, 31],
      [30, 5],
      [24, 47],
    ] as const;
    const seen = await cellHorizons(inlineRunner, terrain, places, [10, 0], 40);
    const squares: Record<number, number[]> = { 10: [], 0: [] };
    for (const { row, column, heightM, azimuthRad, elevationRad } of seen) {
      const [x, y] = [(column - (cells - 1) / 2) * 40, (row - (cells - 1) / 2) * 40];
      const u = fromGnomonic(frame, x, y, new Float64Array(3));
      const [lat, lon] = latLonOf(u[0]!, u[1]!, u[2]!);
      for (let d = 0; d < 40; d++) {
        const march = bruteForceElevation(grids, lat, lon, heightM, azimuthRad[d]!, {
          nearStepM: 4,
          farStepM: 20,
          rangeM: 45_000,
        });
        squares[heightM]!.push(((elevationRad[d]! - march.elevationRad) / degree) ** 2);
      }
    }
    const rms = (height: number) => Math.sqrt(squares[height]!.reduce((a, b) => a + b, 0) / squares[height]!.length);
    expect(rms(10)).toBeLessThan(0.05);
    expect(rms(0)).toBeLessThan(0.3); // the skyline of a convex slope begins within the first cell, where the sweep has one point
  });

  it('gives the same slopes for several heights together as one by one', () => {
    const terrain = sweepTerrain(grids, frame, 24, 40, { rangeM: 20_000, rings: 16 });
    const [both, one] = [createSweeper(terrain, 2), createSweeper(terrain, 1)];
    for (const angle of [0, 0.3, Math.PI / 4, 1.2, Math.PI / 2, 2.5, 3.1]) {
      const together = both.sweep(angle, [10, 2]);
      for (const [page, height] of [10, 2].entries()) {
        const alone = one.sweep(angle, [height]);
        expect(together.ahead.slice(page * 576, (page + 1) * 576)).toEqual(alone.ahead);
        expect(together.behind.slice(page * 576, (page + 1) * 576)).toEqual(alone.behind);
      }
    }
  });

  it('hides everything from cells without terrain, and looks past holes', () => {
    const noData = -9999;
    const holed = syntheticDem(polarGrid('southPolarStereographic', 400, 40), (x, y) =>
      Math.hypot(x - 4000, y + 2500) < 100 ? noData : 0,
    );
    const terrain = sweepTerrain([{ ...holed, noData }], frame, 32, 40, { rangeM: 4000 });
    const { ahead } = createSweeper(terrain, 1).sweep(0, [10]);
    expect(ahead[15 * 32 + 15]).toBeGreaterThan(1000);
    expect(ahead[15 * 32 + 4]).toBeLessThan(0);
  });

  it('refuses regions that it cannot hold', () => {
    const code = (cells: number, stepM: number) => {
      try {
        sweepTerrain(grids, frame, cells, stepM);
        return 'none';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(4, 40)).toBe('SURVEY_REGION');
    expect(code(4000, 400)).toBe('SURVEY_REGION');
    expect(project('southPolarStereographic', -Math.PI / 2, 0)[0]).toBeCloseTo(0, 6);
  });
});
