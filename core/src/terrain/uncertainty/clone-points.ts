import type { Job, JobOptions, JobRunner } from '../../jobs/index.ts';
import { horizonAt } from '../horizon/horizon-profile.ts';
import { lightAt } from '../light/light-at-point.ts';
import type { LunarSky } from '../light/light-sky.ts';
import type { CloneRequest } from './clone-maps.ts';
import { cloneTerrain } from './clone-terrain.ts';

/** Light of one place on one clone. Fractions, seconds, metres. */
export interface ClonePoint {
  readonly sunDiscMean: number;
  readonly sunAnyFraction: number;
  readonly longestDarkS: number;
  readonly terrainHeightM: number;
}

interface ClonePlace {
  readonly latRad: number;
  readonly lonRad: number;
  readonly heightM: number;
}

interface PointInput extends Omit<CloneRequest, 'clones'>, ClonePlace {
  readonly sky: LunarSky;
  readonly clone: number;
}

export const clonePointJob: Job<PointInput, ClonePoint> = {
  name: 'terrain/clone-point',
  run({ terrain, errors, seed, clone, sky, latRad, lonRad, heightM }) {
    return pointOn(cloneTerrain(terrain, errors, seed, clone, { latRad, lonRad, radiusM: 0 }), { latRad, lonRad, heightM }, sky); // prettier-ignore
  },
};

/** Light of a place on the terrain as it is: the exact skyline, crossings solved; eclipses by the Earth included. */
export function pointOn(terrain: CloneRequest['terrain'], place: ClonePlace, sky: LunarSky): ClonePoint {
  const profile = horizonAt(terrain, place.latRad, place.lonRad, place.heightM);
  const { sunDiscMean, sunAnyFraction, longestDark } = lightAt(profile, sky);
  return {
    sunDiscMean,
    sunAnyFraction,
    longestDarkS: longestDark === null ? 0 : longestDark[1] - longestDark[0],
    terrainHeightM: profile.terrainHeightM,
  };
}

/** Light of a place on each clone of the terrain, in order; the eye keeps its height above the ground of the clone. */
export function clonePoints(
  { terrain, errors, clones, seed }: CloneRequest,
  { latRad, lonRad, heightM }: ClonePlace,
  sky: LunarSky,
  runner: JobRunner,
  options: JobOptions = {},
): Promise<ClonePoint[]> {
  const inputs = Array.from({ length: clones }, (_, clone) => ({ terrain, errors, seed, clone, sky, latRad, lonRad, heightM })); // prettier-ignore
  return runner.map(clonePointJob, inputs, options);
}
