import type { HorizonResult } from '@openilrs/core/mission';
import { horizonRecord, type HorizonProfile, type Terrain } from '@openilrs/core/terrain';
import type { Command } from 'commander';
import { groundInWords, groundRecords } from '../ground-words.ts';
import { horizonOf } from '../eye-options.ts';
import { addPlaceOptions, placeInWords, type PlaceOptions } from '../place-options.ts';

/** `ilrs horizon`: the skyline of a place, azimuth from north, clockwise. */
export function registerHorizon(program: Command): void {
  const command = program
    .command('horizon')
    .description('the skyline of a place: elevation and distance of the terrain in every direction');
  addPlaceOptions(command)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  ilrs horizon --lat -89.4516 --lon 222.7581 --height 10')
    .action(async (options: PlaceOptions) => {
      const { terrain, profile } = await horizonOf(options);
      const result: HorizonResult = horizonRecord(profile);
      const { latRad, lonRad } = profile;
      if (options.json) console.log(JSON.stringify({ ...result, terrain: groundRecords(terrain, latRad, lonRad) }));
      else console.log(inWords(result, terrain, profile));
    });
}

/** A row for every 10 degrees (all directions are in the JSON): the highest skyline of those 10 degrees. */
function inWords(result: HorizonResult, terrain: Terrain, { latRad, lonRad }: HorizonProfile): string {
  const rows: string[] = [];
  for (let from = 0; from < 360; from += 10) {
    const inside = result.azimuthDeg.flatMap((azimuth, i) => (azimuth >= from && azimuth < from + 10 ? [i] : []));
    if (inside.length === 0) continue;
    const top = inside.reduce((best, i) => (result.elevationDeg[i]! > result.elevationDeg[best]! ? i : best));
    const cell = (value: number, digits: number, width: number) => value.toFixed(digits).padStart(width);
    rows.push(
      cell(result.azimuthDeg[top]!, 1, 9) +
        cell(result.elevationDeg[top]!, 3, 12) +
        cell(result.distanceKm[top]!, 2, 13),
    );
  }
  return [
    `Skyline at ${placeInWords(result)} from ${result.heightM} m above the ground (terrain at ${result.terrainHeightM.toFixed(1)} m above the 1737.4 km sphere)`,
    'azimuth °  elevation °  distance km   (highest in each 10 degrees; azimuths from north through east; --json has all)',
    ...rows,
    ...groundInWords(terrain, latRad, lonRad),
  ].join('\n');
}
