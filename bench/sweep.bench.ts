import { inlineRunner } from '@openilrs/core/jobs';
import {
  cellHorizons,
  createSweeper,
  horizonAt,
  lightMaps,
  lunarSky,
  skyTable,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
  cellPlace,
  type KernelKind,
  type SweepTerrain,
  type Terrain,
} from '@openilrs/core/terrain';
import { createRandom } from '@openilrs/core/math';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';
import { bruteForceElevation } from '../core/src/terrain/testing/brute-force-march.ts';
import { fromGnomonic } from '../core/src/terrain/ground/gnomonic.ts';
import { latLonOf } from '../core/src/terrain/ground/projection.ts';

export const title = 'Horizon sweep and light map on the bundled grids';

const degree = Math.PI / 180;
const place = [-89.463 * degree, 222.51 * degree] as const;
const HEIGHTS = { 'on the ground': 0, 'mast of 10 m': 10 };

/** Time, error and memory of the sweep, and the whole light map of a million cells over 19 years. */
export async function run(print: (line: string) => void): Promise<void> {
  const terrain = await loadBundledTerrain();
  const sweptOf = (sizeM: number, cellM: number) => {
    const region = surveyRegion(...place, sizeM, cellM);
    return { region, swept: sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM) };
  };
  print('ns per cell and direction, terrain to 350 km; thread time, best and median of 24 directions');
  for (const [sizeM, cellM] of [
    [20_480, 20],
    [20_480, 40],
  ] as const) {
    const { swept } = sweptOf(sizeM, cellM);
    for (const [name, heightM] of Object.entries(HEIGHTS)) {
      const [best, median] = timeSweeps(swept, heightM, 24);
      print(
        `  ${swept.cells} x ${swept.cells} cells of ${cellM} m, ${name.padEnd(14)} ${best.toFixed(1).padStart(6)} ${median.toFixed(1).padStart(6)}`,
      );
    }
  }
  const small = sweptOf(5120, 20);
  for (const [name, heightM] of Object.entries(HEIGHTS)) {
    const [wasm] = timeSweeps(small.swept, heightM, 12);
    const [plain] = timeSweeps(small.swept, heightM, 3, 'plain');
    print(
      `  WebAssembly ${wasm.toFixed(1)}, TypeScript ${plain.toFixed(0)}: ${(plain / wasm).toFixed(1)} x, ${name} (262 x 262 cells)`,
    );
  }
  const march = timeMarch(terrain, small.region);
  print(`  ray march per point ${march.toFixed(0)}`);
  print('degrees from a brute-force march, 144 random skylines');
  for (const [sizeM, cellM] of [
    [5120, 20],
    [10_240, 40],
  ] as const)
    for (const [name, heightM] of Object.entries(HEIGHTS))
      print(`  cells of ${cellM} m, ${name.padEnd(14)} ${await errors(terrain, sizeM, cellM, heightM)}`);
  await millionCells(terrain, print);
}

/** Best and median. */
function timeSweeps(terrain: SweepTerrain, heightM: number, rounds: number, kernel?: KernelKind): [number, number] {
  const sweeper = createSweeper(terrain, kernel ? { kernel } : {});
  sweeper.tangents(0.05, heightM);
  const ns = Array.from({ length: rounds }, (_, i) => {
    const before = process.cpuUsage();
    const { values } = sweeper.tangents(0.1 + (i * 2 * Math.PI) / rounds, heightM);
    const { user, system } = process.cpuUsage(before);
    if (!Number.isFinite(values[1000])) throw new Error('the sweep gave no numbers');
    return ((user + system) * 1000) / terrain.cells ** 2;
  }).sort((a, b) => a - b);
  sweeper.close();
  return [ns[0]!, ns[rounds >> 1]!];
}

function timeMarch(terrain: Terrain, region: ReturnType<typeof surveyRegion>): number {
  const before = process.cpuUsage().user;
  for (let i = 0; i < 4; i++) horizonAt(terrain, ...cellPlace(region, 20 + 60 * i, 40 + 50 * i), 10);
  return ((process.cpuUsage().user - before) * 1000) / (4 * 720);
}

