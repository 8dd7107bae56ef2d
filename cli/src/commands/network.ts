import { InputError } from '@openilrs/core/errors';
import type { Progress } from '@openilrs/core/jobs';
import type { MissionOnDisk, OpenWorld } from '@openilrs/node/mission';
import {
  candidateCells,
  lunarSky,
  mobileNetwork,
  networkPlaces,
  networkRecord,
  planNetwork,
  surveyRegion,
  type Eye,
  type LunarSky,
  type NetworkGoal,
  type NetworkLimits,
  type NetworkRecord,
} from '@openilrs/core/terrain';
import { openWorld, readMission, requireWritable, terrainOfRegion } from '@openilrs/node/mission';
import { writeFilesWhole } from '@openilrs/node/outputs';
import { createWorkerRunner, type WorkerRunner } from '@openilrs/node/workers';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { networkCsv, networkGeoJson, networkInWords } from '../network-texts.ts';
import { heightOption } from '../eye-options.ts';
import { countOption, noticesOf, numberOption, periodOption, refuseWith } from '../place-options.ts';
import { readPlaces, type NamedEye } from '../place-table.ts';
import { terminalProgress } from '../progress.ts';

interface NetworkCommandOptions {
  readonly candidates: string;
  readonly sites: string;
  readonly goal: string;
  readonly spacing?: string;
  readonly cell?: string;
  readonly directions?: string;
  readonly maxDistance?: string;
  readonly minDistance?: string;
  readonly slope?: string;
  readonly lineOfSight?: true;
  readonly height?: string;
  readonly from?: string;
  readonly to?: string;
  readonly mobile?: string;
  readonly timeLimit?: string;
  readonly workers?: string;
  readonly out?: string;
  readonly json?: true;
}

const DEGREE = Math.PI / 180;
const GOALS: readonly NetworkGoal[] = ['light', 'disc', 'night'];

/** `ilrs network MISSION`: the sites that have the most light together, or the shortest night. */
export function registerNetwork(program: Command): void {
  program
    .command('network')
    .description(
      'the two to six sites that together have the most light or the shortest night, proved best of the candidates tried',
    )
    .argument('<mission>', 'mission file (YAML): region, terrain, period, height, slope limit')
    .option(
      '--candidates <n|file>',
      'how many cells are tried: half the brightest, half those that light best what these leave dark; or a CSV file of places (name, latDeg, lonDeg, heightM)',
      '60',
    ) // prettier-ignore
    .option('--sites <count>', 'sites in the network, 1 to 6', '3')
    .option(
      '--goal <goal>',
      'light: most time with any site lit; disc: greatest mean share of the disc at the best site; night: shortest longest spell without light',
      'light',
    ) // prettier-ignore
    .option('--spacing <metres>', 'least distance between candidates taken from the map (default: 400)')
    .option('--cell <metres>', "cells of the map that candidates are taken from (the mission's)")
    .option('--directions <count>', "directions of the skylines of that map (the mission's)")
    .option('--max-distance <km>', 'greatest distance of any two sites (cable)')
    .option('--min-distance <km>', 'least distance of any two sites')
    .option('--slope <degrees>', "steepest ground (the mission's limit, or 15)")
    .option('--line-of-sight', 'any two sites see each other over the terrain')
    .option('--height <metres>', "height of the arrays above the ground (the mission's)")
    .option('--from <utc>', "start of the light (the mission's survey period)")
    .option('--to <utc>', 'end of the light')
    .option(
      '--mobile <metres>',
      'also: what arrays gain that may move so far from every site; several as 0,50,100,200,500',
    ) // prettier-ignore
    .option(
      '--time-limit <seconds>',
      'stop the search then and give the best network so far, with how far it may be from the best',
    ) // prettier-ignore
    .option('--workers <count>', 'worker threads (default: all cores); the result does not depend on it')
    .option('--out <dir>', 'write network.json, network.geojson and network.csv there')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs network examples/ilrs-reference.yaml --sites 3 --max-distance 15 --goal night --out runs/network',
    ) // prettier-ignore
    .action(async (file: string, options: NetworkCommandOptions) => {
      const onDisk = readMission(file);
      if (options.out !== undefined) await requireWritable(options.out);
      const world = await openWorld(onDisk);
      for (const text of world.notices) sayNotice(text, options.json);
      const record = await interruptible((signal) => plan(onDisk, world, options, signal));
      if (options.out !== undefined) await writeAll(options.out, record, onDisk.mission.frame);
      const words = () =>
        [...networkInWords(record), ...noticesOf(terrainOfRegion(onDisk.mission, world.terrain))].join('\n');
      console.log(options.json ? JSON.stringify(record) : words());
    });
}

