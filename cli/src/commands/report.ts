import { InputError } from '@openilrs/core/errors';
import { SOFTWARE } from '@openilrs/core/mission';
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { bundledGroundStations } from '@openilrs/node/mission';
import { writeSiteReport } from '@openilrs/node/report';
import { loadTerrain } from '@openilrs/node/terrain';
import type { Command } from 'commander';
import { addPlaceOptions, numberOption, say, type PlaceOptions } from '../place-options.ts';

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
    .addHelpText(
      'after',
      '\nExample:\n  ilrs report --lat -89.4516 --lon 222.7581 --height 10 --from 2031-01-01 --to 2050-01-01 --name "Connecting ridge" --out ridge.html',
    )
    .action(async (options: ReportOptions) => {
      const latDeg = numberOption('--lat', options.lat, -90, 90, 'degrees');
      const lonDeg = numberOption('--lon', options.lon, -180, 360, 'degrees');
      const heightM = numberOption('--height', options.height, 0, 10_000, 'm');
      const azimuths = Math.round(numberOption('--azimuths', options.azimuths, 8, 100_000, 'directions'));
      const ownKernels = options.kernel ?? [];
      say('reading kernels and terrain');
      const ephemeris = await openBundledEphemeris(ownKernels);
      const [fromEt, toEt] = [utcToEt(ephemeris.leapSeconds, options.from), utcToEt(ephemeris.leapSeconds, options.to)];
      if (!(fromEt < toEt))
        throw new InputError('LIGHT_PERIOD', `the period ${options.from} to ${options.to} is empty`, { where: '--to', legal: `later than ${options.from}` }); // prettier-ignore
      const [latRad, lonRad] = [(latDeg * Math.PI) / 180, (lonDeg * Math.PI) / 180];
      const terrain = await loadTerrain(options.terrain ?? [], { latRad, lonRad, radiusM: 6000 });
      say('skyline, light, stations');
      const { name, frame, out } = options;
      const request = { name, latRad, lonRad, heightM, fromEt, toEt, terrain, ephemeris, frame, azimuths, groundStations: bundledGroundStations() }; // prettier-ignore
      await writeSiteReport(out, request, { software: SOFTWARE, command: commandOf(options), ownKernels });
      console.log(`wrote ${out}`);
    });
}

/** The command with everything that the numbers depend on. */
function commandOf({
  lat,
  lon,
  height,
  azimuths,
  from,
  to,
  frame,
  name,
  out,
  terrain = [],
  kernel = [],
}: ReportOptions): string {
  const quoted = (text: string) => (/^[\w./:+-]+$/.test(text) ? text : `"${text}"`);
  const list = (flag: string, files: readonly string[]) => (files.length > 0 ? [flag, ...files.map(quoted)] : []);
  return ['ilrs report', '--lat', lat, '--lon', lon, '--height', height, '--azimuths', azimuths, '--from', from, '--to', to, '--frame', frame, ...list('--terrain', terrain), ...list('--kernel', kernel), '--name', quoted(name), '--out', quoted(out)].join(' '); // prettier-ignore
}
