import { SOFTWARE } from '@openilrs/core/mission';
import {
  cloneLightMaps,
  heightAt,
  latLonOf,
  lightMaps,
  PERCENTILES,
  percentileMaps,
  projString,
  skyTable,
  sunRadiusRad,
  sweepTerrain,
  sweepToMap,
  type SurveyRegion,
} from '@openilrs/core/terrain';
import { writeFilesWhole, type OutputFile } from '@openilrs/node/outputs';
import { writeGeoTiff } from '@openilrs/node/terrain';
import { createWorkerRunner } from '@openilrs/node/workers';
import { declaredErrors, type DeclaredError } from './declared-errors.ts';
import type { Uncertainty } from './open-uncertainty.ts';

export interface MapUncertainty {
  readonly grid: { readonly xMinM: number; readonly yMaxM: number; readonly stepM: number; readonly columns: number; readonly rows: number }; // prettier-ignore
  readonly heightM: number;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly clones: number;
  readonly seed: number;
  readonly errors: readonly DeclaredError[];
  /** `nominal` is the plain map; fractions. */
  readonly layers: readonly {
    readonly name: string;
    readonly mean: number;
    readonly max: number;
    readonly geotiff: string | null;
  }[];
  readonly seconds: { readonly plain: number; readonly clones: number };
}

/** Light maps of a region on every clone of the terrain, and their percentiles cell by cell. */
export async function mapUncertainty(asked: Uncertainty, signal: AbortSignal): Promise<MapUncertainty> {
  const { terrain, errors, clones, seed, sky, heightM, fromUtc, toUtc, workers, directions, progress } = asked;
  const region = asked.region!;
  const { frame, sweepCells: cells, sweepStepM: stepM } = region;
  const eyeM = (heightAt(terrain, ...latLonOf(...frame.up)) || 0) + heightM;
  const table = skyTable(sky.sun, frame, eyeM, sky.fromEt, sky.toEt, { directions, radiusRad: sunRadiusRad });
  const layer = { heightM, table };
  const runner = await createWorkerRunner(workers === undefined ? {} : { parallel: workers });
  try {
    const start = performance.now();
    const [plain] = await lightMaps(runner, sweepTerrain(terrain, frame, cells, stepM, { signal }), [layer], directions, { signal }); // prettier-ignore
    const between = performance.now();
    const maps = await cloneLightMaps({ terrain, errors, clones, seed }, { frame, cells, stepM }, layer, directions, runner, { signal, progress }); // prettier-ignore
    const end = performance.now();
    const layers = [
      { name: 'nominal', values: plain! },
      ...percentileMaps(maps, PERCENTILES).map((values, i) => ({ name: `p${PERCENTILES[i]}`, values })),
    ].map(({ name, values }) => ({ name, values: sweepToMap(region, values) }));
    const { xMin, yMax, columns, rows, step } = region.grid;
    const result = {
      grid: { xMinM: xMin, yMaxM: yMax, stepM: step, columns, rows },
      heightM,
      fromUtc,
      toUtc,
      clones,
      seed,
      errors: declaredErrors(terrain, errors),
      layers: layers.map(({ name, values }) => ({ name, ...statistics(values), geotiff: asked.out === undefined ? null : `sunDiscMean-${name}.tif` })), // prettier-ignore
      seconds: { plain: (between - start) / 1000, clones: (end - between) / 1000 },
    };
    if (asked.out !== undefined) await write(asked, asked.out, region, layers, result);
    return result;
  } finally {
    await runner.close();
  }
}

function statistics(values: Float32Array): { mean: number; max: number } {
  let [sum, count, max] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
    max = Math.max(max, value);
  }
  return { mean: count > 0 ? sum / count : 0, max };
}

async function write(
  asked: Uncertainty,
  folder: string,
  { grid }: SurveyRegion,
  layers: readonly { readonly name: string; readonly values: Float32Array }[],
  result: MapUncertainty,
): Promise<void> {
  const notice = [...new Set(asked.terrain.map((dem) => dem.notice).filter(Boolean))].join('; ');
  const maps = layers.map(({ name, values }): OutputFile => {
    const what = name === 'nominal' ? 'on the terrain as it is' : `percentile ${name.slice(1)} over ${asked.clones} noise clones of the terrain`; // prettier-ignore
    const map = { ...result.grid, proj: projString(grid.kind) };
    const bytes = writeGeoTiff(map, values, {
      title: `sunDiscMean at ${asked.heightM} m, ${asked.fromUtc} to ${asked.toUtc}, ${what}`,
      definition: `Share of the solar disc above the skyline, averaged over the period; ${what}`,
      unit: '1',
      software: SOFTWARE,
      notice,
      metadata: { HEIGHT_M: String(asked.heightM), SEED: String(asked.seed), COMMAND: asked.command },
    });
    return [`sunDiscMean-${name}.tif`, bytes];
  });
  await writeFilesWhole(folder, [...maps, ['uncertainty.json', `${JSON.stringify(result, null, 1)}\n`]]);
}
