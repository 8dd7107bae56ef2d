import { InputError } from '../errors/index.ts';
import type { JobOptions, JobRunner } from '../jobs/index.ts';
import {
  distanceTo,
  groundMaps,
  heightAt,
  latLonOf,
  lightMaps,
  limbTable,
  scoreMap,
  skyTable,
  sunRadiusRad,
  sweepTerrain,
  sweepToMap,
  withoutSpecks,
  type LunarSky,
  type SurveyRegion,
  type SurveySpec,
  type Terrain,
} from '../terrain/index.ts';
import type { LayerId } from './results/survey-result.ts';

/** Every layer of the result, and the distance to permanent shadow in metres (infinite where the region has none). */
export interface SurveyMaps extends Record<LayerId, Float32Array> {
  readonly shadowDistanceM: Float64Array;
}

interface MapPorts extends JobOptions {
  readonly terrain: Terrain;
  readonly runner: JobRunner;
}

/** Maps of a region under a sky; see `survey-layers.ts` for what each means. */
export async function surveyMaps(
  region: SurveyRegion,
  spec: SurveySpec,
  sky: LunarSky,
  ports: MapPorts,
): Promise<SurveyMaps> {
  const { rows, columns, step } = region.grid;
  const ground = groundMaps(region, ports.terrain);
  if (!ground.elevationM.some((height) => !Number.isNaN(height)))
    throw new InputError('SURVEY_REGION', 'no terrain in the region of the survey', {
      where: 'survey.region',
      legal: ports.terrain.map((dem) => dem.name).join(', '),
      remedy: 'Move the region or name a grid that covers it under survey.terrain',
    });
  const [sunDiscMean, earthFraction, groundLight] = await lightOf(region, spec, sky, ports);
  const permanentShadow = groundLight!.map((share) => (share > 0 ? 0 : 1));
  const hole = (i: number) => Number.isNaN(ground.elevationM[i]!);
  for (const map of [sunDiscMean!, earthFraction!, permanentShadow])
    for (let i = 0; i < map.length; i++) if (hole(i)) map[i] = NaN;
  const dark = Uint8Array.from(permanentShadow, (value) => (value === 1 ? 1 : 0));
  const patches = withoutSpecks(dark, rows, columns, Math.ceil(spec.leastShadow.si / step ** 2));
  const shadowDistanceM = distanceTo(patches, rows, columns).map((cells) => cells * step);
  const slopeRad = ground.slopeDeg.map((degrees) => (degrees * Math.PI) / 180);
  const score = scoreMap(spec.criteria, {
    sunDiscMean: sunDiscMean!,
    earthFraction: earthFraction!,
    slope: slopeRad,
    shadowDistance: shadowDistanceM,
  });
  return {
    elevation: ground.elevationM,
    slope: ground.slopeDeg,
    sunDiscMean: sunDiscMean!,
    earthFraction: earthFraction!,
    permanentShadow,
    score,
    shadowDistanceM,
  };
}

/** Directions in which the Earth is looked for are closer than the Sun's: it keeps to few of them, so each counts for more and all cost little. */
const EARTH_DIRECTIONS = 2;

/** Sunlight and Earth view from the height of the survey, and whether any sunlight ever reaches the ground. */
async function lightOf(
  region: SurveyRegion,
  spec: SurveySpec,
  sky: LunarSky,
  { terrain, runner, signal, progress }: MapPorts,
): Promise<Float32Array[]> {
  const { frame, sweepCells, sweepStepM } = region;
  const options = signal === undefined ? {} : { signal };
  const swept = sweepTerrain(terrain, frame, sweepCells, sweepStepM, options);
  const { directions, height } = spec;
  const centreHeight = heightAt(terrain, ...latLonOf(...frame.up));
  const eye = (Number.isNaN(centreHeight) ? 0 : centreHeight) + height.si;
  const { fromEt, toEt } = sky;
  const sun = { directions, radiusRad: sunRadiusRad };
  const tables = {
    sun: skyTable(sky.sun, frame, eye, fromEt, toEt, sun),
    ground: limbTable(sky.sun, frame, eye, fromEt, toEt, sun),
    earth: skyTable(sky.earth, frame, eye, fromEt, toEt, { directions: EARTH_DIRECTIONS * directions, sampleS: 3600 }),
  };
  const layers = [
    { heightM: height.si, table: tables.sun },
    { heightM: height.si, table: tables.earth },
    { heightM: 0, table: tables.ground },
  ];
  const report = progress && ((done: number, total: number) => progress(done, total, 'light maps'));
  const sweeps = EARTH_DIRECTIONS * directions;
  const maps = await lightMaps(runner, swept, layers, sweeps, { ...options, ...(report && { progress: report }) });
  return maps.map((map, i) => sweepToMap(region, map, i === 2));
}
