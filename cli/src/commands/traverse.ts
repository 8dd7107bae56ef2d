import { InputError } from '@openilrs/core/errors';
import { SOFTWARE } from '@openilrs/core/mission';
import {
  BESIDE_CELLS,
  driveRegion,
  driveThrough,
  inWordsWhyNot,
  lunarSky,
  project,
  REFERENCE_VEHICLE,
  unproject,
  vehicleOf,
  vehicleSchema,
  type DrivePlace,
  type SurveyRegion,
  type Terrain,
} from '@openilrs/core/terrain';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { missionInCommand, openWorld, readMission, requireWritable } from '@openilrs/node/mission';
import { writeFilesWhole } from '@openilrs/node/outputs';
import { readVehicle, traverseCsv, traverseFigurePng, traverseGeoJson } from '@openilrs/node/traverse';
import type { Command } from 'commander';
import { commandLine } from '../command-line.ts';
import { sayNotice } from '../failure.ts';
import { checkGround, openGround } from '../ground.ts';
import { noticesOf, numberOption, refuseWith, TERRAIN_HELP, timeOption } from '../place-options.ts';
import { say } from '../progress.ts';

interface TraverseCommandOptions {
  readonly fromPoint: string;
  readonly toPoint: string;
  readonly via?: string;
  readonly depart: string;
  readonly within: string;
  readonly slopeLimit: string;
  readonly crossLimit?: string;
  readonly dark: string;
  readonly litShare: string;
  readonly earth?: true;
  readonly least: string;
  readonly vehicle?: string;
  readonly size?: string;
  readonly cell?: string;
  readonly terrain?: readonly string[];
  readonly out?: string;
  readonly json?: true;
}

/** `ilrs traverse`: the drive of least energy between two places that stays in light. */
export function registerTraverse(program: Command): void {
  program
    .command('traverse')
    .description('the drive of least energy between two places, under a slope limit and in light')
    .argument('[mission]', 'mission file whose terrain, kernels and frame are used; the bundled ones without it')
    .requiredOption('--from-point <lat,lon>', 'start, degrees, north and east positive: -89.45,222.7')
    .requiredOption('--to-point <lat,lon>', 'goal')
    .option(
      '--via <places>',
      'places on the way in their order, e.g. "--via=-89.46,222.9;-89.47,222"; each leg is the best from where the one before ended',
    )
    .requiredOption('--depart <utc>', 'departure, ISO 8601 UTC')
    .option('--within <days>', 'longest time for the drive, waiting included', '5')
    .option('--slope-limit <degrees>', 'steepest slope in the direction of travel', '15')
    .option('--cross-limit <degrees>', 'steepest slope across it (default: the same)')
    .option('--dark <hours>', 'longest spell in the dark; 0 stays in light', '0')
    .option('--lit-share <share>', 'share of the solar disc in view that counts as light', '0.5')
    .option('--earth', 'drive only with the Earth in view')
    .option('--least <what>', 'what is to be least: energy or duration', 'energy')
    .option('--vehicle <file>', 'vehicle file (YAML); a rover of the size of VIPER without it')
    .option('--size <km>', 'side of the square of ground that is searched (default: 1.4 times the way and 1 km)')
    .option('--cell <metres>', 'size of a cell (default: 20 m, 40 m in squares wider than 12 km)')
    .option('--terrain <file...>', TERRAIN_HELP)
    .option('--out <dir>', 'folder for traverse.json, .geojson, .csv and .png')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs traverse --from-point -89.4516,222.7581 --to-point -89.53,210 --depart 2035-01-10 --out runs/drive --json',
    )
    .action(async (mission: string | undefined, options: TraverseCommandOptions, self: Command) => {
      if (mission !== undefined) refuseWith('a mission, whose terrain is used', { '--terrain': options.terrain }, 'Name the files under survey.terrain of the mission, or leave the mission out'); // prettier-ignore
      if (options.out !== undefined) await requireWritable(options.out);
      const answer = await traverseOf(
        mission,
        options,
        commandLine(self, mission === undefined ? [] : [missionInCommand({ file: mission })]),
      );
      if (options.out !== undefined && answer.found !== null) await writeAll(answer, options.out);
      const { found, why, because } = answer;
      console.log(
        options.json
          ? JSON.stringify(found === null ? { why, because } : { ...found, offsetM: answer.offsetM })
          : inWords(answer, options.out),
      );
      if (found !== null) return;
      if (options.out !== undefined) sayNotice(`no drive, nothing written to ${options.out}`, options.json);
      process.exitCode = 1;
    });
}

