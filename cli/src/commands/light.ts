import { InputError } from '@openilrs/core/errors';
import { relayWindows, type LightResult } from '@openilrs/core/mission';
import {
  lightAt,
  lightRecord,
  lightTable,
  lunarSky,
  stationSky,
  type GroundStation,
  type HorizonProfile,
  type LightTable,
  type Terrain,
} from '@openilrs/core/terrain';
import { etToUtc, type LeapSeconds, type Window } from '@openilrs/core/time';
import { bundledGroundStations, readMission } from '@openilrs/node/mission';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { namedStations } from '@openilrs/node/report';
import type { Command } from 'commander';
import { horizonOf } from '../eye-options.ts';
import {
  addPlaceOptions,
  numberOption,
  periodOption,
  placeInWords,
  requirePeriod,
  type PlaceOptions,
} from '../place-options.ts';
import { groundInWords, groundRecords } from '../ground-words.ts';
import { say } from '../progress.ts';

interface LightOptions extends PlaceOptions {
  readonly from: string;
  readonly to: string;
  readonly frame: string;
  readonly kernel?: readonly string[];
  readonly share?: string;
  readonly stations?: string;
  readonly relays?: string;
}

/** `ilrs light`: sunlight and Earth view of a place over a period. */
export function registerLight(program: Command): void {
  const command = program.command('light').description('sunlight and Earth view of a place over a period');
  addPlaceOptions(command)
    .requiredOption('--from <utc>', 'start, ISO 8601 UTC')
    .requiredOption('--to <utc>', 'end, ISO 8601 UTC')
    .option('--frame <name>', 'Moon-fixed frame of the terrain', 'MOON_ME_DE421')
    .option('--kernel <file...>', 'your own SPICE kernels, loaded after the bundled ones')
    .option('--share <shares>', 'a table of windows: at least these shares of the solar disc (0,0.5,1) and the Earth')
    .option(
      '--stations <names>',
      'in the table: line of sight to these ground stations, or to all; anyContact is any of them or of the relays',
    )
    .option('--relays <mission>', 'in the table: the relays among the links of this mission file')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs light --lat -89.4516 --lon 222.7581 --height 10 --from 2020-01-01 --to 2023-01-01',
    )
    .action(async (options: LightOptions) => {
      const ephemeris = await openBundledEphemeris(options.kernel);
      const lsk = ephemeris.leapSeconds;
      const [from, to] = periodOption(options.from, options.to, lsk);
      requirePeriod(ephemeris, [from, to], options);
      const relays = relaysOf(options.relays, [from, to], lsk);
      const sky = lunarSky(ephemeris, options.frame, from, to);
      const { terrain, profile } = await horizonOf(options);
      say('light');
      const light = lightAt(profile, sky);
      const result: LightResult = lightRecord(profile, light, lsk);
      const utc = (window: Window | null) =>
        window === null
          ? ''
          : `${etToUtc(lsk, window[0], 0)} to ${etToUtc(lsk, window[1], 0)}${cutInWords(window, [from, to])}`;
      const cut = { longestDarkCut: isCut(light.longestDark, [from, to]), longestLitCut: isCut(light.longestLit, [from, to]) }; // prettier-ignore
      const spells = [utc(light.longestDark), utc(light.longestLit)] as const;
      const asked = tableOptions(options);
      const table =
        asked === null
          ? null
          : lightTable(profile, sky, light, {
              ...asked,
              relays,
              ...(asked.stations.length > 0 && { stationSky: stationSky(ephemeris, options.frame, from, to) }),
            });
      const ground = groundRecords(terrain, profile.latRad, profile.lonRad);
      if (options.json)
        console.log(JSON.stringify({ ...result, ...cut, terrain: ground, ...(table && { table: tableRecord(table, lsk) }) })); // prettier-ignore
      else console.log([inWords(result, spells, terrain, profile), ...(table ? tableInWords(table, namesOf(asked!.stations)) : [])].join('\n')); // prettier-ignore
    });
}

/** What the table is asked to hold; null when there is to be none. */
function tableOptions({
  share,
  stations,
  relays,
}: LightOptions): { sunShares: number[]; stations: GroundStation[] } | null {
  if (share === undefined && stations === undefined && relays === undefined) return null;
  return {
    sunShares: (share ?? '0,0.5,1').split(',').map((one) => numberOption('--share', one, 0, 1, 'of the solar disc')),
    stations: stations === undefined ? [] : stationsNamed(stations),
  };
}

