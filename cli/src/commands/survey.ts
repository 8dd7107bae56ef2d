import type { SurveyResult } from '@openilrs/core/mission';
import { openWorld, readMission, requireWritable } from '@openilrs/node/mission';
import { runSurvey } from '@openilrs/node/survey';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { countOption } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';

interface SurveyCommandOptions {
  readonly out: string;
  readonly workers?: string;
  readonly json?: true;
}

/** `ilrs survey MISSION --out DIR`: maps of light, Earth view, slope and shadow, and the site. */
export function registerSurvey(program: Command): void {
  program
    .command('survey')
    .description('maps of light, Earth view, slope and permanent shadow of the region, and the site that is best')
    .argument('<mission>', 'mission file (YAML)')
    .requiredOption('--out <dir>', 'run folder; survey/ in it is replaced as a whole')
    .option('--workers <count>', 'worker threads (default: all cores); the result does not depend on it')
    .option('--json', 'print the result as JSON (it is also in survey/survey.json)')
    .addHelpText('after', '\nExample:\n  ilrs survey examples/ilrs-reference.yaml --out runs/mine')
    .action(async (file: string, options: SurveyCommandOptions) => {
      const workers = options.workers === undefined ? {} : { workers: workersOption(options.workers) };
      const onDisk = readMission(file);
      await requireWritable(options.out);
      const world = await openWorld(onDisk);
      for (const text of world.notices) sayNotice(text, options.json);
      const result = await interruptible((signal) =>
        runSurvey(onDisk, options.out, {
          ...workers,
          world,
          signal,
          progress: terminalProgress('survey', options.json),
        }),
      );
      console.log(options.json ? JSON.stringify(result) : inWords(result, options.out));
    });
}

function workersOption(text: string): number {
  return countOption('--workers', text, 1, 64, 'threads');
}

function inWords(result: SurveyResult, outDir: string): string {
  const { grid, layers, site, period } = result;
  const cell = (value: number, digits: number, width: number) => value.toFixed(digits).padStart(width);
  const row = (one: SurveyResult['site']) =>
    `${one.name.padEnd(6)}${cell(one.latDeg, 4, 10)}${cell(one.lonDeg, 4, 10)}${cell(one.score, 3, 7)}${cell(100 * one.sunDiscMean, 1, 8)}${cell(one.longestDarkH, 0, 8)}${cell(one.slopeDeg, 1, 8)}${cell(100 * one.earthFraction, 1, 8)}${one.shadowDistanceM === null ? '       -' : cell(one.shadowDistanceM / 1000, 2, 8)}`;
  const notices = new Set(result.terrain.map(({ notice }) => notice).filter((notice) => notice !== ''));
  return [
    `Surveyed ${grid.columns} x ${grid.rows} cells of ${grid.stepM} m, light and Earth view from ${result.horizon.heightM} m, ${period.fromUtc} to ${period.toUtc}`,
    `      latitude longitude  score  disc %  dark h  slope°  Earth %  shadow km`,
    ...(site.rank === 0 ? [row(site)] : []),
    ...result.candidates.map(row),
    result.chosenBecause,
    ...[...notices].map((notice) => `terrain ${notice}`),
    `wrote ${outDir}/survey/: survey.json, ${layers.map(({ figurePng }) => figurePng).join(', ')}, GeoTIFFs and tables`,
  ].join('\n');
}
