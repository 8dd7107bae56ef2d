import { isAbsolute, join } from 'node:path';
import { openEphemeris, requireCoverage, type Ephemeris } from '@openilrs/core/ephemeris';
import { isInputError, locatedError } from '@openilrs/core/errors';
import { utcToEt, type Window } from '@openilrs/core/time';
import type { Mission, World } from '@openilrs/core/mission';
import { cellPlace, heightAt, surveyRegion, type Terrain } from '@openilrs/core/terrain';
import { loadBundledKernels, readKernels } from '../kernels/index.ts';
import { loadBundledTerrain, loadTerrain, type TerrainAround } from '../terrain/index.ts';
import { bundledGroundStations } from './ground-stations.ts';
import { whereIs, type MissionOnDisk } from './read-mission.ts';
import { checkTerrainCoverage, ownTerrain, type GroundPlace } from './terrain-coverage.ts';

export interface OpenWorld extends World {
  /** Span of the mission. */
  readonly startEt: number;
  readonly endEt: number;
  /** What the user should know of the terrain that the mission names; empty as a rule. */
  readonly notices: readonly string[];
}

/**
 * Opens the kernels and the terrain that a mission names, and checks that they cover it before anything runs.
 * @throws InputError `KERNEL_COVERAGE` or `TIME_RANGE` with the mission's field and its line, `KERNEL_FILE`, `DEM_*`, `TERRAIN_OUTSIDE`
 */
export async function openWorld(onDisk: MissionOnDisk): Promise<OpenWorld> {
  const { mission, folder } = onDisk;
  const path = (file: string) => (isAbsolute(file) ? file : join(folder, file));
  const { kernels } = mission;
  const ephemeris = await named(onDisk, 'kernels', async () =>
    openEphemeris(kernels === 'bundled' ? await loadBundledKernels() : await readKernels(kernels.map(path))),
  );
  const at = (field: string, utc: string) => coveredEt(onDisk, ephemeris, field, utc);
  const startEt = at('mission.start', mission.mission.start);
  const endEt = at('mission.end', mission.mission.end);
  const fromEt = at('survey.period.from', mission.survey.period.from);
  const toEt = at('survey.period.to', mission.survey.period.to);
  checkGaps(onDisk, ephemeris, 'mission.end', [startEt, endEt]);
  checkGaps(onDisk, ephemeris, 'survey.period.to', [fromEt, toEt]);
  const { terrain: files } = mission.survey;
  const { terrain, notices } = await named(onDisk, 'survey.terrain', async () => {
    if (files === 'bundled') return { terrain: await loadBundledTerrain(), notices: [] };
    const all = await loadTerrain(files.map(path), aroundRegion(mission));
    return {
      terrain: all,
      notices: checkTerrainCoverage(ownTerrain(all), placesOf(mission), 'the region of the survey'),
    };
  });
  const groundStations = bundledGroundStations();
  return { terrain, ephemeris, frame: mission.frame, groundStations, startEt, endEt, notices };
}

/** Where terrain is needed in full detail: files too large to be held whole are read around it only. */
function aroundRegion({ survey: { region } }: Mission): TerrainAround {
  const { latDeg, lonDeg } = region.centre;
  return { latRad: (latDeg * Math.PI) / 180, lonRad: (lonDeg * Math.PI) / 180, radiusM: region.size.si * Math.SQRT1_2 };
}

const LATTICE = 32;

/** The grids that have a height in the region of the survey (at a place of a lattice), finest first; all others serve the horizon only. */
export function terrainOfRegion(mission: Mission, terrain: Terrain): Terrain {
  const places = placesOf(mission);
  return terrain.filter((dem) => places.some((place) => !Number.isNaN(heightAt([dem], ...place))));
}

/** A lattice of places over the region of the survey, its corners included. */
function placesOf({
  survey: {
    region: { centre, size, cell },
  },
}: Mission): GroundPlace[] {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const region = surveyRegion(radians(centre.latDeg), radians(centre.lonDeg), size.si, cell.si);
  const at = (step: number) => Math.round((step / LATTICE) * (region.grid.columns - 1));
  const steps = Array.from({ length: LATTICE + 1 }, (_, step) => at(step));
  return steps.flatMap((row) => steps.map((column) => cellPlace(region, row, column)));
}

/** `et` of a date of the mission file, when kernels and frame cover it. */
function coveredEt(onDisk: MissionOnDisk, ephemeris: Ephemeris, field: string, utc: string): number {
  try {
    const et = utcToEt(ephemeris.leapSeconds, utc);
    requireCoverage(ephemeris, [et, et], onDisk.mission.frame);
    return et;
  } catch (cause) {
    if (!isInputError(cause)) throw cause;
    throw locatedError(cause, whereIs(onDisk, field), `${field} ${utc} cannot be used: `);
  }
}

/** Refuses a period of the mission file in which the kernels have a gap; `field` is its end. */
function checkGaps(onDisk: MissionOnDisk, ephemeris: Ephemeris, field: string, period: Window): void {
  try {
    requireCoverage(ephemeris, period, onDisk.mission.frame);
  } catch (cause) {
    if (!isInputError(cause)) throw cause;
    throw locatedError(cause, whereIs(onDisk, field), `the period up to ${field} cannot be used: `);
  }
}

/** Runs `open`; what it refuses was named by `field` of the mission file, and the error says where. */
async function named<T>(onDisk: MissionOnDisk, field: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    if (!isInputError(cause)) throw cause;
    throw locatedError(cause, whereIs(onDisk, field), `${field}: `);
  }
}