async function traverseOf(missionFile: string | undefined, options: TraverseCommandOptions, command: string) {
  const degree = Math.PI / 180;
  const via = options.via?.split(';').map((text) => point('--via', text)) ?? [];
  const [start, goal] = [point('--from-point', options.fromPoint), point('--to-point', options.toPoint)];
  const places = [start, ...via, goal];
  const slopeLimitDeg = numberOption('--slope-limit', options.slopeLimit, 0.5, 45, 'degrees');
  const crossDeg = options.crossLimit === undefined ? slopeLimitDeg : numberOption('--cross-limit', options.crossLimit, 0.5, 45, 'degrees'); // prettier-ignore
  const darkS = 3600 * numberOption('--dark', options.dark, 0, 1000, 'hours');
  const litShare = numberOption('--lit-share', options.litShare, 0.01, 1, 'of the disc');
  const within = numberOption('--within', options.within, 0.05, 60, 'days');
  const { least } = options;
  if (least !== 'energy' && least !== 'duration')
    throw new InputError('OPTION_CHOICE', `"${least}" cannot be least`, {
      where: '--least',
      legal: 'energy, duration',
    });
  const region = regionOf(places, options);
  const vehicle =
    options.vehicle === undefined ? vehicleOf(vehicleSchema.parse(REFERENCE_VEHICLE)) : readVehicle(options.vehicle);
  const { terrain, ephemeris, frame } = await worldOf(missionFile, options, region, places);
  const depart = timeOption('--depart', options.depart, ephemeris.leapSeconds);
  const arriveBy = depart + within * 86_400;
  const sky = lunarSky(ephemeris, frame, depart, arriveBy);
  say('light and search');
  const lsk = ephemeris.leapSeconds;
  const request = {
    places,
    vehicle,
    limits: { alongRad: slopeLimitDeg * degree, acrossRad: crossDeg * degree },
    least,
    darkS,
    departEt: depart,
    arriveByEt: arriveBy,
    field: { litShare, needEarth: options.earth === true },
  } as const;
  const { found, why, leg, field } = driveThrough(terrain, region, sky, request, lsk);
  const which = leg === null || places.length === 2 ? '' : `Leg ${leg}: `;
  const because = why === null ? '' : `${which}${inWordsWhyNot(why, lsk)}`;
  const away = ([latRad, lonRad]: DrivePlace, at: { readonly xM: number; readonly yM: number } | undefined) => {
    const [x, y] = project(region.grid.kind, latRad, lonRad);
    return at === undefined ? 0 : Math.round(Math.hypot(at.xM - x, at.yM - y));
  };
  const offsetM = { start: away(start, found?.points[0]), goal: away(goal, found?.points.at(-1)) };
  return {
    offsetM,
    found,
    why,
    because,
    field,
    terrain,
    frame,
    slopeLimitDeg,
    vehicle: vehicle.name,
    command,
  };
}

type Answer = Awaited<ReturnType<typeof traverseOf>>;

async function worldOf(
  missionFile: string | undefined,
  { terrain: own, json }: TraverseCommandOptions,
  { grid: { kind, columns, step, xMin, yMax } }: SurveyRegion,
  places: readonly DrivePlace[],
) {
  const halfM = (columns * step) / 2;
  const middle = unproject(kind, xMin + halfM, yMax - halfM);
  const name = 'the way from start to goal';
  if (missionFile === undefined) {
    const ephemeris = await openBundledEphemeris();
    const terrain = await openGround(own, { places: [middle, ...places], name, radiusM: Math.SQRT2 * halfM, json });
    return { terrain, ephemeris, frame: 'MOON_ME_DE421' };
  }
  say('reading terrain');
  const world = await openWorld(readMission(missionFile));
  for (const text of world.notices) sayNotice(text, json);
  checkGround(world.terrain, { places: [middle, ...places], name, json });
  return world;
}

