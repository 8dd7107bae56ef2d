import { beforeAll, describe, expect, it } from 'vitest';
import {
  cellHorizons,
  fromGnomonic,
  FULL_SHARE,
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
  type SweepTerrain,
  type Terrain,
} from '@openilrs/core/terrain';
import { createRandom } from '@openilrs/core/math';
import { utcToEt } from '@openilrs/core/time';
import { bruteForceElevation } from '../../../core/src/terrain/testing/brute-force-march.ts';
import { azimuthOf, localTangent } from '../../../core/src/terrain/ground/gnomonic.ts';
import { openBundledEphemeris } from '../kernels/index.ts';
import { loadBundledTerrain } from '../terrain/index.ts';
import { createWorkerRunner, type WorkerRunner } from '../workers/index.ts';

// The sweep on the real nested grids, against plain marches and the exact light of points.
const degree = Math.PI / 180;
let terrain: Terrain;
let runner: WorkerRunner;

beforeAll(async () => {
  terrain = await loadBundledTerrain();
  runner = await createWorkerRunner({ parallel: 2 });
  return () => runner.close();
});

/** A square of the ridge of the reference mission, prepared for the sweep. */
function ridge(sizeM: number, cellM: number): { region: SurveyRegion; swept: SweepTerrain } {
  const region = surveyRegion(-89.463 * degree, 222.51 * degree, sizeM, cellM);
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

/** What the table says of the exact skyline of a point: the error of binning alone. */
function tableOf(region: SurveyRegion, row: number, column: number, profile: HorizonProfile, table: SkyTable): number {
  const at = (index: number) => (index - (region.sweepCells - 1) / 2) * region.sweepStepM;
  const [x, y] = [at(column), at(row)];
  let sum = 0;
  for (let d = 0; d < table.directions; d++) {
    const angle = (2 * Math.PI * d) / table.directions;
    const tangent = (slope: number) =>
      localTangent(x, y, profile.terrainHeightM, Math.cos(angle), Math.sin(angle), slope);
    const wanted = Math.tan(skylineAt(profile, azimuthOf(region.frame, x, y, angle)));
    const slope = (wanted - tangent(0)) / (tangent(1) - tangent(0));
    const threshold = Math.round((slope - table.firstTangent) / table.tangentStep);
    sum += table.values[d * table.thresholds + Math.min(Math.max(threshold, 0), table.thresholds - 1)]!;
  }
  return sum / FULL_SHARE;
}

describe('the sweep over the bundled grids', () => {
  it.each([
    [40, 10_240, 0.1],
    [20, 5120, 0.05],
  ])('with cells of %i m agrees with a brute-force march from 10 m masts', async (cellM, sizeM, limitDeg) => {
    const { region, swept } = ridge(sizeM, cellM);
    const seen = await cellHorizons(runner, swept, someCells(region, 24, cellM), [10], 360);
    const random = createRandom(6);
    const errors: number[] = [];
    for (const { row, column, heightM, azimuthRad, elevationRad } of seen) {
      const [lat, lon] = placeOf(region, row, column);
      for (let i = 0; i < 6; i++) {
        const d = random.int(360);
        const steps = { nearStepM: 2, nearM: 2000, farStepM: 25 };
        const march = bruteForceElevation(terrain, lat, lon, heightM, azimuthRad[d]!, steps);
        errors.push(Math.abs(elevationRad[d]! - march.elevationRad) / degree);
      }
    }
    errors.sort((a, b) => a - b);
    const rms = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    const [p75, p99] = [errors[Math.floor(0.75 * errors.length)]!, errors[Math.floor(0.99 * errors.length)]!];
    console.log(
      `sweep of ${cellM} m cells against march, 10 m mast, degrees: ${rms.toFixed(4)} rms, p75 ${p75.toFixed(4)}, p99 ${p99.toFixed(3)}, max ${errors.at(-1)!.toFixed(3)}`,
    );
    expect(rms).toBeLessThan(limitDeg);
    expect(p75).toBeLessThan(0.05); // most skylines are kilometres away; the rest is ground finer than the cells
  });

  it('gives the light of points: 0.2 percentage points rms on the map of 40 m cells, and the Earth 0.5', async () => {
    const { region, swept } = ridge(10_240, 40);
    const ephemeris = await openBundledEphemeris();
    const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
    const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2035-01-01'), et('2036-01-01'));
    const options = { directions: 720, radiusRad: sunRadiusRad };
    const sun = skyTable(sky.sun, region.frame, 1500, sky.fromEt, sky.toEt, options);
    const earth = skyTable(sky.earth, region.frame, 1500, sky.fromEt, sky.toEt, { directions: 720, sampleS: 3600 });
    const [sunMap, earthMap] = await lightMaps(
      runner,
      swept,
      [
        { heightM: 10, table: sun },
        { heightM: 10, table: earth },
      ],
      720,
    );
    const squares = { sun: 0, earth: 0 };
    const binning = { sun: 0, earth: 0 };
    const cells = someCells(region, 12, 8);
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
    expect(binning.earth).toBeLessThan(0.2); // one body in few directions: half a degree of skyline counts
    expect(Math.sqrt(squares.sun)).toBeLessThan(0.2);
    expect(Math.sqrt(squares.earth)).toBeLessThan(0.5);
  });
});
