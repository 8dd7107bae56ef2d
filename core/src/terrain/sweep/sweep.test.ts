import { describe, expect, it } from 'vitest';
import { inlineRunner } from '../../jobs/index.ts';
import { MOON_RADIUS_M } from '../ground/dem.ts';
import { fromGnomonic, gnomonicFrame } from '../ground/gnomonic.ts';
import { cellHorizons } from './horizon-map.ts';
import { latLonOf, project } from '../ground/projection.ts';
import { sweepTerrain } from './sweep-terrain.ts';
import { createSweeper, HIDDEN, type Sweeper } from './sweep.ts';
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

  it('agrees with a brute-force march over nested grids to 0.05 degrees rms from masts and on the ground', async () => {
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
          nearStepM: 1,
          nearM: 1500,
          farStepM: 20,
          rangeM: 45_000,
        });
        squares[heightM]!.push(((elevationRad[d]! - march.elevationRad) / degree) ** 2);
      }
    }
    const rms = (height: number) => Math.sqrt(squares[height]!.reduce((a, b) => a + b, 0) / squares[height]!.length);
    expect(rms(10)).toBeLessThan(0.05);
    expect(rms(0)).toBeLessThan(0.05);
  });

  it('is the same to the bit in WebAssembly and in TypeScript, for any number of cells', () => {
    for (const [cells, stepM] of [
      [24, 40],
      [37, 25],
    ] as const) {
      const terrain = sweepTerrain(grids, frame, cells, stepM, { rangeM: 20_000 });
      const [wasm, plain] = [createSweeper(terrain, { kernel: 'wasm' }), createSweeper(terrain, { kernel: 'plain' })];
      for (const angle of [0, 0.3, Math.PI / 4, Math.PI / 2, 2.5, 3.1, 4, 5.9])
        for (const height of [0, 2, 10]) {
          const inside = (sweeper: Sweeper) => {
            const { values, stride } = sweeper.tangents(angle, height);
            return Array.from({ length: cells }, (_, row) => [...values.subarray(row * stride, row * stride + cells)]);
          };
          expect(inside(wasm)).toEqual(inside(plain));
        }
      wasm.close();
    }
  });

  it('looks a table up for every cell, linear between thresholds, the same in WebAssembly and in TypeScript', () => {
    const terrain = sweepTerrain(grids, frame, 24, 40, { rangeM: 20_000 });
    const values = Uint32Array.from([900_000, 600_000, 500_000, 0, 800_000, 40_000, 7, 0]);
    const table = { directions: 2, thresholds: 4, firstTangent: -0.05, tangentStep: 0.06, values };
    const [wasm, plain] = (['wasm', 'plain'] as const).map((kernel) => {
      const sweeper = createSweeper(terrain, { sums: 2, thresholds: 4, kernel });
      for (const [i, angle] of [0.4, 3.6].entries())
        sweeper.add(angle, 3, [
          { table, direction: i, sum: 0 },
          { table, direction: 1 - i, sum: 1 },
        ]);
      return { sums: [sweeper.sum(0), sweeper.sum(1)], tangents: [0.4, 3.6].map((a) => take(sweeper, a)) };
    });
    expect(wasm).toEqual(plain);
    for (let i = 0; i < 24 * 24; i += 7) {
      const share = (direction: number, tangent: number) => {
        const at = Math.min(Math.max((tangent + 0.05) / 0.06, 0), 3);
        const [k, part] = [Math.floor(at), at - Math.floor(at)];
        return values[4 * direction + k]! * (1 - part) + (values[4 * direction + k + 1] ?? 0) * part;
      };
      expect(wasm!.sums[0]![i]! - share(0, wasm!.tangents[0]![i]!) - share(1, wasm!.tangents[1]![i]!)).toBeCloseTo(
        0,
        -1,
      );
    }
    function take(sweeper: Sweeper, angle: number): number[] {
      const { values: seen, stride } = sweeper.tangents(angle, 3);
      return Array.from({ length: 576 }, (_, i) => seen[Math.floor(i / 24) * stride + (i % 24)]!);
    }
  });

  it('lays its lattice on the nodes of the finest grid, wherever the cells lie', () => {
    const shifts = (cells: number, stepM: number) => {
      const { fineness, shiftSteps } = sweepTerrain(
        grids,
        gnomonicFrame('southPolarStereographic', 0, 0),
        cells,
        stepM,
        {
          rangeM: 3000,
        },
      ).levels[0]!;
      return { fineness, nodes: shiftSteps.map((shift) => Math.round(1e3 * shift * fineness) / 1e3) };
    };
    // Nodes of the 40 m grid lie at 20 m, 60 m, ... from the pole; cells of 80 m at 40 m, 120 m, ...
    expect(shifts(24, 80)).toEqual({ fineness: 2, nodes: [0.5, 0.5] });
    expect(shifts(24, 40)).toEqual({ fineness: 1, nodes: [0, 0] });
    expect(shifts(25, 40)).toEqual({ fineness: 1, nodes: [0.5, 0.5] });
    expect(shifts(24, 56)).toEqual({ fineness: 3, nodes: [0, 0] }); // no whole number: twice as fine instead
  });

  it('hides everything from cells without terrain, and looks past holes', () => {
    const noData = -9999;
    const holed = (hole: number) => ({
      ...syntheticDem(polarGrid('southPolarStereographic', 400, 40), (x, y) =>
        Math.hypot(x - 4000, y + 2500) < 100 ? hole : 0,
      ),
      noData,
    });
    const look = (hole: number) => {
      const terrain = sweepTerrain([holed(hole)], frame, 32, 40, { rangeM: 4000 });
      const { values, stride } = createSweeper(terrain).tangents(0, 10);
      return { holes: [...terrain.holes], at: (row: number, column: number) => values[row * stride + column]! };
    };
    const [with_, without] = [look(noData), look(0)];
    expect(with_.holes).toContain(15 * 32 + 15);
    expect(with_.at(15, 15)).toBe(HIDDEN);
    expect(with_.at(15, 4)).toBeLessThan(0);
    for (const [row, column] of [
      [15, 4],
      [12, 11],
      [20, 12],
      [15, 20],
    ] as const)
      expect(Math.abs(with_.at(row, column) - without.at(row, column))).toBeLessThan(0.0005);
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
