import { InputError } from '@openilrs/core/errors';
import { coreHours } from '@openilrs/core/terrain';
import { createTileCrew, openRun, runTiles, writeMosaic, type CapRun, type MosaicFile, type TilesState } from '@openilrs/node/tiles'; // prettier-ignore
import { requireWritable } from '@openilrs/node/mission';
import { openQueue, sendTiles } from '@openilrs/node/work-queue';
import type { Command } from 'commander';
import { sayFailure, sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { countOption, numberOption, refuseWith } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';
import { addQueueOptions, capRequest, missionOf, queueAddress, type MapOptions, type QueueOptions } from './cap-options.ts'; // prettier-ignore
import { tilesProgress } from './cap-progress.ts';

interface CapOptions extends MapOptions, QueueOptions {
  readonly out: string;
  readonly workers?: string;
  readonly first?: string;
  readonly ackWait?: string;
  readonly json?: true;
}

/** `ilrs cap MISSION --south-of 80 --out DIR`: light maps past one machine's memory, by tiles. */
export function registerCap(program: Command): void {
  const command = program
    .command('cap')
    .description('light maps too large for one piece, by tiles: on all cores here, or on many machines over NATS')
    .argument('<mission>', 'mission file (YAML): terrain, kernels, period')
    .option('--region <lat,lon,km>', 'square around a place')
    .option('--south-of <degrees>', 'all ground south of this latitude, e.g. 80')
    .option('--cell <metres>', 'cell size', '20')
    .option('--height <metres>', "height of the eye above the ground (default: the mission's)")
    .option('--layers <names>', 'maps, with commas', 'sunDiscMean,permanentShadow')
    .option('--directions <count>', "directions of the sweep (default: the mission's)")
    .option('--from <utc>', "start of the period (default: the mission's)")
    .option('--to <utc>', "end of the period (default: the mission's)")
    .option('--tile <cells>', 'most cells along a side of a tile', '512')
    .requiredOption('--out <dir>', 'folder of the run; when it holds the same run, that is taken up')
    .option('--workers <count>', 'worker threads (default: all cores); the result does not depend on it')
    .option('--first <tiles>', 'work out so many tiles only, spread over the map, to learn what the whole will cost')
    .option('--queue <url>', 'have the tiles worked out by `ilrs cap-worker` over this NATS server (nats://host:port)')
    .option(
      '--ack-wait <seconds>',
      'with --queue: a worker that gives no sign for so long is taken for dead (default: 30)',
    );
  addQueueOptions(command)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  ilrs cap examples/ilrs-reference.yaml --south-of 80 --cell 20 --height 0 --first 8 --out runs/cap\n  ilrs cap examples/ilrs-reference.yaml --region -89.46,222.5,40 --cell 40 --out runs/ridge --queue nats://10.0.0.1:4222',
    )
    .action(async (file: string, options: CapOptions) => {
      const json = options.json === true;
      const answer = await interruptible((signal) => runCap(file, options, signal));
      console.log(json ? JSON.stringify(answer) : sayAnswer(answer));
      if (answer.failed.length === 0) return;
      sayFailure(tilesFailed(answer), json);
      process.exitCode = 1;
    });
}

async function runCap(file: string, options: CapOptions, signal: AbortSignal) {
  const json = options.json === true;
  const crew = crewOptions(options);
  await requireWritable(options.out);
  const onDisk = missionOf(file, options);
  const request = capRequest(onDisk, options);
  const only =
    options.first === undefined ? {} : { only: countOption('--first', options.first, 1, 1_000_000, 'tiles') };
  const progress = terminalProgress('terrain', json);
  const run = await openRun(onDisk, request, options.out, { signal, progress });
  progress(1, 1, '');
  if (run.resumed) sayNotice(`going on with the run in ${options.out}`, json);
  signal.addEventListener('abort', () => sayNotice(goOnWords(options.out), json), { once: true });
  const state = await workOut(run, options, crew, { signal, report: tilesProgress(json), ...only });
  const isWhole = options.first === undefined;
  const drawing = terminalProgress('map', json);
  const total = run.plan.grid.rows;
  const files = isWhole ? await writeMosaic(run, { signal, progress: (layer, rows) => drawing(rows, total, layer) }) : []; // prettier-ignore
  return answerOf(run, state, files);
}

/** What somebody who ends a run must know. */
function goOnWords(folder: string): string {
  return `ended; the tiles that are done are kept in ${folder}: the same command goes on with the rest`;
}

type WorkOptions = Parameters<typeof runTiles>[2] & { signal: AbortSignal };

