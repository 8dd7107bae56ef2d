import type { SurveyResult, TerrainSource } from '@openilrs/core/mission';
import {
  missionInCommand,
  openWorld,
  readMission,
  requireWritable,
  shellWord,
  terrainOfRegion,
  type MissionOnDisk,
} from '@openilrs/node/mission';
import { runSurvey, runSurveyMaps, type SurveyMapsRequest, type SurveyMapsResult } from '@openilrs/node/survey';
import { InputError } from '@openilrs/core/errors';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { heightOption } from '../eye-options.ts';
import { countOption, numberOption } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';

interface SurveyCommandOptions {
  readonly out: string;
  readonly workers?: string;
  readonly json?: true;
  readonly region?: string;
  readonly cell?: string;
  readonly height?: string;
  readonly from?: string;
  readonly to?: string;
  readonly layers?: string;
  readonly only?: true;
  readonly directions?: string;
  readonly sunStep?: string;
  readonly weights?: string;
}

/** `ilrs survey MISSION --out DIR`: maps of light, Earth view, slope and shadow, and the site. */
export function registerSurvey(program: Command): void {
  program
    .command('survey')
    .description('maps of light, Earth view, slope and permanent shadow of the region, and the site that is best')
    .argument('<mission>', 'mission file (YAML)')
    .requiredOption(
      '--out <dir>',
      'run folder, survey/ in it is replaced as a whole; of maps only: the folder that they go to',
    )
    .option('--workers <count>', 'worker threads (default: all cores); the result does not depend on it')
    .option(
      '--region <lat,lon,km>',
      'maps only, of a square around a place: latitude, east longitude, side in kilometres',
    )
    .option('--cell <metres>', 'maps only, with cells of this size')
    .option('--height <metres>', 'maps only, from this height above the ground')
    .option('--from <utc>', 'maps only, over a period from this date')
    .option('--to <utc>', 'to this date')
    .option(
      '--layers <names>',
      'maps only: sunDiscMean, sunAnyFraction, longestDark and slope, and those named (a,b,c); a wrong name is answered with all that there are',
    )
    .option('--only', 'with --layers: the maps named and no others')
    .option('--directions <count>', "maps only, with skylines in so many directions (default: the mission's)")
    .option('--sun-step <seconds>', 'maps only, with the path of the Sun in steps of this length (default: 1800)')
    .option('--weights <numbers>', "weights of the layer score, one for each criterion (default: the mission's)")
    .option(
      '--json',
      'print the result as JSON (that of a mission is also in survey/survey.json, that of maps in <layer>.json)',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  ilrs survey examples/ilrs-reference.yaml --out runs/mine\n  ilrs survey examples/ilrs-reference.yaml --region=-89.46,222.5,5 --cell 40 --height 10 --from 2031-01-01 --to 2032-01-01 --layers longestLit,energyTracking --out maps',
    )
    .action(async (file: string, options: SurveyCommandOptions) => {
      const workers = options.workers === undefined ? {} : { workers: workersOption(options.workers) };
      const onDisk = readMission(file);
      await requireWritable(options.out);
      const request = mapsRequest(onDisk, options);
      if (request !== null) {
        const result = await interruptible((signal) =>
          runSurveyMaps(onDisk, options.out, request, {
            ...workers,
            signal,
            progress: terminalProgress('survey', options.json),
          }),
        );
        for (const text of result.notices) sayNotice(text, options.json);
        console.log(options.json ? JSON.stringify(result) : mapsInWords(result));
        return;
      }
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
      const inRegion = terrainOfRegion(onDisk.mission, world.terrain).map(({ name }) => name);
      console.log(options.json ? JSON.stringify(result) : inWords(result, inRegion, options.out));
    });
}

