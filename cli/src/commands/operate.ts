import { InputError } from '@openilrs/core/errors';
import type { ExtraFault, OperateSummary } from '@openilrs/core/mission';
import type { LeapSeconds } from '@openilrs/core/time';
import { openWorld, readMission, type MissionOnDisk, type OpenWorld, requireWritable } from '@openilrs/node/mission';
import { prepareOperations, runOperations, siteOfRun, writeOperate, type RunSite } from '@openilrs/node/operate';
import { runSurvey, surveyMission } from '@openilrs/node/survey';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { timeOption } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';
import { seedOption } from '../seed-option.ts';

interface OperateOptions {
  readonly out?: string;
  readonly seed?: string;
  readonly site?: string;
  readonly fault: readonly string[];
  readonly json?: true;
}

/** `ilrs operate MISSION --seed N --out DIR`: lets the station live through its mission. */
export function registerOperate(program: Command): void {
  program
    .command('operate')
    .description('let the station live through its mission by itself: plan, execute, faults, nights')
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
      (text: string, before: readonly string[]) => [...before, text],
      [] as readonly string[],
    )
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', '\nExample:\n  ilrs operate examples/ilrs-reference.yaml --seed 7 --out runs/mine --json')
    .action(async (file: string, options: OperateOptions) => {
      const seed = seedOption(options.seed);
      const onDisk = readMission(file);
      if (options.out !== undefined) await requireWritable(options.out);
      const place = options.site === undefined ? siteOfRun(onDisk, options.out) : placeFrom(options.site);
      const world = await openWorld(onDisk);
      for (const text of world.notices) sayNotice(text, options.json);
      const extraFaults = options.fault.map((text) => faultFrom(text, world.ephemeris.leapSeconds));
      const output = await interruptible(async (signal) => {
        const site = place ?? (await chooseSite(onDisk, world, options, signal));
        const prepared = await prepareOperations(onDisk, world, site);
        const progress = terminalProgress('operate', options.json);
        return runOperations(prepared, { ...(seed === undefined ? {} : { seed }), extraFaults, signal, progress });
      });
      const files = options.out === undefined ? [] : writeOperate(output, options.out);
      console.log(options.json ? JSON.stringify(output.summary, null, 2) : inWords(output.summary, files));
    });
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

function faultFrom(text: string, leapSeconds: LeapSeconds): ExtraFault {
  const [when = '', componentId = '', kind = '', lasts = '', share, ...more] = text.split(',');
  const durationS = lasts === 'forGood' ? null : Number(lasts || NaN);
  const effect = share === undefined ? {} : { effect: Number(share || NaN) };
  const fits = (value: number | null | undefined, least: number, most: number) =>
    value == null || (value >= least && value <= most);
  if (more.length > 0 || kind === '' || !fits(durationS, Number.MIN_VALUE, Infinity) || !fits(effect.effect, 0, 1))
    throw new InputError('OPTION_VALUE', `"${text}" is not a fault`, {
      where: '--fault',
      legal: 'time,component,kind,seconds (above 0, or forGood), then if you like the share that is lost, 0 to 1',
    });
  const et = when.trim() !== '' && Number.isFinite(Number(when)) ? Number(when) : timeOption('--fault', when, leapSeconds); // prettier-ignore
  return { et, componentId, kind, durationS, ...effect };
}

/** The survey has not run yet: it runs first, and its result is kept when there is a run folder. */
async function chooseSite(
  onDisk: MissionOnDisk,
  world: OpenWorld,
  { out, json }: OperateOptions,
  signal: AbortSignal,
): Promise<RunSite> {
  const how = { world, signal, progress: terminalProgress('survey', json) };
  const { latDeg, lonDeg } =
    out === undefined ? (await surveyMission(onDisk, how)).result.site : (await runSurvey(onDisk, out, how)).site;
  return { latDeg, lonDeg };
}

function inWords(s: OperateSummary, files: readonly string[]): string {
  const hours = Object.entries(s.hoursByMode).map(([mode, h]) => `${mode} ${h.toFixed(0)} h`);
  const bad = s.breaches.filter(({ avoidable }) => avoidable).length;
  return [
    `${s.missionId}, ${s.fromUtc} to ${s.toUtc}, seed ${s.seed}`,
    `  requests met      ${s.requestsMet} of ${s.requestsTotal}`,
    `  science value     ${s.scienceValue} of at most ${s.upperBound}`,
    `  data returned     ${(s.dataReturnedBit / 1e9).toFixed(1)} of ${(s.dataProducedBit / 1e9).toFixed(1)} Gbit`,
    `  modes             ${hours.join(', ')}`,
    `  worst battery     ${(100 * s.worstBatteryFraction).toFixed(1)} % (floor ${(100 * s.batteryFloorFraction).toFixed(0)} %)`,
    `  safety breaches   ${s.breaches.length} (${bad} avoidable)`,
    `  faults, replans   ${s.faultsInjected}, ${s.replans}`,
    `  event log         sha256 ${s.eventLogDigest}`,
    ...files.map((file) => `wrote ${file}`),
  ].join('\n');
}