/** The relays of a mission file and when they can be reached; links straight to ground stations are asked for with `--stations`. @throws InputError as `readMission`, `LINK_NO_RELAY` */
function relaysOf(file: string | undefined, period: Window, lsk: LeapSeconds) {
  if (file === undefined) return [];
  const { links } = readMission(file).mission.station;
  const relays = links.flatMap(({ id, route }) =>
    route.kind === 'direct' ? [] : [{ name: id, windows: relayWindows(route, lsk, period) }],
  );
  if (relays.length > 0) return relays;
  throw new InputError('LINK_NO_RELAY', 'none of its links is a relay', {
    where: file,
    legal: 'station.links with a route of kind pattern or table',
    remedy: 'Add one, or leave --relays out',
  });
}

/** Whether a spell touches an end of the period: then it lasted longer than was looked at. */
function isCut(spell: Window | null, [from, to]: Window): boolean {
  return spell !== null && (spell[0] <= from || spell[1] >= to);
}

function cutInWords(spell: Window, period: Window): string {
  if (!isCut(spell, period)) return '';
  const ends = [...(spell[0] <= period[0] ? ['began before it'] : []), ...(spell[1] >= period[1] ? ['goes on after it'] : [])]; // prettier-ignore
  return ` (cut by the period: ${ends.join(' and ')})`;
}

function stationsNamed(names: string): GroundStation[] {
  const all = bundledGroundStations();
  if (names === 'all') return all;
  return names.split(',').map((name) => {
    const station = all.find((one) => one.name === name.trim());
    if (station !== undefined) return station;
    throw new InputError('LINK_STATION', `there is no ground station "${name}"`, {
      where: '--stations',
      legal: `all, ${all.map((one) => one.name).join(', ')}`,
    });
  });
}

function tableRecord({ rows, earthDiscMean }: LightTable, lsk: LeapSeconds) {
  return {
    earthDiscMean,
    rows: rows.map(({ name, fraction, longestGapS, windows }) => ({
      name,
      fraction,
      longestGapH: longestGapS / 3600,
      windows: windows.map(([fromEt, toEt]) => ({
        fromUtc: etToUtc(lsk, fromEt, 0),
        toUtc: etToUtc(lsk, toEt, 0),
        fromEt,
        toEt,
      })),
    })),
  };
}

/** The ids of the table, which `--stations` takes, with what people call the stations. */
function namesOf(stations: readonly GroundStation[]): Map<string, string> {
  const named = namedStations(stations);
  return new Map(stations.map(({ name }, i) => [name, named[i]!.name === name ? name : `${name}  ${named[i]!.name}`]));
}

function tableInWords({ rows: byId, earthDiscMean }: LightTable, names: ReadonlyMap<string, string>): string[] {
  const rows = byId.map((row) => ({ ...row, name: names.get(row.name) ?? row.name }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  return [
    `${'in view'.padEnd(width)}  of the time  windows  longest gap`,
    ...rows.map(
      ({ name, fraction, windows, longestGapS }) =>
        `${name.padEnd(width)}  ${(100 * fraction).toFixed(2).padStart(9)} %${String(windows.length).padStart(9)}${(longestGapS / 3600).toFixed(1).padStart(11)} h`,
    ),
    `earthDiscMean ${(100 * earthDiscMean).toFixed(2)} %: mean visible share of the Earth's disc`,
  ];
}

function inWords(
  result: LightResult,
  [dark, lit]: readonly [string, string],
  terrain: Terrain,
  { latRad, lonRad }: HorizonProfile,
): string {
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
    ...(result.eclipses ?? []).map(
      ({ fromUtc, toUtc, greatestCover, totalFromUtc, totalToUtc }) =>
        `eclipse          ${percent(greatestCover)}  of the Sun covered by the Earth, ${fromUtc} to ${toUtc}${totalFromUtc === null ? '' : `, total ${totalFromUtc} to ${totalToUtc}`}`,
    ),
    ...groundInWords(terrain, latRad, lonRad),
  ].join('\n');
}
