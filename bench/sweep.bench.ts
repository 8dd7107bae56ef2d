import { inlineRunner } from '@openilrs/core/jobs';
import {
  createSweeper,
  horizonAt,
  lightMaps,
  lunarSky,
  skyTable,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
  cellPlace,
  type SweepTerrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';

export const title = 'Horizon sweep and light map on the bundled grids';

const degree = Math.PI / 180;
const place = [-89.463 * degree, 222.51 * degree] as const;

/** Prints ns per cell and direction of the sweep (thread time) and of a ray march per point, then the wall time of a light map of a million cells. */
export async function run(print: (line: string) => void): Promise<void> {
  const terrain = await loadBundledTerrain();
  const region = surveyRegion(...place, 20_480, 40);
  const started = performance.now();
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  print(`512 x 512 cells of 40 m, terrain to 350 km; levels sampled in ${(performance.now() - started).toFixed(0)} ms`);

  const sweeps = { 'on the ground': [0], 'mast of 10 m': [10], 'both heights in one pass': [0, 10] };
  const ns = timeSweeps(swept, Object.values(sweeps));
  for (const [i, name] of Object.keys(sweeps).entries())
    print(
      `sweep, ${name.padEnd(25)} ${ns[i]!.toFixed(1).padStart(8)} ns per cell and direction (thread time, median of 5)`,
    );

  const before = process.cpuUsage().user;
  for (let i = 0; i < 4; i++) horizonAt(terrain, ...cellPlace(region, 100 + 80 * i, 140 + 70 * i), 10);
  const march = ((process.cpuUsage().user - before) * 1000) / (4 * 720);
  print(
    `ray march, mast of 10 m          ${march.toFixed(0).padStart(8)} ns per cell and direction: the sweep is ${(march / ns[1]!).toFixed(0)} x faster`,
  );

  await millionCells(terrain, print);
}

function timeSweeps(terrain: SweepTerrain, cases: readonly (readonly number[])[]): number[] {
  const sweeper = createSweeper(terrain);
  const angles = Array.from({ length: 12 }, (_, i) => 0.1 + (i * Math.PI) / 6);
  const once = (heights: readonly number[]) => {
    const before = process.cpuUsage().user;
    let sum = 0;
    for (const angle of angles) for (const height of heights) sum += sweeper.tangents(angle, height).values[1000]!;
    if (!Number.isFinite(sum)) throw new Error('the sweep gave no numbers');
    return ((process.cpuUsage().user - before) * 1000) / (angles.length * terrain.cells ** 2);
  };
  for (const heights of cases) once(heights);
  const rounds = Array.from({ length: 5 }, () => cases.map(once));
  sweeper.close();
  return cases.map((_, i) => rounds.map((round) => round[i]!).sort((a, b) => a - b)[2]!);
}

/** A quarter of the directions of a light map of 1024 x 1024 cells, over 19 years, on one thread and on two. */
async function millionCells(
  terrain: Awaited<ReturnType<typeof loadBundledTerrain>>,
  print: (line: string) => void,
): Promise<void> {
  const ephemeris = await openBundledEphemeris();
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2031-01-01'), et('2050-01-01'));
  const region = surveyRegion(...place, 1024 * 20, 20);
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const directions = 180;
  const table = skyTable(sky.sun, region.frame, 1500, sky.fromEt, sky.toEt, { directions, radiusRad: sunRadiusRad });
  const runner = await createWorkerRunner({ parallel: 2 });
  const layers = [{ heightM: 10, table }];
  const wall = async (on: typeof inlineRunner) => {
    const start = performance.now();
    const [map] = await lightMaps(on, swept, layers, directions);
    return { s: (performance.now() - start) / 1000, map: map! };
  };
  try {
    const [two, one] = [await wall(runner), await wall(inlineRunner)];
    const same = two.map.every((share, i) => share === one.map[i]);
    const cells = region.sweepCells ** 2;
    print(
      `light map, ${cells} cells, 10 m mast, 19 years, ${directions} directions: ${one.s.toFixed(1)} s on one thread, ${two.s.toFixed(1)} s on two (${(one.s / two.s).toFixed(2)} x), ${same ? 'the same bits' : 'DIFFERENT BITS'}`,
    );
    print(
      `  so with 720 directions, a million cells: about ${((4 * two.s * 1e6) / cells).toFixed(0)} s on two threads`,
    );
  } finally {
    await runner.close();
  }
}
