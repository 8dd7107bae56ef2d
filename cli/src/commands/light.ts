import { InputError } from '@openilrs/core/errors';
import type { LightResult } from '@openilrs/core/mission';
import { lightAt, lightRecord, lunarSky, type Terrain } from '@openilrs/core/terrain';
import { etToUtc, type LeapSeconds, type Window } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import type { Command } from 'commander';
import {
  addPlaceOptions,
  horizonOf,
  noticesOf,
  placeInWords,
  say,
  timeOption,
  type PlaceOptions,
} from '../place-options.ts';

interface LightOptions extends PlaceOptions {
  readonly from: string;
  readonly to: string;
  readonly frame: string;
  readonly kernel?: readonly string[];
  readonly json?: true;
}

/** `ilrs light`: sunlight and Earth view of a place over a period. */
export function registerLight(program: Command): void {
  const command = program.command('light').description('sunlight and Earth view of a place over a period');
  addPlaceOptions(command)
    .requiredOption('--from <utc>', 'start, ISO 8601 UTC')
    .requiredOption('--to <utc>', 'end, ISO 8601 UTC')
    .option('--frame <name>', 'Moon-fixed frame of the terrain', 'MOON_ME_DE421')
    .option('--kernel <file...>', 'your own SPICE kernels, loaded after the bundled ones')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs light --lat -89.4516 --lon 222.7581 --height 10 --from 2020-01-01 --to 2023-01-01',
    )
    .action(async (options: LightOptions) => {
      const ephemeris = await openBundledEphemeris(options.kernel);
      const lsk = ephemeris.leapSeconds;
      const [from, to] = period(lsk, options);
      const sky = lunarSky(ephemeris, options.frame, from, to);
      const { terrain, profile } = await horizonOf(options);
      say('light');
      const light = lightAt(profile, sky);
      const result: LightResult = lightRecord(profile, light, lsk);
      const utc = (window: Window | null) =>
        window === null ? '' : `${etToUtc(lsk, window[0], 0)} to ${etToUtc(lsk, window[1], 0)}`;
      const spells = [utc(light.longestDark), utc(light.longestLit)] as const;
      console.log(options.json ? JSON.stringify(result) : inWords(result, spells, terrain));
    });
}

function period(lsk: LeapSeconds, { from, to }: LightOptions): Window {
  const window: Window = [timeOption('--from', from, lsk), timeOption('--to', to, lsk)];
  if (window[0] < window[1]) return window;
  throw new InputError('LIGHT_PERIOD', `the period ${from} to ${to} is empty`, {
    where: '--to',
    legal: `later than ${from}`,
  });
}

function inWords(result: LightResult, [dark, lit]: readonly [string, string], terrain: Terrain): string {
  const percent = (share: number) => `${(100 * share).toFixed(2).padStart(6)} %`;
  const hours = (value: number) => `${value.toFixed(1).padStart(6)} h`;
  const count = (kind: string) => result.windows.filter((window) => window.kind === kind).length;
  return [
    `Light at ${placeInWords(result)} from ${result.heightM} m above the ground, ${result.fromUtc} to ${result.toUtc}`,
    `sunDiscMean      ${percent(result.sunDiscMean)}  mean visible share of the solar disc`,
    `sunAnyFraction   ${percent(result.sunAnyFraction)}  of the time any part of the disc is in view (${count('sunAny')} windows)`,
    `sunFullFraction  ${percent(result.sunFullFraction)}  of the time all of the disc is in view (${count('sunFull')} windows)`,
    `earthFraction    ${percent(result.earthFraction)}  of the time the Earth's centre is in view (${count('earthCentre')} windows)`,
    `longest dark     ${hours(result.longestDarkH)}  no part of the disc: ${dark}`,
    `longest lit      ${hours(result.longestLitH)}  some part of the disc: ${lit}`,
    ...noticesOf(terrain),
  ].join('\n');
}