async function plan(
  onDisk: MissionOnDisk,
  world: OpenWorld,
  options: NetworkCommandOptions,
  signal: AbortSignal,
): Promise<NetworkRecord> {
  const asked = settings(onDisk, world, options);
  const sky = lunarSky(world.ephemeris, world.frame, ...asked.period);
  const runner = await createWorkerRunner(asked.workers);
  const progress = terminalProgress('network', options.json);
  const ports = { terrain: world.terrain, sky, runner, signal, progress };
  try {
    const eyes = await candidates(onDisk, options, asked, ports);
    const places = await networkPlaces(eyes, asked.goal, ports);
    const stop = asked.limitS === null ? {} : { stop: AbortSignal.any([signal, AbortSignal.timeout(1000 * asked.limitS)]) }; // prettier-ignore
    const found = await planNetwork(places, asked.sites, asked.goal, asked.limits, { ...ports, ...stop });
    const chosen = found.sites.map((i) => eyes[i]!);
    const mobile = asked.radiiM.length === 0 ? undefined : await mobileNetwork(chosen, asked.radiiM, ports);
    const names = eyes.map((eye) => eye.name);
    return networkRecord(found, places, names, asked.goal, asked.period, world.ephemeris.leapSeconds, mobile);
  } finally {
    await runner.close();
  }
}

function settings({ mission }: MissionOnDisk, world: OpenWorld, options: NetworkCommandOptions) {
  const { survey } = mission;
  const goal = GOALS.find((one) => one === options.goal);
  if (goal === undefined) throw new InputError('OPTION_VALUE', `"${options.goal}" is no goal`, { where: '--goal', legal: GOALS.join(', ') }); // prettier-ignore
  const lsk = world.ephemeris.leapSeconds;
  const period = periodOption(options.from ?? survey.period.from, options.to ?? survey.period.to, lsk);
  const distance = (name: string, text: string | undefined) =>
    text === undefined ? undefined : 1000 * numberOption(name, text, 0, 500, 'km');
  const mostDistanceM = distance('--max-distance', options.maxDistance);
  const leastDistanceM = distance('--min-distance', options.minDistance);
  const slopeDeg = options.slope === undefined ? null : numberOption('--slope', options.slope, 0, 90, 'degrees');
  const mostSlopeRad = slopeDeg === null ? (survey.criteria.slope.limit?.si ?? 15 * DEGREE) : slopeDeg * DEGREE;
  const limits: NetworkLimits = {
    mostSlopeRad,
    ...(mostDistanceM !== undefined && { mostDistanceM }),
    ...(leastDistanceM !== undefined && { leastDistanceM }),
    ...(options.lineOfSight && { lineOfSight: true }),
  };
  return {
    goal,
    period,
    limits,
    mostSlopeRad,
    sites: countOption('--sites', options.sites, 1, 6, 'sites'),
    heightM: options.height === undefined ? survey.height.si : heightOption(options.height),
    radiiM: (options.mobile ?? '').split(',').filter(Boolean).map((text) => numberOption('--mobile', text, 0, 5000, 'm')), // prettier-ignore
    limitS: options.timeLimit === undefined ? null : numberOption('--time-limit', options.timeLimit, 0.001, 1e6, 's'),
    workers: options.workers === undefined ? {} : { parallel: countOption('--workers', options.workers, 1, 64, 'threads') }, // prettier-ignore
  };
}

interface Ports {
  readonly terrain: OpenWorld['terrain'];
  readonly sky: LunarSky;
  readonly runner: WorkerRunner;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

async function candidates(
  { mission }: MissionOnDisk,
  options: NetworkCommandOptions,
  asked: ReturnType<typeof settings>,
  ports: Ports,
): Promise<NamedEye[]> {
  if (!/^\d+$/.test(options.candidates)) {
    refuseWith('a file of candidates', { '--spacing': options.spacing, '--cell': options.cell, '--directions': options.directions }, 'Leave it out: places of a file are all tried'); // prettier-ignore
    return readPlaces(options.candidates, asked.heightM, ports.terrain);
  }
  const { centre, size, cell } = mission.survey.region;
  const cellM = options.cell === undefined ? cell.si : numberOption('--cell', options.cell, size.si / 4096, size.si / 16, 'm'); // prettier-ignore
  const region = surveyRegion(centre.latDeg * DEGREE, centre.lonDeg * DEGREE, size.si, cellM);
  const count = countOption('--candidates', options.candidates, 1, 2000, 'candidates');
  const spacingM = numberOption('--spacing', options.spacing ?? '400', 0, 50_000, 'm');
  const { heightM, mostSlopeRad } = asked;
  const directions = options.directions === undefined ? mission.survey.directions : countOption('--directions', options.directions, 180, 2880, 'directions'); // prettier-ignore
  const { leastDistanceM, mostDistanceM } = asked.limits;
  const partners = {
    sites: asked.sites,
    goal: asked.goal,
    ...(leastDistanceM !== undefined && { leastDistanceM }),
    ...(mostDistanceM !== undefined && { mostDistanceM }),
  };
  const eyes: Eye[] = await candidateCells(region, { heightM, count, spacingM, mostSlopeRad, directions, partners }, ports); // prettier-ignore
  return eyes.map((eye, i) => ({ ...eye, name: `N${i + 1}` }));
}

async function writeAll(folder: string, record: NetworkRecord, frame: string): Promise<void> {
  await writeFilesWhole(folder, [
    ['network.json', `${JSON.stringify(record, null, 1)}\n`],
    ['network.geojson', networkGeoJson(record, frame)],
    ['network.csv', networkCsv(record)],
  ]);
}
