import type { JobOptions, JobRunner } from '../../jobs/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { groundMaps } from '../ground/slope-map.ts';
import { heightAt } from '../ground/terrain-height.ts';
import { latLonOf } from '../ground/projection.ts';
import { sunRadiusRad, type LunarSky } from '../light/light-sky.ts';
import { cellPlace, sweepToMap, type SurveyRegion } from '../site/site-region.ts';
import { bestCells } from '../site/site-score.ts';
import { lightMaps } from '../sweep/light-map.ts';
import { skyTable } from '../sweep/sun-histogram.ts';
import { sweepTerrain } from '../sweep/sweep-terrain.ts';
import { nearestNode } from './network-place.ts';
import type { Eye } from './site-pairs.ts';

export interface CandidateOptions {
  readonly heightM: number;
  readonly count: number;
  /** Least distance between two candidates: without it all would stand on the same summit and share its nights. */
  readonly spacingM: number;
  /** Steepest ground, over a baseline of two cells. */
  readonly mostSlopeRad: number;
  readonly directions: number;
}

interface CandidatePorts extends JobOptions {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly runner: JobRunner;
}

/** Below this height an eye is put on the nearest terrain node; see {@link nearestNode}. */
export const GROUND_M = 1;

/** The cells of a region with the greatest `sunDiscMean` that keep slope and spacing, brightest first. */
export async function candidateCells(
  region: SurveyRegion,
  options: CandidateOptions,
  { terrain, sky, runner, signal, progress }: CandidatePorts,
): Promise<Eye[]> {
  const { frame, grid, sweepCells, sweepStepM } = region;
  const { heightM, count, spacingM, mostSlopeRad, directions } = options;
  const stop = signal === undefined ? {} : { signal };
  const swept = sweepTerrain(terrain, frame, sweepCells, sweepStepM, stop);
  const eyeM = heightAt(terrain, ...latLonOf(...frame.up)) || 0;
  const table = skyTable(sky.sun, frame, eyeM + heightM, sky.fromEt, sky.toEt, { directions, radiusRad: sunRadiusRad });
  const report = progress && ((done: number, total: number) => progress(done, total, 'light map'));
  const [map] = await lightMaps(runner, swept, [{ heightM, table }], directions, { ...stop, ...(report && { progress: report }) }); // prettier-ignore
  const light = sweepToMap(region, map!);
  const { slopeDeg } = groundMaps(region, terrain);
  for (let i = 0; i < light.length; i++) if (!(slopeDeg[i]! <= (mostSlopeRad * 180) / Math.PI)) light[i] = NaN;
  return bestCells(light, grid.columns, count, spacingM / grid.step).map((cell) => {
    const place = cellPlace(region, Math.floor(cell / grid.columns), cell % grid.columns);
    const [latRad, lonRad] = heightM < GROUND_M ? nearestNode(terrain, ...place) : place;
    return { latRad, lonRad, heightM };
  });
}