async function errors(terrain: Terrain, sizeM: number, cellM: number, heightM: number): Promise<string> {
  const region = surveyRegion(...place, sizeM, cellM);
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const random = createRandom(cellM);
  const cells = Array.from(
    { length: 36 },
    () => [random.int(region.sweepCells), random.int(region.sweepCells)] as const,
  );
  const at = (index: number) => (index - (region.sweepCells - 1) / 2) * region.sweepStepM;
  const steps = heightM > 0 ? { nearStepM: 2, nearM: 2000 } : { nearStepM: 0.5, nearM: 600 };
  const seen = await cellHorizons(inlineRunner, swept, cells, [heightM], 60);
  const off = seen
    .flatMap(({ row, column, azimuthRad, elevationRad }) =>
      [0, 1, 2, 3].map(() => {
        const d = random.int(60);
        const u = fromGnomonic(region.frame, at(column), at(row), new Float64Array(3));
        const from = latLonOf(u[0]!, u[1]!, u[2]!);
        const march = bruteForceElevation(terrain, ...from, heightM, azimuthRad[d]!, { ...steps, farStepM: 25 });
        return Math.abs(elevationRad[d]! - march.elevationRad) / degree;
      }),
    )
    .sort((a, b) => a - b);
  const rms = Math.sqrt(off.reduce((sum, e) => sum + e * e, 0) / off.length);
  return `${rms.toFixed(3)} rms, p99 ${off[Math.floor(0.99 * off.length)]!.toFixed(3)}`;
}

/** The whole light map of 1024 x 1024 cells (and the margin of the sweep) with 720 directions over 19 years; one thread for an eighth of it. */
async function millionCells(terrain: Terrain, print: (line: string) => void): Promise<void> {
  const ephemeris = await openBundledEphemeris();
  const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
  let since = performance.now();
  const stage = () => {
    const s = (performance.now() - since) / 1000;
    since = performance.now();
    return s;
  };
  const region = surveyRegion(...place, 1024 * 20, 20);
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const sampling = stage();
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2031-01-01'), et('2050-01-01'));
  const tableOf = (directions: number) =>
    skyTable(sky.sun, region.frame, 1500, sky.fromEt, sky.toEt, { directions, radiusRad: sunRadiusRad });
  const table = tableOf(720);
  const tabling = stage();
  const runner = await createWorkerRunner({ parallel: 2 });
  const timed = async (on: typeof inlineRunner, directions: number) => {
    const layers = [{ heightM: 10, table: directions === 720 ? table : tableOf(directions) }];
    stage();
    const before = process.cpuUsage();
    const [map] = await lightMaps(on, swept, layers, directions);
    const { user, system } = process.cpuUsage(before);
    return { s: stage(), coreS: (user + system) / 1e6, map: map! };
  };
  try {
    await timed(runner, 24); // threads started, kernels compiled
    const [two, one] = [await timed(runner, 90), await timed(inlineRunner, 90)];
    const whole = await timed(runner, 720);
    const bytes = swept.levels.reduce((sum, { pages }) => sum + pages.byteLength, 0);
    print(
      `light map, ${region.sweepCells ** 2} cells, 720 directions, 19 years, 10 m mast: ${(sampling + tabling + whole.s).toFixed(1)} s on two threads`,
    );
    print(
      `  terrain sampled ${sampling.toFixed(1)} s, sky tabled ${tabling.toFixed(1)} s, swept and counted ${whole.s.toFixed(1)} s (${whole.coreS.toFixed(1)} core-seconds: what two idle cores need is half of that)`,
    );
    print(
      `  two threads are ${(one.s / two.s).toFixed(2)} x one (wall time of 90 directions; core-seconds ${two.coreS.toFixed(2)} and ${one.coreS.toFixed(2)}), ${two.map.every((share, i) => share === one.map[i]) ? 'the same bits' : 'DIFFERENT BITS'}`,
    );
    print(
      `  terrain ${(bytes / 1e6).toFixed(0)} MB shared and as much in each worker; resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB at the end`,
    );
  } finally {
    await runner.close();
  }
}
