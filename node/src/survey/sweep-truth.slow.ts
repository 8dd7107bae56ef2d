import { beforeAll, describe, expect, it } from 'vitest';
import {
  cellHorizons,
  createSweeper,
  fromGnomonic,
  horizonAt,
  latLonOf,
  lightAt,
  lightMaps,
  lunarSky,
  skylineAt,
  skyTable,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
  type HorizonProfile,
  type SkyTable,
  type SurveyRegion,
  type Terrain,
} from '@openilrs/core/terrain';
import { inlineRunner } from '@openilrs/core/jobs';
import { createRandom } from '@openilrs/core/math';
import { utcToEt } from '@openilrs/core/time';
import { bruteForceElevation } from '../../../core/src/terrain/testing/brute-force-march.ts';
import { azimuthOf, localTangent } from '../../../core/src/terrain/ground/gnomonic.ts';
import { rowFrom } from '../../../core/src/terrain/sweep/sky-parallax.ts';
import { FULL_SHARE } from '../../../core/src/terrain/sweep/sun-histogram.ts';
import { openBundledEphemeris } from '../kernels/index.ts';
import { loadBundledTerrain } from '../terrain/index.ts';
import { createWorkerRunner, type WorkerRunner } from '../workers/index.ts';

// The sweep on the real nested grids, against plain marches and the exact light of points.
const degree = Math.PI / 180;
const RIDGE = [-89.463, 222.51] as const;
const HORIZONS = 180;
let terrain: Terrain;
let runner: WorkerRunner;

beforeAll(async () => {
  terrain = await loadBundledTerrain();
  runner = await createWorkerRunner({ parallel: 2 });
  return () => runner.close();
});

/** A square around a place (degrees), prepared for the sweep. */
function square(latDeg: number, lonDeg: number, sizeM: number, cellM: number) {
  const region = surveyRegion(latDeg * degree, lonDeg * degree, sizeM, cellM);
  return { region, swept: sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM) };
}

function placeOf(region: SurveyRegion, row: number, column: number): [latRad: number, lonRad: number] {
  const at = (index: number) => (index - (region.sweepCells - 1) / 2) * region.sweepStepM;
  const u = fromGnomonic(region.frame, at(column), at(row), new Float64Array(3));
  return latLonOf(u[0]!, u[1]!, u[2]!);
}

function someCells(region: SurveyRegion, count: number, seed: number): [row: number, column: number][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => [random.int(region.sweepCells), random.int(region.sweepCells)]);
}

/** Errors of the sweep in degrees (rms, 99th percentile) against marches in random directions from random cells. */
async function errorsAt(at: readonly [number, number], sizeM: number, cellM: number, heightM: number, cells: number) {
  const { region, swept } = square(...at, sizeM, cellM);
  const seen = await cellHorizons(runner, swept, someCells(region, cells, cellM), [heightM], HORIZONS);
  const random = createRandom(6);
  const near = heightM > 0 ? { nearStepM: 2, nearM: 2000 } : { nearStepM: 0.5, nearM: 600 };
  const errors = seen.flatMap(({ row, column, azimuthRad, elevationRad }) =>
    Array.from({ length: 6 }, () => {
      const d = random.int(HORIZONS);
      const place = placeOf(region, row, column);
      const march = bruteForceElevation(terrain, ...place, heightM, azimuthRad[d]!, { ...near, farStepM: 25 });
      return Math.abs(elevationRad[d]! - march.elevationRad) / degree;
    }),
  );
  errors.sort((a, b) => a - b);
  const rms = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
  const [p75, p99] = [errors[Math.floor(0.75 * errors.length)]!, errors[Math.floor(0.99 * errors.length)]!];
  console.log(
    `cells of ${cellM} m at ${at.join(', ')}, eye at ${heightM} m: ${rms.toFixed(4)} rms, p75 ${p75.toFixed(4)}, p99 ${p99.toFixed(3)}, max ${errors.at(-1)!.toFixed(3)} degrees`,
  );
  return { rms, p99 };
}

/** What the table says of the exact skyline of a point: the error of binning alone. */
function tableOf(region: SurveyRegion, row: number, column: number, profile: HorizonProfile, table: SkyTable): number {
  const at = (index: number) => (index - (region.sweepCells - 1) / 2) * region.sweepStepM;
  const [xM, yM] = [at(column), at(row)];
  const shares = new Int32Array(table.thresholds + 1);
  let sum = 0;
  for (let d = 0; d < table.directions; d++) {
    const angle = (2 * Math.PI * d) / table.directions;
    const eye = profile.terrainHeightM + profile.heightM;
    const tangent = (slope: number) => localTangent(xM, yM, eye, Math.cos(angle), Math.sin(angle), slope);
    const wanted = Math.tan(skylineAt(profile, azimuthOf(region.frame, xM, yM, angle)));
    const slope = (wanted - tangent(0)) / (tangent(1) - tangent(0));
    const x = Math.min(Math.max((slope - table.firstTangent) / table.tangentStep, 0), table.thresholds - 1);
    rowFrom(table, d, { xM, yM, zM: 0 }, shares, 0);
    const i = Math.floor(x);
    sum += shares[i]! + (x - i) * (shares[i + 1]! - shares[i]!);
  }
  return sum / FULL_SHARE;
}