/** Who works the tiles out. @throws InputError `OPTION_NUMBER`, `OPTION_CONFLICT` */
function crewOptions({ queue, workers, ackWait, creds, tlsCa, tlsCert, tlsKey }: CapOptions) {
  const remedy = 'Leave it out, or give --queue';
  if (queue === undefined)
    refuseWith('threads of this machine', { '--ack-wait': ackWait, '--creds': creds, '--tls-ca': tlsCa, '--tls-cert': tlsCert, '--tls-key': tlsKey }, remedy); // prettier-ignore
  else refuseWith('--queue', { '--workers': workers }, 'Give it to `ilrs cap-worker`');
  return {
    threads: workers === undefined ? undefined : countOption('--workers', workers, 1, 64, 'threads'),
    ackWaitS: numberOption('--ack-wait', ackWait ?? '30', 1, 3600, 's'),
  };
}

async function workOut(
  run: CapRun,
  options: CapOptions,
  { threads, ackWaitS }: ReturnType<typeof crewOptions>,
  how: WorkOptions,
): Promise<TilesState & { dropped?: number }> {
  if (options.queue !== undefined) {
    const queue = await openQueue(queueAddress(options.queue, options));
    try {
      return await sendTiles(run, queue, { ...how, ackWaitS, say: (text) => sayNotice(text, options.json) });
    } finally {
      await queue.close();
    }
  }
  const crew = await createTileCrew(threads);
  try {
    return await runTiles(run, crew, how);
  } finally {
    await crew.close();
  }
}

/** The published map of the south polar cap at 20 m, LDEM_80S_20M, is 30,400 cells wide; the cap itself is a circle in it. */
const WHOLE_CAP_CELLS = 30_000 * 30_000;

function answerOf(run: CapRun, state: TilesState & { dropped?: number }, files: readonly MosaicFile[]) {
  const { grid, tileCells, tiles } = run.plan;
  const { cost, failed } = state;
  const cells = tiles.reduce((sum, tile) => sum + tile.rows * tile.columns, 0);
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    run: run.id,
    folder: run.folder,
    grid: { columns: grid.columns, rows: grid.rows, stepM: grid.step, xMinM: grid.xMin, yMaxM: grid.yMax },
    tiles: { cells: tileCells, total: tiles.length, done: cost.tiles, dropped: state.dropped ?? 0 },
    failed,
    cost: {
      coreSeconds: cost.seconds,
      microsecondsPerCell: known(1e6 * cost.secondsPerCell),
      relativeError: known(cost.relativeError),
      coreHoursOfThisMap: known(coreHours(cost, cells)),
      coreHoursOf30000x30000: known(coreHours(cost, WHOLE_CAP_CELLS)),
    },
    files: files.map(({ layer, path, bytes, sha256 }) => ({ layer, path, bytes, sha256 })),
  };
}

type Answer = ReturnType<typeof answerOf>;

function sayAnswer({ grid, tiles, cost, files, folder, run }: Answer): string {
  const { microsecondsPerCell, relativeError, coreHoursOfThisMap, coreHoursOf30000x30000 } = cost;
  const spread = relativeError === null ? '' : ` ± ${(100 * relativeError).toFixed(1)} %`;
  return [
    `Map of ${grid.columns} x ${grid.rows} cells of ${grid.stepM} m: ${tiles.done} of ${tiles.total} tiles of ${tiles.cells} x ${tiles.cells} cells done (run ${run})`,
    ...(microsecondsPerCell === null
      ? []
      : [
          `cost ${microsecondsPerCell.toFixed(2)} core-microseconds per cell${spread}: ${coreHoursOfThisMap!.toPrecision(3)} core-hours for this map, ${coreHoursOf30000x30000!.toPrecision(3)} for 30,000 x 30,000 cells with these layers and directions`,
        ]),
    ...files.map(({ path, bytes, sha256 }) => `wrote ${path}  ${(bytes / 1e6).toFixed(1)} MB  sha256 ${sha256}`),
    ...(files.length > 0 ? [] : [`what is done lies in ${folder}; without --first the rest follows`]),
  ].join('\n');
}

function tilesFailed({ failed, folder, tiles }: Answer): InputError {
  const shown = failed.slice(0, 5).map(({ id, attempts, error }) => `${id} (${attempts} times: ${error})`);
  return new InputError(
    'CAP_TILES_FAILED',
    `${failed.length} of ${tiles.total} tiles failed: ${shown.join('; ')}${failed.length > 5 ? '; ...' : ''}`,
    { where: folder, remedy: 'They are empty in the map. The same command tries them again' },
  );
}
