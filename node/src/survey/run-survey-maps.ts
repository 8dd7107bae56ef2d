import { mkdir } from 'node:fs/promises';
import type { Progress } from '@openilrs/core/jobs';
import { parseLayers, SOFTWARE, surveyProducts, USUAL_LAYERS, type ProductMap } from '@openilrs/core/mission';
import { cellSizeM, lunarSky, projString, stationSky, surveyRegion, weightedCriteria } from '@openilrs/core/terrain';
import { etToUtc } from '@openilrs/core/time';
import {
  missionInputs,
  openWorld,
  requireWritable,
  terrainOfRegion,
  type MissionOnDisk,
  type OpenWorld,
} from '../mission/index.ts';
import { createWorkerRunner } from '../workers/index.ts';
import { periodOf, withRegion, type SurveyMapsRequest } from './survey-maps-request.ts';
import { writeMap, type SurveyMapsResult, type WrittenMap } from './write-survey-map.ts';

export interface SurveyMapsOptions {
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  /** The mission's world when it is open already. */
  readonly world?: OpenWorld;
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