describe('the sweep over the bundled grids', () => {
  it.each([
    [40, 10_240],
    [20, 5120],
    [10, 2560],
  ])(
    'with cells of %i m agrees with a brute-force march to 0.05 degrees rms and 0.2 at p99 from 10 m masts',
    async (cellM, sizeM) => {
      const { rms, p99 } = await errorsAt(RIDGE, sizeM, cellM, 10, 48);
      expect(rms).toBeLessThan(0.05);
      expect(p99).toBeLessThan(0.2);
    },
  );

  it.each([
    [40, 10_240],
    [20, 5120],
    [10, 2560],
  ])('with cells of %i m agrees with a brute-force march to 0.1 degrees rms on the ground', async (cellM, sizeM) => {
    const { rms } = await errorsAt(RIDGE, sizeM, cellM, 0, 48);
    expect(rms).toBeLessThan(0.1);
  });

  // A low mast on large cells: the slope at its feet is no longer its skyline.
  it.each([
    [80, 10_240, 3],
    [40, 10_240, 1],
    [20, 5120, 2],
  ])('with cells of %i m agrees from low masts: 0.05 degrees rms', async (cellM, sizeM, heightM) => {
    const { rms } = await errorsAt(RIDGE, sizeM, cellM, heightM, 48);
    expect(rms).toBeLessThan(0.05);
  });

  // The map's axes turn through every longitude there, and grids of 10 m and 40 m join; the walls of Shackleton are 30 to 50 degrees steep.
  it.each([
    ['across the pole', -90, 0],
    ['across the meridian of 180 degrees', -89.2, 180],
    ['where only coarse grids are', -84.5, 30],
  ])('agrees %s', async (_where, latDeg, lonDeg) => {
    const { rms, p99 } = await errorsAt([latDeg, lonDeg], 10_240, 40, 10, 32);
    expect(rms).toBeLessThan(0.05);
    expect(p99).toBeLessThan(0.2);
  });

  it('is the same to the bit in WebAssembly and in TypeScript', () => {
    const { swept } = square(...RIDGE, 2560, 20);
    const [wasm, plain] = (['wasm', 'plain'] as const).map((kernel) => createSweeper(swept, { kernel }));
    for (const angle of [0.2, 1.7, 3.3, 5.1])
      for (const heightM of [0, 10]) {
        const [a, b] = [wasm!.tangents(angle, heightM), plain!.tangents(angle, heightM)];
        let different = 0;
        for (let row = 0; row < swept.cells; row++)
          for (let c = row * a.stride; c < row * a.stride + swept.cells; c++)
            if (a.values[c] !== b.values[c]) different++;
        expect(different).toBe(0);
      }
    wasm!.close();
  });

  it('gives the light of points: 0.2 percentage points rms on the map of 40 m cells, and binning under 0.1', async () => {
    const { region, swept } = square(...RIDGE, 10_240, 40);
    const ephemeris = await openBundledEphemeris();
    const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
    const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2035-01-01'), et('2036-01-01'));
    const options = { directions: 720, radiusRad: sunRadiusRad };
    const sun = skyTable(sky.sun, region.frame, 1500, sky.fromEt, sky.toEt, options);
    const earth = skyTable(sky.earth, region.frame, 1500, sky.fromEt, sky.toEt, { directions: 1440, sampleS: 3600 });
    const layers = [
      { heightM: 10, table: sun },
      { heightM: 10, table: earth },
    ];
    const [sunMap, earthMap] = await lightMaps(runner, swept, layers, 1440);
    const squares = { sun: 0, earth: 0 };
    const binning = { sun: 0, earth: 0 };
    const cells: [number, number][] = [[0, 0], [region.sweepCells - 1, 0], ...someCells(region, 12, 8)];
    for (const [row, column] of cells) {
      const profile = horizonAt(terrain, ...placeOf(region, row, column), 10);
      const light = lightAt(profile, sky);
      const tabled = (table: SkyTable) => tableOf(region, row, column, profile, table);
      binning.sun = Math.max(binning.sun, Math.abs(100 * (tabled(sun) - light.sunDiscMean)));
      binning.earth = Math.max(binning.earth, Math.abs(100 * (tabled(earth) - light.earthFraction)));
      const at = row * region.sweepCells + column;
      squares.sun += (100 * (sunMap![at]! - light.sunDiscMean)) ** 2 / cells.length;
      squares.earth += (100 * (earthMap![at]! - light.earthFraction)) ** 2 / cells.length;
    }
    console.log(
      `light map against time series: sun ${Math.sqrt(squares.sun).toFixed(3)}, Earth ${Math.sqrt(squares.earth).toFixed(3)} points rms`,
    );
    console.log(`binning alone: sun ${binning.sun.toFixed(4)}, Earth ${binning.earth.toFixed(4)} points at most`);
    expect(binning.sun).toBeLessThan(0.1);
    expect(binning.earth).toBeLessThan(0.1);
    expect(Math.sqrt(squares.sun)).toBeLessThan(0.2);
    expect(Math.sqrt(squares.earth)).toBeLessThan(0.5);
  });

  it('gives the same maps on two workers as in one thread', async () => {
    const { region, swept } = square(...RIDGE, 2560, 20);
    const ephemeris = await openBundledEphemeris();
    const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
    const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2035-01-01'), et('2036-01-01'));
    const table = skyTable(sky.sun, region.frame, 1500, sky.fromEt, sky.toEt, {
      directions: 72,
      radiusRad: sunRadiusRad,
    });
    const layers = [0, 2, 10].map((heightM) => ({ heightM, table }));
    const [two, one] = [await lightMaps(runner, swept, layers, 72), await lightMaps(inlineRunner, swept, layers, 72)];
    expect(two).toEqual(one);
    for (const [i, layer] of layers.entries())
      expect((await lightMaps(inlineRunner, swept, [layer], 72))[0]).toEqual(one[i]);
  });
});
