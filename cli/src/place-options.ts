import { InputError, isInputError, locatedError } from '@openilrs/core/errors';
import { horizonAt, type HorizonProfile, type Terrain } from '@openilrs/core/terrain';
import { utcToEt, type LeapSeconds } from '@openilrs/core/time';
import { checkTerrainCoverage, ownTerrain } from '@openilrs/node/mission';
import { loadTerrain } from '@openilrs/node/terrain';
import type { Command } from 'commander';

/** The options that say where an eye is and over which ground it looks. */
export interface PlaceOptions {
  readonly lat: string;
  readonly lon: string;
  readonly height: string;
  readonly azimuths: string;
  readonly terrain?: readonly string[];
}

export function addPlaceOptions(command: Command): Command {
  return command
    .requiredOption('--lat <degrees>', 'planetocentric latitude, north positive')
    .requiredOption('--lon <degrees>', 'longitude, east positive (-180 to 360)')
    .option('--height <metres>', 'height of the eye above the ground', '2')
    .option('--azimuths <count>', 'number of directions', '720')
    .option(
      '--terrain <file...>',
      'your own GeoTIFF or PDS3 files of heights, finest first, used before the bundled grids',
    );
}

/** Horizon of the place that the options name, with progress on a terminal. */
export async function horizonOf(options: PlaceOptions): Promise<{ terrain: Terrain; profile: HorizonProfile }> {
  const lat = numberOption('--lat', options.lat, -90, 90, 'degrees');
  const lon = numberOption('--lon', options.lon, -180, 360, 'degrees');
  const height = numberOption('--height', options.height, 0, 10_000, 'm');
  const azimuths = countOption('--azimuths', options.azimuths, 8, 100_000, 'directions');
  say('reading terrain');
  const degree = Math.PI / 180;
  const around = { latRad: lat * degree, lonRad: lon * degree, radiusM: 0 };
  const terrain = await loadTerrain(options.terrain ?? [], around);
  checkTerrainCoverage(ownTerrain(terrain), [[lat * degree, lon * degree]], 'the place');
  const profile = horizonAt(terrain, lat * degree, lon * degree, height, {
    azimuths,
    progress: (done, total) => {
      if (done % 1024 === 0) say(`horizon: ${done} of ${total} directions`);
    },
  });
  return { terrain, profile };
}

/** @throws InputError `OPTION_NUMBER` when `text` is not a number of the range. */
export function numberOption(name: string, text: string, least: number, most: number, unit: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new InputError('OPTION_NUMBER', `"${text}" cannot be used`, {
    where: name,
    legal: `${least} to ${most} ${unit}`,
  });
}

/** @throws InputError `OPTION_NUMBER` when `text` is not a whole number of the range. */
export function countOption(name: string, text: string, least: number, most: number, unit: string): number {
  const value = numberOption(name, text, least, most, unit);
  if (Number.isInteger(value)) return value;
  throw new InputError('OPTION_NUMBER', `"${text}" is not a whole number`, {
    where: name,
    legal: `${least} to ${most} ${unit}`,
  });
}

/** Seconds past J2000 (TDB) of a date that a user gave. @throws InputError `TIME_SYNTAX`, `TIME_RANGE` with the option's name */
export function timeOption(name: string, text: string, leapSeconds: LeapSeconds): number {
  try {
    return utcToEt(leapSeconds, text);
  } catch (cause) {
    if (!isInputError(cause) || cause.where !== undefined) throw cause;
    throw locatedError(cause, name);
  }
}

/** `89.4516 S, 222.7581 E`. */
export function placeInWords({ latDeg, lonDeg }: { readonly latDeg: number; readonly lonDeg: number }): string {
  return `${Math.abs(latDeg)} ${latDeg < 0 ? 'S' : 'N'}, ${Math.abs(lonDeg)} ${lonDeg < 0 ? 'W' : 'E'}`;
}

/** What is being done, on the error stream and only when a person watches. */
export function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${what} ...\n`);
}

/** Notices of the grids that were used, for people: which files are reconstructed. */
export function noticesOf(terrain: Terrain): string[] {
  const noted = new Map<string, string[]>();
  for (const { name, notice } of terrain) if (notice) noted.set(notice, [...(noted.get(notice) ?? []), name]);
  return [...noted].map(([notice, names]) => `terrain ${notice}: ${names.join(', ')}`);
}
