import { AUTONOMY_PARTS, type AutonomyOptions } from '@openilrs/core/autonomy';
import { InputError } from '@openilrs/core/errors';
import { feasibilityNotices, noContact } from '@openilrs/core/mission';
import { openWorld, readMission, type MissionOnDisk, type OpenWorld } from '@openilrs/node/mission';
import {
  prepareOperations,
  siteOfRun,
  type PreparedOperations,
  type RunOptions,
  type RunSite,
} from '@openilrs/node/operate';
import { runSurvey, surveyMission } from '@openilrs/node/survey';
import type { Command } from 'commander';
import { checkTargets, faultFrom, silenceFrom } from './added-faults.ts';
import { sayNotice } from './failure.ts';
import { lasting } from './lasting.ts';
import { terminalProgress } from './progress.ts';
import { seedOption } from './seed-option.ts';

/** What a run of operations is asked for by: the same for the run itself and for its replay. */
export interface OperateWords {
  readonly out?: string;
  readonly seed?: string;
  readonly site?: string;
  readonly fault: readonly string[];
  readonly contact?: readonly string[];
  readonly without?: string;
  /** Length of the mission, in place of its own end. */
  readonly days?: string;
  readonly json?: true;
}

const again = (text: string, before: readonly string[]) => [...before, text];

export function addOperateOptions(command: Command): Command {
  return command
    .argument('<mission>', 'mission file (YAML)')
    .option(
      '--out <dir>',
      'run folder; summary.json and operate/ (summary, timeline, profiles, events, activities) are written into it',
    )
    .option('--seed <n>', 'seed of the faults (default: that of the mission file)')
    .option(
      '--site <lat,lon>',
      'place of the station in degrees, instead of that of the mission file or of the survey (which runs first when --out holds none)',
    )
    .option(
      '--fault <et,component,kind,seconds>',
      'a fault more than the seed draws, e.g. 2035-05-01T06:00,battery,batteryCell,forGood or 1115661669,relay,linkOutage,7200; the time is UTC or seconds past J2000 (TDB), a fifth number is the share that is lost; may be given again',
      again,
      [] as readonly string[],
    )
    .option(
      '--no-contact <from..days>',
      'no link reaches anybody for so many days from a UTC date on, e.g. 2035-02-01..400; may be given again',
      again,
      [] as readonly string[],
    )
    .option(
      '--without <parts>',
      `take parts of the autonomy away, to see what they are worth: ${AUTONOMY_PARTS.join(', ')}, separated by commas`,
    );
}

export interface AskedRun {
  readonly onDisk: MissionOnDisk;
  readonly world: OpenWorld;
  readonly prepared: PreparedOperations;
  readonly run: Pick<RunOptions, 'seed' | 'extraFaults' | 'autonomy'>;
}

/**
 * A run as the options ask for it, ready to begin. Without a site anywhere the survey runs first.
 *
 * @throws InputError for the mission file and the options
 */
export async function askedRun(file: string, words: OperateWords, signal?: AbortSignal): Promise<AskedRun> {
  const seed = seedOption(words.seed);
  const autonomy = withoutFrom(words.without);
  const declared = readMission(file);
  const { onDisk, world } = lasting(declared, await openWorld(declared), words.days);
  const place = words.site === undefined ? siteOfRun(onDisk, words.out) : placeFrom(words.site);
  for (const text of world.notices) sayNotice(text, words.json);
  const faults = words.fault.map((text) => faultFrom(text, world));
  const silences = (words.contact ?? []).map((text) => silenceFrom(text, world));
  const site = place ?? (await chooseSite(onDisk, world, words, signal));
  const prepared = await prepareOperations(onDisk, world, site);
  checkTargets(faults, prepared);
  for (const text of feasibilityNotices(prepared)) sayNotice(text, words.json);
  const silent = silences.flatMap(({ fromEt, spanS }) => noContact(prepared.station, fromEt, spanS));
  return {
    onDisk,
    world,
    prepared,
    run: { ...(seed !== undefined && { seed }), extraFaults: [...faults, ...silent], autonomy },
  };
}

/** @throws InputError `OPTION_VALUE` */
export function withoutFrom(text: string | undefined): AutonomyOptions {
  const parts = text === undefined ? [] : text.split(',').map((part) => part.trim());
  for (const part of parts)
    if (!AUTONOMY_PARTS.some((known) => known === part))
      throw new InputError('OPTION_VALUE', `"${part}" is not a part of the autonomy`, {
        where: '--without',
        legal: AUTONOMY_PARTS.join(', '),
      });
  return Object.fromEntries(parts.map((part) => [part, false]));
}

function placeFrom(text: string): RunSite {
  const parts = text.split(',').map(Number);
  const [latDeg, lonDeg] = parts;
  if (parts.length === 2 && !/^\s*,|,\s*$/.test(text) && Math.abs(latDeg!) <= 90 && lonDeg! >= -180 && lonDeg! <= 360)
    return { latDeg: latDeg!, lonDeg: lonDeg! };
  throw new InputError('OPTION_VALUE', `"${text}" is not a place`, {
    where: '--site',
    legal: 'latitude,longitude in degrees, e.g. -89.4516,222.7581',
  });
}

/** The survey has not run yet: it runs first, and its result is kept when there is a run folder. */
async function chooseSite(
  onDisk: MissionOnDisk,
  world: OpenWorld,
  { out, json }: OperateWords,
  signal: AbortSignal | undefined,
): Promise<RunSite> {
  const how = { world, ...(signal && { signal }), progress: terminalProgress('survey', json) };
  const { latDeg, lonDeg } =
    out === undefined ? (await surveyMission(onDisk, how)).result.site : (await runSurvey(onDisk, out, how)).site;
  return { latDeg, lonDeg };
}
