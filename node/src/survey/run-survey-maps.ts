import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireCoverage } from '@openilrs/core/ephemeris';
import { InputError, isInputError, locatedError } from '@openilrs/core/errors';
import type { Progress } from '@openilrs/core/jobs';
import {
  parseLayers,
  SOFTWARE,
  surveyProducts,
  USUAL_LAYERS,
  type MapGrid,
  type ProductMap,
  type TerrainSource,
} from '@openilrs/core/mission';
import { cellSizeM, lunarSky, projString, stationSky, surveyRegion, weightedCriteria } from '@openilrs/core/terrain';
import { etToUtc, utcToEt } from '@openilrs/core/time';
import {
  missionInputs,
  openWorld,
  requireWritable,
  terrainOfRegion,
  type MissionOnDisk,
  type OpenWorld,
} from '../mission/index.ts';
import { writeGeoTiff } from '../terrain/index.ts';
import { createWorkerRunner } from '../workers/index.ts';

/** Which maps of which region; what is not given is as the mission's section `survey` says. */
export interface SurveyMapsRequest {
  /** Centre in degrees and side of the square in metres. */
  readonly region?: { readonly latDeg: number; readonly lonDeg: number; readonly sizeM: number };
  readonly cellM?: number;
  readonly heightM?: number;
  /** ISO 8601 UTC. */
  readonly from?: string;
  readonly to?: string;
  /** Names of layers besides the usual ones; see `parseLayers`. */
  readonly layers?: readonly string[];
  /** These layers and no others. */
  readonly onlyLayers?: boolean;
  /** Directions of the skylines; a multiple of 4. */
  readonly directions?: number;
  /** Step of the path of the Sun, seconds; half an hour unless told. */
  readonly sampleS?: number;
  /** Weights of the layer `score`, in the order of the criteria; those of the mission unless told. */
  readonly weights?: readonly number[];
  /** The command that asks for this, for the files. */
  readonly command: string;
}

export interface SurveyMapsOptions {
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  /** The mission's world when it is open already. */
  readonly world?: OpenWorld;
}

/** One map as it was written. */
export interface WrittenMap {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly heightM: number | null;
  readonly bins: string;
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  readonly geotiff: string;
  readonly sidecar: string;
  /** Of the GeoTIFF. */
  readonly sha256: string;
}

