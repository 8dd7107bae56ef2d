import { dirname } from 'node:path';
import { SOFTWARE } from '@openilrs/core/mission';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { bundledGroundStations, requireWritable } from '@openilrs/node/mission';
import { writeSiteReport, type SiteReportRecord } from '@openilrs/node/report';
import type { Command } from 'commander';
import { commandLine } from '../command-line.ts';
import { openGround } from '../ground.ts';
import { groundInWords } from '../ground-words.ts';
import { eyeOption } from '../eye-options.ts';
import { addPlaceOptions, periodOption, requirePeriod, type PlaceOptions } from '../place-options.ts';
import { say, terminalProgress } from '../progress.ts';

interface ReportOptions extends PlaceOptions {
  readonly from: string;
  readonly to: string;
  readonly frame: string;
  readonly kernel?: readonly string[];
  readonly name: string;
  readonly out: string;
}

/** `ilrs report`: all that is known of the light, view and ground of a place, on one page. */
export function registerReport(program: Command): void {
  const command = program
    .command('report')
    .description('a page (HTML) about a place: map, skyline, light calendar, nights, Earth view, slopes');
  addPlaceOptions(command)
    .requiredOption('--from <utc>', 'start, ISO 8601 UTC')
    .requiredOption('--to <utc>', 'end, ISO 8601 UTC')
    .option('--frame <name>', 'Moon-fixed frame of the terrain', 'MOON_ME_DE421')
    .option('--kernel <file...>', 'your own SPICE kernels, loaded after the bundled ones')
    .option('--name <text>', 'name of the place, for the title', 'Site')
    .requiredOption('--out <file>', 'where the page is written')
    .option('--json', 'print path, digest and numbers of the page as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs report --lat -89.4516 --lon 222.7581 --height 10 --from 2031-01-01 --to 2050-01-01 --name "Connecting ridge" --out ridge.html',
    )
    .action(async (options: ReportOptions, self: Command) => {
      const { name, frame, out, kernel: ownKernels = [], json } = options;
      const eye = eyeOption(options);
      await requireWritable(dirname(out));
      const ephemeris = await openBundledEphemeris(ownKernels);
      const [fromEt, toEt] = periodOption(options.from, options.to, ephemeris.leapSeconds);
      requirePeriod(ephemeris, [fromEt, toEt], options);
      const place = [eye.latRad, eye.lonRad] as const;
      const terrain = await openGround(options.terrain, { places: [place], name: 'the place', radiusM: MAP_M, json });
      say('skyline, light, stations');
      const progress = terminalProgress('report', json);
      const request = { name, ...eye, fromEt, toEt, terrain, ephemeris, frame, groundStations: bundledGroundStations(), progress }; // prettier-ignore
      const record = await writeSiteReport(out, request, {
        software: SOFTWARE,
        command: commandLine(self),
        ownKernels,
      });
      console.log(json ? JSON.stringify(record) : [inWords(record), ...groundInWords(terrain, ...place)].join('\n'));
    });
}

/** Half the side of the map of the page. */
const MAP_M = 6000;

function inWords({ path, bytes, sha256 }: SiteReportRecord): string {
  return `wrote ${path}  ${(bytes / 1000).toFixed(0)} kB  sha256 ${sha256}`;
}
