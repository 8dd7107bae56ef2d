import type { JobOptions, JobRunner } from '../../jobs/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { toGnomonic } from '../ground/gnomonic.ts';
import { groundMaps } from '../ground/slope-map.ts';
import { heightAt } from '../ground/terrain-height.ts';
import { latLonOf, unitVector } from '../ground/projection.ts';
import { sunRadiusRad, type LunarSky } from '../light/light-sky.ts';
import { cellPlace, sweepToMap, type SurveyRegion } from '../site/site-region.ts';
import { bestCells } from '../site/site-score.ts';
import { cellHorizons } from '../sweep/horizon-map.ts';
import { lightMaps } from '../sweep/light-map.ts';
import { skyTable } from '../sweep/sun-histogram.ts';
import { sweepTerrain, type SweepTerrain } from '../sweep/sweep-terrain.ts';
import { darkSamples } from './dark-samples.ts';
import { profileOfCell } from './mobile-light.ts';
import { nearestNode } from './network-place.ts';
import { partnerPlaces } from './partner-cells.ts';
import type { NetworkGoal } from './plan-network.ts';
import { groundDistanceM, type Eye } from './site-pairs.ts';

export interface CandidateOptions {
  readonly heightM: number;
  readonly count: number;
  /** Least distance between two candidates: without it all would stand on the same summit and share its nights. */
  readonly spacingM: number;
  /** Steepest ground, over a baseline of two cells. */
  readonly mostSlopeRad: number;
  readonly directions: number;
  /** Half of the candidates are then partners of the brightest ones for such networks, see partner-cells.ts; only the brightest when absent. */
  readonly partners?: PartnersAsked;
}

/** The networks that candidates are wanted for. */
export interface PartnersAsked {
  readonly sites: number;
  readonly goal: NetworkGoal;
  readonly leastDistanceM?: number;
  readonly mostDistanceM?: number;
}

interface CandidatePorts extends JobOptions {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly runner: JobRunner;
}

/** Below this height an eye is put on the nearest terrain node; see {@link nearestNode}. */
export const GROUND_M = 1;

/** Cells from which partners are chosen, at most. */
const POOL = 3000;

/**
 * The cells of a region with the greatest `sunDiscMean` that keep slope and spacing, brightest first; with `partners` the second half are those that light best what the brightest leave dark, whatever their own
 * light: all spaced cells of the region (up to {@link POOL}) are looked at for that, by samples of the period.
 */
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
  const { partners } = options;
  const alone = partners === undefined || partners.sites < 2;
  const pool = bestCells(light, grid.columns, alone ? count : Math.max(POOL, count), spacingM / grid.step);
  const placeOf = (cell: number): Eye => {
    const place = cellPlace(region, Math.floor(cell / grid.columns), cell % grid.columns);
    const [latRad, lonRad] = heightM < GROUND_M ? nearestNode(terrain, ...place) : place;
    return { latRad, lonRad, heightM };
  };
  const eyes = pool.map(placeOf);
  if (alone || pool.length <= count) return eyes.slice(0, count);
  const chosen = await withPartners(eyes, count, partners, swept, directions, { terrain, sky, runner, ...stop });
  return chosen.map((i) => eyes[i]!);
}

/** Numbers of `count` of the eyes (brightest first): the first half, their partners, and the next brightest if those are fewer. */
async function withPartners(
  eyes: readonly Eye[],
  count: number,
  { sites, goal, leastDistanceM = 0, mostDistanceM = Infinity }: PartnersAsked,
  swept: SweepTerrain,
  directions: number,
  { terrain, sky, runner, signal }: CandidatePorts,
): Promise<number[]> {
  const { frame, cells, stepM } = swept;
  const cellOf = ({ latRad, lonRad }: Eye) => {
    const [x, y] = toGnomonic(frame, unitVector(latRad, lonRad));
    const at = (value: number) => Math.min(Math.max(Math.round(value / stepM + (cells - 1) / 2), 0), cells - 1);
    return [at(y), at(x)] as const;
  };
  const skylines = await cellHorizons(runner, swept, eyes.map(cellOf), [eyes[0]!.heightM], directions, signal === undefined ? {} : { signal }); // prettier-ignore
  const samples = darkSamples(skylines.map((skyline) => profileOfCell(terrain, frame, cells / 2, stepM, skyline)), sky); // prettier-ignore
  const may = (a: number, b: number) => {
    const distance = groundDistanceM(eyes[a]!, eyes[b]!);
    return distance >= leastDistanceM && distance <= mostDistanceM;
  };
  const all = [...eyes.keys()];
  const brightest = all.slice(0, Math.ceil(count / 2));
  const partners = partnerPlaces(samples, brightest, sites, goal, count - brightest.length, may);
  return [...new Set([...brightest, ...partners, ...all])].slice(0, count);
}
