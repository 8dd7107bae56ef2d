import { InputError } from '@openilrs/core/errors';
import type { OperateSummary, Place } from '@openilrs/core/mission';
import { openWorld, readMission, type MissionOnDisk, type OpenWorld, requireWritable } from '@openilrs/node/mission';
import { placeOf, prepareOperations, runOperations, siteOfRun, writeOperate } from '@openilrs/node/operate';
import { runSurvey, surveyMission } from '@openilrs/node/survey';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { terminalProgress } from '../progress.ts';
import { seedOption } from '../seed-option.ts';

interface OperateOptions {
  readonly out?: string;
  readonly seed?: string;
  readonly site?: string;
  readonly json?: true;
}

/** `ilrs operate MISSION --seed N --out DIR`: lets the station live through its mission. */
export function registerOperate(program: Command): void {
  program
    .command('operate')
    .description('let the station live through its mission by itself: plan, execute, faults, nights')
    .argument('<mission>', 'mission file (YAML)')
    .option('--out <dir>', 'run folder; operate/*.json, events.jsonl and profiles.csv are written into it')
    .option('--seed <n>', 'seed of the faults (default: that of the mission file)')
    .option(
      '--site <lat,lon>',
      'place of the station in degrees, instead of that of the mission file or of the survey (which runs first when --out holds none)',
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
      const output = await interruptible(async (signal) => {
        const site = place ?? (await chooseSite(onDisk, world, options, signal));
        const prepared = prepareOperations(onDisk, world, site);
        const progress = terminalProgress('operate', options.json);
        return runOperations(prepared, { ...(seed === undefined ? {} : { seed }), signal, progress });
      });
      const files = options.out === undefined ? [] : writeOperate(output, options.out);
      console.log(options.json ? JSON.stringify(output.summary, null, 2) : inWords(output.summary, files));
    });
}

function placeFrom(text: string): Place {
  const parts = text.split(',').map(Number);
  const [latDeg, lonDeg] = parts;
  if (parts.length === 2 && !/^\s*,|,\s*$/.test(text) && Math.abs(latDeg!) <= 90 && lonDeg! >= -180 && lonDeg! <= 360)
    return placeOf({ latDeg: latDeg!, lonDeg: lonDeg! });
  throw new InputError('OPTION_VALUE', `"${text}" is not a place`, {
    where: '--site',
    legal: 'latitude,longitude in degrees, e.g. -89.4516,222.7581',
  });
}

/** The survey has not run yet: it runs first, and its result is kept when there is a run folder. */
async function chooseSite(
  onDisk: MissionOnDisk,
  world: OpenWorld,
  { out, json }: OperateOptions,
  signal: AbortSignal,
): Promise<Place> {
  const how = { world, signal, progress: terminalProgress('survey', json) };
  if (out !== undefined) return placeOf((await runSurvey(onDisk, out, how)).site);
  return placeOf((await surveyMission(onDisk, how)).result.site);
}

function inWords(s: OperateSummary, files: readonly string[]): string {
  const hours = Object.entries(s.hoursByMode).map(([mode, h]) => `${mode} ${h.toFixed(0)} h`);
  const bad = s.breaches.filter(({ avoidable }) => avoidable).length;
  return [
    `${s.missionId}, ${s.fromUtc} to ${s.toUtc}, seed ${s.seed}`,
    `  requests met      ${s.requestsMet} of ${s.requestsTotal}`,
    `  science value     ${s.scienceValue} of at most ${s.scienceValuePossible}`,
    `  data returned     ${(s.dataReturnedBit / 1e9).toFixed(1)} of ${(s.dataProducedBit / 1e9).toFixed(1)} Gbit`,
    `  modes             ${hours.join(', ')}`,
    `  worst battery     ${(100 * s.worstBatteryFraction).toFixed(1)} % (floor ${(100 * s.batteryFloorFraction).toFixed(0)} %)`,
    `  safety breaches   ${s.breaches.length} (${bad} avoidable)`,
    `  faults, replans   ${s.faultsInjected}, ${s.replans}`,
    `  event log         sha256 ${s.eventLogSha256}`,
    ...files.map((file) => `wrote ${file}`),
  ].join('\n');
}
