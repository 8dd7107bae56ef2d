import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import type { Progress } from '@openilrs/core/jobs';
import {
  errorsOf,
  lunarSky,
  parseVerticalErrors,
  sameError,
  surveyRegion,
  type LunarSky,
  type SurveyRegion,
  type Terrain,
  type TerrainErrors,
} from '@openilrs/core/terrain';
import { etToUtc } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { openWorld, readBytes, readMission, requireWritable } from '@openilrs/node/mission';
import { checkGround, openGround, type Ground } from '../ground.ts';
import { heightOption } from '../eye-options.ts';
import { countOption, numberOption, periodOption, placeOption, refuseWith } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';
import { seedOption } from '../seed-option.ts';

export interface UncertaintyOptions {
  readonly lat?: string;
  readonly lon?: string;
  readonly height?: string;
  readonly clones: string;
  readonly sigma?: string;
  readonly correlation?: string;
  readonly errors?: string;
  readonly seed: string;
  readonly region?: string;
  readonly cell?: string;
  readonly from?: string;
  readonly to?: string;
  readonly terrain?: readonly string[];
  readonly workers?: string;
  readonly out?: string;
  readonly json?: true;
}

/** The question with everything open that it needs. */
export interface Uncertainty {
  readonly terrain: Terrain;
  readonly errors: TerrainErrors;
  readonly sky: LunarSky;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly heightM: number;
  readonly clones: number;
  readonly seed: number;
  readonly directions: number;
  /** A place, or null for the region. */
  readonly place: { readonly latRad: number; readonly lonRad: number } | null;
  readonly region: SurveyRegion | null;
  readonly workers: number | undefined;
  readonly out: string | undefined;
  readonly notices: readonly string[];
  readonly progress: Progress;
  readonly command: string;
}

const DEGREE = Math.PI / 180;

/** @param command makes the result again @throws InputError for what the options, the mission or the terrain do not allow */
export async function openUncertainty(
  file: string | undefined,
  options: UncertaintyOptions,
  command: string,
): Promise<Uncertainty> {
  const place = placeOf(options);
  refuseVoid(file, options);
  if (options.out !== undefined) await requireWritable(options.out);
  const onDisk = file === undefined ? null : readMission(file);
  const world = onDisk === null ? null : await openWorld(onDisk);
  const survey = onDisk?.mission.survey;
  const ephemeris = world?.ephemeris ?? (await openBundledEphemeris());
  const ground = place && ({ places: [[place.latRad, place.lonRad]], name: 'the place', json: options.json } as const satisfies Ground); // prettier-ignore
  const terrain = world?.terrain ?? (await openGround(options.terrain, ground!));
  if (world !== null && ground !== null) checkGround(terrain, ground);
  const lsk = ephemeris.leapSeconds;
  const [from, to] = periodOption(
    options.from ?? survey?.period.from ?? '2031-01-01',
    options.to ?? survey?.period.to ?? '2050-01-01',
    lsk,
  );
  return {
    terrain,
    errors: errorsFor(terrain, options),
    sky: lunarSky(ephemeris, world?.frame ?? 'MOON_ME_DE421', from, to),
    fromUtc: etToUtc(lsk, from, 0),
    toUtc: etToUtc(lsk, to, 0),
    heightM: options.height === undefined ? (survey?.height.si ?? 2) : heightOption(options.height), // prettier-ignore
    clones: countOption('--clones', options.clones, 1, 10_000, 'clones'),
    seed: seedOption(options.seed) ?? 1,
    directions: survey?.directions ?? 720,
    place,
    region: place !== null || survey === undefined ? null : regionOf(options, survey.region),
    workers: options.workers === undefined ? undefined : countOption('--workers', options.workers, 1, 64, 'threads'),
    out: options.out,
    notices: world?.notices ?? [],
    progress: terminalProgress('uncertainty', options.json),
    command,
  };
}