function point(name: string, text: string): DrivePlace {
  const parts = text.split(',');
  if (parts.length !== 2)
    throw new InputError('OPTION_POINT', `"${text}" is not a place`, {
      where: name,
      legal: 'LAT,LON in degrees, e.g. -89.45,222.7',
    });
  const lat = numberOption(
    name,
    parts[0]!,
    -90,
    -80,
    'degrees of latitude (maps are made in the south polar projection)',
  );
  const lon = numberOption(name, parts[1]!, -180, 360, 'degrees of longitude');
  return [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
}

function regionOf(places: readonly DrivePlace[], { size, cell }: TraverseCommandOptions): SurveyRegion {
  return driveRegion(places, {
    ...(size !== undefined && { sizeM: 1000 * numberOption('--size', size, 0.5, 60, 'km') }),
    ...(cell !== undefined && { cellM: numberOption('--cell', cell, 2, 500, 'm') }),
  });
}

async function writeAll(answer: Answer, outDir: string): Promise<void> {
  const { found, field, terrain, frame, slopeLimitDeg, vehicle, command } = answer;
  if (found === null) return;
  say('picture');
  const title = `Drive of ${(found.distanceM / 1000).toFixed(1)} km in ${found.durationH.toFixed(1)} h, ${(found.energyWh / 1000).toFixed(2)} kWh (${vehicle})`;
  const notice = [...new Set(terrain.map((dem) => dem.notice).filter((text) => text !== ''))].join('; ');
  const figure = { field, record: found, terrain, slopeLimitDeg, title, notice, software: SOFTWARE, command };
  const record = { vehicle, command, terrain: sourcesOf(terrain), ...found };
  await writeFilesWhole(outDir, [
    ['traverse.json', `${JSON.stringify(record, null, 1)}\n`],
    ['traverse.geojson', traverseGeoJson(found, frame)],
    ['traverse.csv', traverseCsv(found)],
    ['traverse.png', await traverseFigurePng(figure)],
  ]);
}

function sourcesOf(terrain: Terrain) {
  return terrain.map(({ name, sha256, notice }) => ({ name, sha256, notice }));
}

function inWords({ found, because, terrain, vehicle, offsetM }: Answer, outDir: string | undefined): string {
  if (found === null) return [because, ...noticesOf(terrain)].join('\n');
  const { points } = found;
  const cell = (value: number, digits: number, width: number) => value.toFixed(digits).padStart(width);
  const every = Math.max(1, Math.ceil(points.length / 12));
  const rows = points
    .filter((_, i) => i % every === 0 || i === points.length - 1)
    .map(
      (p) =>
        `${p.arrivalUtc}${cell(p.latDeg, 4, 10)}${cell(p.lonDeg, 4, 10)}${cell(p.heightM, 0, 8)}${cell(p.slopeDeg, 1, 8)}${cell(p.batteryWh, 0, 10)}  ${p.sunlit ? 'lit' : 'dark'}`,
    );
  return [
    `Drive of ${(found.distanceM / 1000).toFixed(2)} km: ${vehicle}, ${found.departUtc} to ${found.arriveUtc}`,
    `${found.durationH.toFixed(2)} h, of it ${found.waitH.toFixed(2)} h waiting; ${found.energyWh.toFixed(0)} Wh; battery never below ${found.lowestBatteryWh.toFixed(0)} Wh; longest spell in the dark ${found.longestDarkH.toFixed(2)} h; steepest ${found.steepestDeg.toFixed(1)}°`,
    `from a cell ${offsetM.start} m and to one ${offsetM.goal} m from the places asked for (cells of ${found.search.cellM.toFixed(0)} m, lit ones within ${BESIDE_CELLS} cells where the place is dark)`,
    'arrival               latitude longitude height m  slope° battery Wh',
    ...rows,
    ...(outDir === undefined ? [] : [`wrote ${outDir}/: traverse.json, traverse.geojson, traverse.csv, traverse.png`]),
    ...noticesOf(terrain),
  ].join('\n');
}