/** What the options ask of maps; null when there are none of them, and the mission's own survey is meant. */
function mapsRequest(onDisk: MissionOnDisk, options: SurveyCommandOptions): SurveyMapsRequest | null {
  const { region, cell, height, from, to, layers, only, directions, sunStep, weights } = options;
  const given = { region, cell, height, from, to, layers, directions, 'sun-step': sunStep, weights };
  if (only !== undefined && layers === undefined)
    throw new InputError('OPTION_CONFLICT', '--only without --layers would make no map', {
      where: '--only',
      remedy: 'Name the maps with --layers',
    });
  if (Object.values(given).every((one) => one === undefined)) return null;
  const words = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [shellWord(`--${name}=${value}`)],
  );
  return {
    ...(region !== undefined && { region: regionOption(region) }),
    ...(cell !== undefined && { cellM: numberOption('--cell', cell, 1, 5000, 'm') }),
    ...(height !== undefined && { heightM: heightOption(height) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(layers !== undefined && { layers: layers.split(',') }),
    ...(only !== undefined && { onlyLayers: true }),
    ...(directions !== undefined && { directions: directionsOption(directions) }),
    ...(sunStep !== undefined && { sampleS: numberOption('--sun-step', sunStep, 60, 7200, 's') }),
    ...(weights !== undefined && { weights: weights.split(',').map((text) => numberOption('--weights', text, 0, 1e6, '')) }), // prettier-ignore
    command: ['ilrs survey', missionInCommand(onDisk), ...words, ...(only ? ['--only'] : []), '--out maps'].join(' '),
  };
}

function directionsOption(text: string): number {
  const directions = countOption('--directions', text, 180, 2880, 'directions');
  if (directions % 4 === 0) return directions;
  throw new InputError('OPTION_NUMBER', `${directions} directions`, {
    where: '--directions',
    legal: 'a multiple of 4',
  });
}

function regionOption(text: string): NonNullable<SurveyMapsRequest['region']> {
  const parts = text.split(',');
  if (parts.length !== 3)
    throw new InputError('OPTION_NUMBER', `"${text}" is not a region`, {
      where: '--region',
      legal: 'LATITUDE,LONGITUDE,SIDE_KM, e.g. --region=-89.46,222.5,20',
    });
  const [lat, lon, km] = parts as [string, string, string];
  return {
    latDeg: numberOption('--region (latitude)', lat, -90, -80, 'degrees: maps are made in the south polar projection'),
    lonDeg: numberOption('--region (longitude)', lon, -180, 360, 'degrees'),
    sizeM: 1000 * numberOption('--region (side)', km, 0.1, 300, 'km'),
  };
}

function mapsInWords({ grid, period, heightM, maps, stages, terrain, inRegion }: SurveyMapsResult): string {
  const number = (value: number | null) => (value === null ? '-' : value.toPrecision(4)).padStart(10);
  const width = Math.max(...maps.map(({ id }) => id.length));
  return [
    `Mapped ${grid.columns} x ${grid.rows} cells of ${grid.stepM} m from ${heightM} m, ${period.fromUtc} to ${period.toUtc}`,
    `${' '.repeat(width)}       least      mean      most  unit`,
    ...maps.map(
      ({ id, min, mean, max, unit, geotiff }) =>
        `${id.padEnd(width)}  ${number(min)}${number(mean)}${number(max)}  ${unit.padEnd(11)}  ${geotiff}`,
    ),
    `seconds: ${stages.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)}`).join(', ')}`,
    ...terrainInWords(terrain, inRegion),
  ].join('\n');
}

/** What a reader must know of the grids in the region, and of those beyond that make the horizon when that is something else. */
function terrainInWords(terrain: readonly TerrainSource[], inRegion: readonly string[]): string[] {
  const here = terrain.filter(({ file }) => inRegion.includes(file));
  const said = new Set(here.map(({ notice }) => notice));
  const beyond = terrain.filter(({ file, notice }) => !inRegion.includes(file) && !said.has(notice));
  const inWords = (grids: readonly TerrainSource[]) =>
    [...new Set(grids.map(({ notice }) => notice))]
      .map((notice) =>
        [
          grids
            .filter((grid) => grid.notice === notice)
            .map(({ file }) => file)
            .join(', '),
          notice,
        ]
          .filter(Boolean)
          .join(': '),
      ) // prettier-ignore
      .join('; ');
  return [
    `terrain of the region: ${inWords(here)}`,
    ...(beyond.some(({ notice }) => notice !== '') ? [`horizon beyond it also from ${inWords(beyond)}`] : []),
  ];
}

function workersOption(text: string): number {
  return countOption('--workers', text, 1, 64, 'threads');
}

function inWords(result: SurveyResult, inRegion: readonly string[], outDir: string): string {
  const { grid, layers, site, period } = result;
  const cell = (value: number, digits: number, width: number) => value.toFixed(digits).padStart(width);
  const row = (one: SurveyResult['site']) =>
    `${one.name.padEnd(6)}${cell(one.latDeg, 4, 10)}${cell(one.lonDeg, 4, 10)}${cell(one.score, 3, 7)}${cell(100 * one.sunDiscMean, 1, 8)}${cell(one.longestDarkH, 0, 8)}${cell(one.slopeDeg, 1, 8)}${cell(100 * one.earthFraction, 1, 8)}${one.shadowDistanceM === null ? '       -' : cell(one.shadowDistanceM / 1000, 2, 8)}`;
  return [
    `Surveyed ${grid.columns} x ${grid.rows} cells of ${grid.stepM} m, light and Earth view from ${result.horizon.heightM} m, ${period.fromUtc} to ${period.toUtc}`,
    `      latitude longitude  score  disc %  dark h  slope°  Earth %  shadow km`,
    ...(site.rank === 0 ? [row(site)] : []),
    ...result.candidates.map(row),
    result.chosenBecause,
    ...terrainInWords(result.terrain, inRegion),
    `wrote ${outDir}/survey/: survey.json, ${layers.map(({ figurePng }) => figurePng).join(', ')}, GeoTIFFs and tables`,
  ].join('\n');
}