function placeOf({ lat, lon }: UncertaintyOptions): Uncertainty['place'] {
  if (lat === undefined && lon === undefined) return null;
  const [latRad, lonRad] = placeOption({ lat: lat ?? '', lon: lon ?? '' });
  return { latRad, lonRad };
}

/** Options that would be passed over. @throws InputError `OPTION_CONFLICT`, `OPTION_VALUE` */
function refuseVoid(file: string | undefined, options: UncertaintyOptions): void {
  const { lat, lon, region, cell, terrain, errors, sigma } = options;
  if (file === undefined && lat === undefined && lon === undefined)
    throw new InputError('OPTION_VALUE', 'neither a mission nor a place is given', {
      where: 'uncertainty',
      remedy: 'Give a mission file for a map, or --lat and --lon for a place',
    });
  if (lat !== undefined || lon !== undefined)
    refuseWith('a place', { '--region': region, '--cell': cell }, 'Leave it out, or leave out --lat and --lon for a map'); // prettier-ignore
  if (file !== undefined)
    refuseWith('a mission, whose terrain is used', { '--terrain': terrain }, 'Name the files under survey.terrain of the mission'); // prettier-ignore
  if (sigma !== undefined)
    refuseWith('--sigma, one error for every grid', { '--errors': errors }, 'Leave one of the two out'); // prettier-ignore
}

/** `--sigma` and `--correlation`, or the errors declared for the bundled grids and in the user's file. */
function errorsFor(terrain: Terrain, { sigma, correlation, errors }: UncertaintyOptions): TerrainErrors {
  if ((sigma === undefined) !== (correlation === undefined))
    throw new InputError('OPTION_VALUE', '--sigma and --correlation go together', {
      where: sigma === undefined ? '--sigma' : '--correlation',
    });
  if (sigma !== undefined && correlation !== undefined) {
    const sigmaM = numberOption('--sigma', sigma, 0, 1000, 'm');
    return sameError(terrain, { sigmaM, correlationM: numberOption('--correlation', correlation, 1, 1e6, 'm') });
  }
  const declared = [bundledPath(join('terrain', 'vertical-errors.json')), ...(errors === undefined ? [] : [errors])];
  const parsed = declared.map((path) => parseVerticalErrors(readBytes(path, 'a file of vertical errors').toString(), path)); // prettier-ignore
  const found = errorsOf(terrain, { grids: parsed.flatMap(({ grids }) => grids).reverse() });
  const silent = terrain.find(({ grid }, i) => grid.kind !== 'equirectangular' && found[i]!.length === 0);
  if (silent === undefined) return found;
  throw new InputError('ERRORS_MISSING', `no vertical error is declared for ${silent.name}`, {
    where: '--errors',
    remedy: 'Name a file that declares it, or give --sigma and --correlation',
  });
}

function regionOf(
  options: UncertaintyOptions,
  given: { readonly centre: { latDeg: number; lonDeg: number }; readonly size: { si: number }; readonly cell: { si: number } }, // prettier-ignore
): SurveyRegion {
  const parts = options.region?.split(',');
  if (parts !== undefined && parts.length !== 3)
    throw new InputError('OPTION_VALUE', `"${options.region}" is not LAT,LON,KM`, {
      where: '--region',
      legal: 'e.g. --region=-89.45,222.7,10',
    });
  const [lat, lon, sizeM] =
    parts === undefined
      ? [given.centre.latDeg, given.centre.lonDeg, given.size.si]
      : [
          numberOption('--region', parts[0]!, -90, -80, 'degrees of latitude'),
          numberOption('--region', parts[1]!, -180, 360, 'degrees of longitude'),
          1000 * numberOption('--region', parts[2]!, 0.1, 300, 'km'),
        ];
  const cellM = options.cell === undefined ? given.cell.si : numberOption('--cell', options.cell, 1, 5000, 'm');
  return surveyRegion(lat * DEGREE, lon * DEGREE, sizeM, cellM);
}
