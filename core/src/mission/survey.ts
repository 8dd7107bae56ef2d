import type { Ephemeris } from '../ephemeris/index.ts';
import { InputError } from '../errors/index.ts';
import type { JobOptions, JobRunner } from '../jobs/index.ts';
import {
  cellSizeM,
  horizonRecord,
  lightRecord,
  lunarSky,
  projString,
  surveyRegion,
  type LunarSky,
  type SurveyRegion,
  type SurveySpec,
  type Terrain,
} from '../terrain/index.ts';
import { etToUtc, utcToEt } from '../time/index.ts';
import type { LayerId, MapGrid, Provenance, SurveyResult, TerrainSource } from './results/survey-result.ts';
import { mapLayers } from './survey-layers.ts';
import { surveyMaps } from './survey-maps.ts';
import { chooseSite } from './survey-site.ts';

export interface SurveyInput {
  readonly missionId: string;
  /** Moon-fixed frame in which places are given. */
  readonly frame: string;
  readonly spec: SurveySpec;
  readonly provenance: Provenance;
}

export interface SurveyPorts extends JobOptions {
  readonly terrain: Terrain;
  readonly ephemeris: Ephemeris;
  readonly runner: JobRunner;
}

/** The result, and the maps themselves: row 0 at the top, in the units of `result.layers`, NaN where there is nothing. */
export interface Survey {
  readonly result: SurveyResult;
  readonly rasters: Readonly<Record<LayerId, Float32Array>>;
  /** Directions of the skylines of the maps. */
  readonly directions: number;
}

/**
 * The verb `survey`: maps of a region (elevation, slope, sunlight, Earth view, permanent shadow, score) and the site.
 *
 * Maps come from the sweep; the best cells then get their exact skyline and time series, by which the site is chosen. A function of its arguments: the same bits on one worker or many.
 *
 * @throws InputError `SURVEY_REGION` when the terrain does not cover the region, `SURVEY_NO_SITE` when no place meets the limits, `KERNEL_COVERAGE`; the signal's reason when aborted
 */
export async function survey(input: SurveyInput, ports: SurveyPorts): Promise<Survey> {
  const { spec } = input;
  const { centre, size, cell } = spec.region;
  const region = surveyRegion(radians(centre.latDeg), radians(centre.lonDeg), size.si, cell.si);
  const sky = skyOf(input, ports.ephemeris);
  const maps = await surveyMaps(region, spec, sky, { ...ports, ...stage(ports, 0, 80) });
  const choice = await chooseSite(region, spec, maps, sky, { ...ports, ...stage(ports, 80, 90) });
  const lsk = ports.ephemeris.leapSeconds;
  const period = { fromUtc: etToUtc(lsk, sky.fromEt, 0), toUtc: etToUtc(lsk, sky.toEt, 0) };
  const result: SurveyResult = {
    missionId: input.missionId,
    frame: input.frame,
    terrain: terrainSources(ports.terrain),
    period,
    grid: mapGrid(region),
    layers: mapLayers(maps, spec),
    weights: Object.fromEntries(Object.entries(spec.criteria).map(([name, { weight }]) => [name, weight])),
    candidates: choice.candidates,
    site: choice.site,
    chosenBecause: choice.because,
    horizon: horizonRecord(choice.siteLight.profile),
    light: lightRecord(choice.siteLight.profile, choice.siteLight.light, lsk),
    provenance: input.provenance,
  };
  return { result, rasters: maps, directions: spec.directions };
}

/** Progress of a part of the work, as from..to of 100: the figures that follow take the rest. */
function stage({ progress }: JobOptions, from: number, to: number): JobOptions {
  if (progress === undefined) return {};
  return { progress: (done, total, what) => progress(from + ((to - from) * done) / Math.max(total, 1), 100, what) };
}

function skyOf({ spec, frame }: SurveyInput, ephemeris: Ephemeris): LunarSky {
  const { from, to } = spec.period;
  const lsk = ephemeris.leapSeconds;
  try {
    return lunarSky(ephemeris, frame, utcToEt(lsk, from), utcToEt(lsk, to));
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new InputError(cause.code, `${from} to ${to}: ${cause.message}`, { where: 'survey.period', cause });
  }
}

function mapGrid({ grid }: SurveyRegion): MapGrid {
  const { columns, rows, step, xMin, yMax } = grid;
  return { columns, rows, stepM: step, xMinM: xMin, yMaxM: yMax, proj: projString(grid.kind) };
}

function terrainSources(terrain: Terrain): TerrainSource[] {
  return terrain.map((dem) => ({
    file: dem.name,
    sha256: dem.sha256,
    resolutionM: cellSizeM(dem.grid),
    notice: dem.notice,
  }));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
