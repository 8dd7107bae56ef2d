import { requireCoverage, type Ephemeris } from '@openilrs/core/ephemeris';
import { InputError, isInputError, locatedError } from '@openilrs/core/errors';
import type { Terrain } from '@openilrs/core/terrain';
import { utcToEt, type LeapSeconds, type Window } from '@openilrs/core/time';
import type { Command } from 'commander';

/** The options that say where an eye is and over which ground it looks. */
export interface PlaceOptions {
  readonly lat: string;
  readonly lon: string;
  readonly height: string;
  readonly azimuths: string;
  readonly terrain?: readonly string[];
  readonly json?: true;
}

/** What `--terrain` takes, for help texts. */
export const TERRAIN_HELP =
  'your own files of heights, finest first, used before the bundled grids: GeoTIFF, PDS3 or PDS4 in any projection of proj4js';

export function addPlaceOptions(command: Command): Command {
  return command
    .requiredOption('--lat <degrees>', 'planetocentric latitude, north positive')
    .requiredOption('--lon <degrees>', 'longitude, east positive (-180 to 360)')
    .option('--height <metres>', 'height of the eye above the ground', '2')
    .option('--azimuths <count>', 'number of directions', '720')
    .option('--terrain <file...>', TERRAIN_HELP);
}

/** A place of the command line, radians. @throws InputError `OPTION_NUMBER` */
export function placeOption(options: { readonly lat: string; readonly lon: string }): [latRad: number, lonRad: number] {
  const lat = numberOption('--lat', options.lat, -90, 90, 'degrees');
  const lon = numberOption('--lon', options.lon, -180, 360, 'degrees');
  return [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
}

const NUMBER_REMEDY = 'Give a number of this range';

/** @throws InputError `OPTION_NUMBER` when `text` is not a number of the range. */
export function numberOption(name: string, text: string, least: number, most: number, unit: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new InputError('OPTION_NUMBER', `"${text}" cannot be used`, {
    where: name,
    legal: `${least} to ${most} ${unit}`.trim(),
    remedy: NUMBER_REMEDY,
  });
}

/** @throws InputError `OPTION_NUMBER` when `text` is not a whole number of the range. */
export function countOption(name: string, text: string, least: number, most: number, unit: string): number {
  const value = numberOption(name, text, least, most, unit);
  if (Number.isInteger(value)) return value;
  throw new InputError('OPTION_NUMBER', `"${text}" is not a whole number`, {
    where: name,
    legal: `${least} to ${most} ${unit}`.trim(),
    remedy: NUMBER_REMEDY,
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

/** The period from `--from` to `--to`. @throws InputError `TIME_SYNTAX`, `TIME_RANGE`, `LIGHT_PERIOD` with the option's name */
export function periodOption(from: string, to: string, leapSeconds: LeapSeconds): Window {
  const window: Window = [timeOption('--from', from, leapSeconds), timeOption('--to', to, leapSeconds)];
  if (window[0] < window[1]) return window;
  throw new InputError('LIGHT_PERIOD', `the period ${from} to ${to} is empty`, {
    where: '--to',
    legal: `later than ${from}`,
  });
}

/**
 * Checks that the kernels cover a period before long work, and says by which options it was asked for: the kernels' own message names an epoch that nobody typed.
 * @param leadS how long before `--from` is needed too, seconds, and `why`
 * @throws InputError as `requireCoverage`
 */
export function requirePeriod(
  ephemeris: Ephemeris,
  [fromEt, toEt]: Window,
  options: { readonly from: string; readonly to: string; readonly frame: string },
  leadS = 0,
  why = '',
): void {
  try {
    requireCoverage(ephemeris, [fromEt - leadS, toEt], options.frame);
  } catch (cause) {
    if (!isInputError(cause) || cause.code !== 'KERNEL_COVERAGE') throw cause;
    const days = Math.ceil(leadS / 86_400);
    const lead = days === 0 ? '' : ` and the ${days} days before it (${why})`;
    throw locatedError(cause, '--from, --to', `the period ${options.from} to ${options.to}${lead} is not covered: `);
  }
}

/** Refuses options that another one makes void, so that none is passed over in silence. @throws InputError `OPTION_CONFLICT` */
export function refuseWith(what: string, options: Readonly<Record<string, unknown>>, remedy: string): void {
  const given = Object.entries(options).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new InputError('OPTION_CONFLICT', `has no effect with ${what}`, { where: given[0], remedy });
}

/** `89.4516 S, 222.7581 E`. */
export function placeInWords({ latDeg, lonDeg }: { readonly latDeg: number; readonly lonDeg: number }): string {
  return `${Math.abs(latDeg)} ${latDeg < 0 ? 'S' : 'N'}, ${Math.abs(lonDeg)} ${lonDeg < 0 ? 'W' : 'E'}`;
}

/** Notices of the grids that were used, for people: which files are reconstructed. */
export function noticesOf(terrain: Terrain): string[] {
  const noted = new Map<string, string[]>();
  for (const { name, notice } of terrain) if (notice) noted.set(notice, [...(noted.get(notice) ?? []), name]);
  return [...noted].map(([notice, names]) => `terrain ${notice}: ${names.join(', ')}`);
}