/** What `ilrs survey --json` prints for maps. */
export interface SurveyMapsResult {
  readonly frame: string;
  readonly grid: MapGrid;
  readonly period: { readonly fromUtc: string; readonly toUtc: string };
  readonly heightM: number;
  readonly directions: number;
  readonly leastShadowM2: number;
  readonly maps: readonly WrittenMap[];
  readonly stages: readonly { readonly name: string; readonly seconds: number }[];
  readonly terrain: readonly TerrainSource[];
  /** Names of the grids of `terrain` that have a height in the region, finest first; the others serve the horizon only. */
  readonly inRegion: readonly string[];
  /** What the user should know of their own terrain: what covers a part only, or serves the horizon only; empty as a rule. */
  readonly notices: readonly string[];
  /** Digests of all that the maps are made from: mission file, terrain, kernels. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly software: string;
  readonly command: string;
}

/**
 * Makes maps of a region and writes each as `<outDir>/<id>.tif` with what it means beside it (`<id>.json`): definition, height, period, bins, frame, mission file, terrain and
 * kernels with digests, software, command.
 *
 * @throws InputError `SURVEY_REGION`, `SURVEY_LAYERS`, `LIGHT_PERIOD`, `KERNEL_COVERAGE`, `OUT_FOLDER`; what `openWorld` says; the signal's reason when aborted
 */
export async function runSurveyMaps(
  onDisk: MissionOnDisk,
  outDir: string,
  request: SurveyMapsRequest,
  options: SurveyMapsOptions = {},
): Promise<SurveyMapsResult> {
  await requireWritable(outDir);
  const clock = stopwatch();
  clock.begin('terrain and ephemeris');
  const mission = withRegion(onDisk, request);
  const world = options.world ?? (await openWorld(mission));
  const { survey, frame } = mission.mission;
  const layers = parseLayers([...(request.onlyLayers === true ? [] : USUAL_LAYERS), ...(request.layers ?? [])], world.groundStations); // prettier-ignore
  const [fromEt, toEt] = periodOf(world, survey.period, request, frame);
  const { ephemeris, terrain } = world;
  const sky = lunarSky(ephemeris, frame, fromEt, toEt);
  const { centre, size, cell } = survey.region;
  const degree = Math.PI / 180;
  const region = surveyRegion(centre.latDeg * degree, centre.lonDeg * degree, size.si, cell.si);
  const { signal, progress, workers } = options;
  const heightM = request.heightM ?? survey.height.si;
  const directions = request.directions ?? survey.directions;
  const criteria = weightedCriteria(survey.criteria, request.weights);
  const leastShadowM2 = survey.leastShadow.si;
  const runner = await createWorkerRunner(workers === undefined ? {} : { parallel: workers });
  let maps: ProductMap[];
  try {
    const stations = layers.some(({ kind }) => kind === 'station') ? stationSky(ephemeris, frame, fromEt, toEt) : undefined; // prettier-ignore
    maps = await surveyProducts(
      {
        region,
        sky,
        heightM,
        skyHeightM: survey.height.si,
        directions,
        layers,
        leastShadowM2,
        criteria,
        ...(request.sampleS !== undefined && { sampleS: request.sampleS }),
        ...(stations && { stationSky: stations }),
      },
      { terrain, runner, stage: clock.begin, ...(signal && { signal }), ...(progress && { progress }) },
    );
  } finally {
    await runner.close();
  }
  clock.begin('files');
  const { grid } = region;
  const facts = {
    frame,
    grid: { columns: grid.columns, rows: grid.rows, stepM: grid.step, xMinM: grid.xMin, yMaxM: grid.yMax, proj: projString(grid.kind) }, // prettier-ignore
    period: { fromUtc: etToUtc(ephemeris.leapSeconds, fromEt, 0), toUtc: etToUtc(ephemeris.leapSeconds, toEt, 0) },
    heightM,
    directions,
    leastShadowM2,
    terrain: terrain.map((dem) => ({ file: dem.name, sha256: dem.sha256, resolutionM: cellSizeM(dem.grid), notice: dem.notice })), // prettier-ignore
    inRegion: terrainOfRegion(mission.mission, terrain).map(({ name }) => name),
    notices: world.notices,
    inputs: await missionInputs(onDisk, world),
    software: SOFTWARE,
    command: request.command,
  };
  await mkdir(outDir, { recursive: true });
  const written: WrittenMap[] = [];
  for (const map of maps) {
    signal?.throwIfAborted();
    written.push(await writeMap(map, facts, outDir));
  }
  return { ...facts, maps: written, stages: clock.end() };
}

/** Stages with their seconds, one after the other; equal names add up. */
function stopwatch() {
  const spent = new Map<string, number>();
  let current: string | null = null;
  let since = 0;
  const close = (): void => {
    if (current !== null) spent.set(current, (spent.get(current) ?? 0) + (performance.now() - since) / 1000);
  };
  return {
    begin(name: string): void {
      close();
      [current, since] = [name, performance.now()];
    },
    end(): { name: string; seconds: number }[] {
      close();
      return [...spent].map(([name, seconds]) => ({ name, seconds: Number(seconds.toFixed(3)) }));
    },
  };
}

/** The mission with the region that was asked for, checked as the mission file's is. */
function withRegion(onDisk: MissionOnDisk, { region, cellM }: SurveyMapsRequest): MissionOnDisk {
  const { mission } = onDisk;
  const asked = mission.survey.region;
  const source = 'asked for on the command line';
  const metres = (value: number) => ({ si: value, value, unit: 'm', source });
  const merged = {
    centre: region === undefined ? asked.centre : { latDeg: region.latDeg, lonDeg: region.lonDeg, source },
    size: region === undefined ? asked.size : metres(region.sizeM),
    cell: cellM === undefined ? asked.cell : metres(cellM),
  };
  const cells = merged.size.si / merged.cell.si;
  if (!(cells >= 16 && cells <= 4096))
    throw new InputError('SURVEY_REGION', `${merged.size.si} m in cells of ${merged.cell.si} m are ${Number(cells.toFixed(1))} cells along a side`, {
      where: '--region, --cell',
      legal: '16 to 4096',
      remedy: cells > 4096 ? 'Take larger cells or a smaller region; `ilrs cap` makes larger maps by tiles' : 'Take smaller cells or a larger region',
    }); // prettier-ignore
  if (!(merged.centre.latDeg <= -80))
    throw new InputError('SURVEY_REGION', `the centre at latitude ${merged.centre.latDeg} is not near the south pole`, {
      where: '--region',
      legal: 'latitudes of -90 to -80: maps are made in the south polar projection',
    });
  return { ...onDisk, mission: { ...mission, survey: { ...mission.survey, region: merged } } };
}

function periodOf(
  { ephemeris }: OpenWorld,
  period: { readonly from: string; readonly to: string },
  request: SurveyMapsRequest,
  frame: string,
): [fromEt: number, toEt: number] {
  const at = (where: string, utc: string): number => {
    try {
      const et = utcToEt(ephemeris.leapSeconds, utc);
      requireCoverage(ephemeris, [et, et], frame);
      return et;
    } catch (cause) {
      if (!isInputError(cause)) throw cause;
      throw locatedError(cause, where, `${utc} cannot be used: `);
    }
  };
  const [from, to] = [request.from ?? period.from, request.to ?? period.to];
  const [fromEt, toEt] = [at('--from', from), at('--to', to)];
  if (toEt - fromEt >= LEAST_PERIOD_S) return [fromEt, toEt];
  throw new InputError('LIGHT_PERIOD', `the period from ${from} to ${to} is too short for maps`, {
    where: '--from, --to',
    legal: 'a day at least, the end after the start',
  });
}

const LEAST_PERIOD_S = 86_400;

type MapFacts = Omit<SurveyMapsResult, 'maps' | 'stages'>;

async function writeMap(map: ProductMap, facts: MapFacts, outDir: string): Promise<WrittenMap> {
  const { values, ...meaning } = map;
  const { grid, terrain, period, software, command, frame, inputs } = facts;
  const listed = (files: readonly (readonly [name: string, sha256: string])[]) => files.map(([name, sha256]) => `${name} sha256:${sha256}`).join('; '); // prettier-ignore
  const others = Object.entries(inputs).filter(([, sha]) => !terrain.some(({ sha256 }) => sha256 === sha));
  const bytes = writeGeoTiff(grid, values, {
    title: map.title,
    definition: map.definition,
    unit: map.unit,
    software,
    notice: [...new Set(terrain.map(({ notice }) => notice).filter((notice) => notice !== ''))].join('; '),
    classes: map.id.endsWith('Shadow'),
    metadata: {
      ...(map.heightM !== null && { HEIGHT_M: String(map.heightM), PERIOD: `${period.fromUtc}/${period.toUtc}` }),
      ...(map.bins !== '' && { BINS: map.bins }),
      FRAME: frame,
      TERRAIN: listed(terrain.map(({ file, sha256 }) => [file, sha256])),
      OTHER_INPUTS: listed(others),
      COMMAND: command,
    },
  });
  const geotiff = join(outDir, `${map.id}.tif`);
  const sidecar = join(outDir, `${map.id}.json`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const written = { ...meaning, ...extent(values), geotiff, sidecar, sha256 };
  await replace(geotiff, bytes);
  await replace(sidecar, `${JSON.stringify({ ...meaning, ...extent(values), geotiff: `${map.id}.tif`, sha256, ...facts }, null, 1)}\n`); // prettier-ignore
  return written;
}

/** A file appears whole or not at all. */
async function replace(file: string, bytes: Uint8Array | string): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function extent(values: Float32Array): { min: number | null; mean: number | null; max: number | null } {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    count += 1;
  }
  return count === 0 ? { min: null, mean: null, max: null } : { min, mean: sum / count, max };
}
