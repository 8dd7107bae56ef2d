import type { Job } from '../../jobs/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { horizonAt, type HorizonProfile } from '../horizon/horizon-profile.ts';
import { lightAt, type PointLight } from '../light/light-at-point.ts';
import type { LunarSky } from '../light/light-sky.ts';

interface PlaceInput {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly latRad: number;
  readonly lonRad: number;
  readonly heightM: number;
}

/** The exact skyline of a place and its light over the sky's period. */
export interface PlaceLight {
  readonly profile: HorizonProfile;
  readonly light: PointLight;
}

/** Skyline by ray march and light by solved crossings, for a list of places on several cores. */
export const placeLightJob: Job<PlaceInput, PlaceLight> = {
  name: 'terrain/place-light',
  run({ terrain, sky, latRad, lonRad, heightM }) {
    const profile = horizonAt(terrain, latRad, lonRad, heightM);
    return { profile, light: lightAt(profile, sky) };
  },
};
