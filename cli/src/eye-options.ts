import { HIGHEST_EYE_M, horizonAt, type HorizonProfile, type Terrain } from '@openilrs/core/terrain';
import { openGround } from './ground.ts';
import { countOption, numberOption, placeOption, type PlaceOptions } from './place-options.ts';
import { say } from './progress.ts';

/** Height of the eye above the ground. @throws InputError `OPTION_NUMBER` */
export function heightOption(text: string, name = '--height'): number {
  return numberOption(name, text, 0, HIGHEST_EYE_M, 'm above the ground');
}

/** Place, height and number of directions of the eye. @throws InputError `OPTION_NUMBER` */
export function eyeOption(options: PlaceOptions) {
  const [latRad, lonRad] = placeOption(options);
  const heightM = heightOption(options.height);
  return { latRad, lonRad, heightM, azimuths: countOption('--azimuths', options.azimuths, 8, 100_000, 'directions') };
}

/** Horizon of the place that the options name, with progress on a terminal. */
export async function horizonOf(options: PlaceOptions): Promise<{ terrain: Terrain; profile: HorizonProfile }> {
  const { latRad, lonRad, heightM, azimuths } = eyeOption(options);
  const terrain = await openGround(options.terrain, { places: [[latRad, lonRad]], name: 'the place', json: options.json }); // prettier-ignore
  const profile = horizonAt(terrain, latRad, lonRad, heightM, {
    azimuths,
    progress: (done, total) => {
      if (done % 1024 === 0) say(`horizon: ${done} of ${total} directions`);
    },
  });
  return { terrain, profile };
}
