import { readFileSync } from 'node:fs';
import {
  addNoise,
  cloneLightMaps,
  cloneTerrain,
  errorsOf,
  lightMaps,
  lunarSky,
  noiseKey,
  parseVerticalErrors,
  percentileMaps,
  skyTable,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';

export const title = 'Noise clones of the terrain: cost of a clone against one map';

const degree = Math.PI / 180;
const CLONES = 2;

/** Prints ns per value of noise, the time of a clone of the bundled grids, and that of a clone's light map beside the plain one, on one worker and on two. */
export async function run(print: (line: string) => void): Promise<void> {
  const [terrain, ephemeris] = await Promise.all([loadBundledTerrain(), openBundledEphemeris()]);
  const file = bundledPath('terrain/vertical-errors.json');
  const errors = errorsOf(terrain, parseVerticalErrors(readFileSync(file, 'utf8'), file));
  const values = new Float32Array(1600 * 1600);
  for (const correlationM of [1500, 40])
    print(`noise of ${correlationM} m on cells of 10 m: ${cpuNs(() => addNoise({ sigmaM: 1, correlationM }, noiseKey(1), values, { columns: 1600, x0: 0, y0: 0, stepM: 10 }), values.length).toFixed(0)} ns per value`); // prettier-ignore
  const [latRad, lonRad] = [-89.45 * degree, 222.7 * degree];
  const region = surveyRegion(latRad, lonRad, 10_240, 40);
  print(`clone of the bundled grids: ${(cpuNs(() => cloneTerrain(terrain, errors, 1, 0, { latRad, lonRad, radiusM: 7200 }), 1) / 1e6).toFixed(0)} ms`); // prettier-ignore

  const [from, to] = ['2031-01-01', '2050-01-01'].map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
  const table = skyTable(sky.sun, region.frame, 1500, from, to, { radiusRad: sunRadiusRad });
  const layer = { heightM: 10, table };
  const { frame, sweepCells: cells, sweepStepM: stepM } = region;
  const maps: Float32Array[][] = [];
  for (const parallel of [1, 2]) {
    const runner = await createWorkerRunner({ parallel });
    try {
      const plain = async () => lightMaps(runner, sweepTerrain(terrain, frame, cells, stepM), [layer], 720);
      await plain(); // threads start, code warms up
      const one = await cpuS(plain);
      const some = await cpuS(async () =>
        maps.push(await cloneLightMaps({ terrain, errors, clones: CLONES, seed: 1 }, { frame, cells, stepM }, layer, 720, runner)),
      ); // prettier-ignore
      print(`${parallel} worker${parallel > 1 ? 's' : ' '}: plain map of ${cells} x ${cells} cells ${one.toFixed(2)} s of thread time, each of ${CLONES} clones ${(some / CLONES).toFixed(2)} s = ${(some / CLONES / one).toFixed(2)} x`); // prettier-ignore
    } finally {
      await runner.close();
    }
  }
  const same = maps[0]!.every((map, i) => map.every((share, cell) => share === maps[1]![i]![cell]));
  print(`clones on one worker and on two: ${same ? 'the same bits' : 'DIFFERENT BITS'}`);
  print(`percentiles of ${CLONES} maps: ${(cpuNs(() => percentileMaps(maps[0]!, [1, 5, 50, 95, 99]), cells ** 2)).toFixed(0)} ns per cell`); // prettier-ignore
}

function cpuNs(work: () => void, count: number): number {
  work();
  const before = process.cpuUsage().user;
  work();
  return ((process.cpuUsage().user - before) * 1000) / count;
}

/** Time of all threads, so that a busy machine does not count. */
async function cpuS(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage().user;
  await work();
  return (process.cpuUsage().user - before) / 1e6;
}
