import type { Command } from 'commander';
import { commandLine } from '../command-line.ts';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { noticesOf, placeInWords, TERRAIN_HELP } from '../place-options.ts';
import { mapUncertainty, type MapUncertainty } from '../uncertainty/map-uncertainty.ts';
import { openUncertainty, type UncertaintyOptions } from '../uncertainty/open-uncertainty.ts';
import { placeUncertainty, type PlaceUncertainty } from '../uncertainty/place-uncertainty.ts';

/** `ilrs uncertainty`: how far light depends on errors of the terrain, for a place or a map. */
export function registerUncertainty(program: Command): void {
  program
    .command('uncertainty')
    .description('how sure the light of a place or a map is: percentiles over noise clones of the terrain')
    .argument('[mission]', 'mission file (YAML): terrain, period, height, region of the map')
    .option('--lat <degrees>', 'a place instead of a map: planetocentric latitude, north positive')
    .option('--lon <degrees>', 'longitude of the place, east positive (-180 to 360)')
    .option('--height <metres>', "height of the eye above the ground (the mission's, or 2)")
    .option('--clones <count>', 'noise clones of the terrain', '100')
    .option('--sigma <metres>', 'one vertical error for every grid, instead of the declared ones; with --correlation')
    .option('--correlation <metres>', 'distance at which the autocorrelation of the error has fallen to 1/e')
    .option('--errors <file>', 'declared errors of your own grids (JSON as data/terrain/vertical-errors.json)')
    .option('--seed <number>', 'seed of the noise', '1')
    .option('--region <lat,lon,km>', "centre and size of the map (the mission's region)")
    .option('--cell <metres>', "cells of the map (the mission's)")
    .option('--from <utc>', "start (the mission's survey period, or 2031-01-01)")
    .option('--to <utc>', 'end (or 2050-01-01)')
    .option('--terrain <file...>', `without a mission: ${TERRAIN_HELP}`)
    .option('--workers <count>', 'worker threads (default: all cores); the result does not depend on it')
    .option('--out <dir>', 'write uncertainty.json and a GeoTIFF of each percentile there')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  ilrs uncertainty --lat -89.4516 --lon 222.7581 --height 10 --clones 100\n  ilrs uncertainty examples/ilrs-reference.yaml --region=-89.45,222.7,4 --cell 40 --clones 50 --out runs/sure',
    )
    .action(async (file: string | undefined, options: UncertaintyOptions, self: Command) => {
      const asked = await openUncertainty(file, options, commandLine(self));
      for (const text of asked.notices) sayNotice(text, options.json);
      const result = await interruptible<MapUncertainty | PlaceUncertainty>((signal) =>
        asked.place === null ? mapUncertainty(asked, signal) : placeUncertainty(asked, asked.place, signal),
      );
      const words = () => [...('place' in result ? placeWords(result) : mapWords(result)), ...noticesOf(asked.terrain)];
      console.log(options.json ? JSON.stringify(result) : words().join('\n'));
    });
}

function placeWords({ place, fromUtc, toUtc, clones, errors, light }: PlaceUncertainty): string[] {
  const names = Object.keys(light.sunDiscMean.percentiles);
  const row = (name: string, of: keyof typeof light, factor: number, digits: number) => {
    const { nominal, mean, sd, percentiles } = light[of];
    const cells = [nominal, mean, sd, ...names.map((one) => percentiles[one]!)];
    return `${name.padEnd(18)}${cells.map((value) => (factor * value).toFixed(digits).padStart(9)).join('')}`;
  };
  return [
    `Light at ${placeInWords(place)} from ${place.heightM} m above the ground, ${fromUtc} to ${toUtc}, over ${clones} noise clones of the terrain`,
    `${''.padEnd(18)}${['as it is', 'mean', 'sd', ...names].map((name) => name.padStart(9)).join('')}`,
    row('sunDiscMean %', 'sunDiscMean', 100, 2),
    row('sunAnyFraction %', 'sunAnyFraction', 100, 2),
    row('longest dark h', 'longestDarkH', 1, 1),
    row('ground m', 'terrainHeightM', 1, 1),
    ...errorWords(errors),
  ];
}

function mapWords(result: MapUncertainty): string[] {
  const { grid, heightM, fromUtc, toUtc, clones, layers, errors, seconds } = result;
  return [
    `sunDiscMean of ${grid.columns} x ${grid.rows} cells of ${grid.stepM} m from ${heightM} m, ${fromUtc} to ${toUtc}, over ${clones} noise clones of the terrain`,
    `${'percentile'.padEnd(14)}${['mean of map %', 'best cell %'].map((name) => name.padStart(15)).join('')}  file`,
    ...layers.map(
      ({ name, mean, max, geotiff }) =>
        `${name.padEnd(14)}${[mean, max].map((value) => (100 * value).toFixed(2).padStart(15)).join('')}  ${geotiff ?? '(not written: give --out)'}`,
    ),
    `one plain map ${seconds.plain.toFixed(1)} s, each clone ${(seconds.clones / clones).toFixed(1)} s`,
    ...errorWords(errors),
  ];
}

function errorWords(errors: MapUncertainty['errors']): string[] {
  return errors.map(
    ({ grid, components }) =>
      `error of ${grid}: ${components.map(({ sigmaM, correlationM }) => `${sigmaM} m (standard deviation) correlated over ${correlationM} m`).join(' and ')}`,
  );
}
