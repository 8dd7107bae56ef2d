import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import {
  createBoard,
  mergeIslands,
  readBoard,
  readPsplib,
  solveRcpsp,
  stopIslands,
  writeBoard,
  type IslandInput,
  type RcpspProblem,
  type RcpspSolution,
} from '@openilrs/core/autonomy';
import { InputError } from '@openilrs/core/errors';
import { rcpspIslandJob, threadClock } from '@openilrs/node/rcpsp';
import { createWorkerRunner } from '@openilrs/node/workers';
import type { Command } from 'commander';
import { interruptible } from '../interrupt.ts';
import { countOption, numberOption } from '../place-options.ts';
import { terminalProgress } from '../progress.ts';
import { rcpspInWords, resourcePeaks } from '../rcpsp-texts.ts';
import { seedOption } from '../seed-option.ts';

interface RcpspCommandOptions {
  readonly seconds?: string;
  readonly iterations?: string;
  readonly seed?: string;
  readonly islands?: string;
  readonly workers?: string;
  readonly json?: true;
}

const DEFAULT_SECONDS = '10';
/** What is proved in so short a time needs no threads, whose start takes longer. */
const QUICK_S = 0.3;
/** Fixed, so that a run that is limited by iterations alone gives the same schedule on any machine. */
const ISLANDS_OF_REPEATABLE_RUNS = 4;

/** `ilrs rcpsp FILE.sm`: a schedule of a PSPLIB project, its lower bound and whether it is proved optimal. */
export function registerRcpsp(program: Command): void {
  program
    .command('rcpsp')
    .description('schedule a PSPLIB project (.sm): least makespan under precedence and resources, with a lower bound')
    .argument('<file>', 'single-mode project of PSPLIB')
    .option(
      '--seconds <seconds>',
      `time from the start of the command, ended early by a proof (default: ${DEFAULT_SECONDS}, without --iterations)`,
    ) // prettier-ignore
    .option('--iterations <count>', 'schedules and conflicts of each island; alone it makes the result repeatable')
    .option('--seed <seed>', 'seed of the search', '1')
    .option(
      '--islands <count>',
      `searches beside each other (default: one a thread, ${ISLANDS_OF_REPEATABLE_RUNS} with --iterations alone)`,
    ) // prettier-ignore
    .option('--workers <count>', 'worker threads (default: all cores)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  ilrs rcpsp j301_1.sm --seconds 5 --json')
    .action(async (file: string, options: RcpspCommandOptions) => {
      const problem = readPsplib(textOf(file), basename(file));
      const found = await interruptible((signal) => search(problem, options, signal));
      console.log(options.json ? JSON.stringify(record(problem, found)) : rcpspInWords(problem, found));
      if (found.stopped === 'aborted') process.exitCode = 130;
    });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new InputError('RCPSP_FILE', `the project cannot be read (${(cause as NodeJS.ErrnoException).code})`, {
      where: file,
      legal: 'a PSPLIB file (.sm)',
      cause,
    });
  }
}

interface Found extends RcpspSolution {
  readonly seed: number;
  readonly islands: number;
  /** Time used; left out where it would be all that differs between two runs. */
  readonly seconds?: number;
}

async function search(problem: RcpspProblem, options: RcpspCommandOptions, signal: AbortSignal): Promise<Found> {
  const seed = seedOption(options.seed) ?? 1;
  const iterations = options.iterations === undefined ? undefined : countOption('--iterations', options.iterations, 1, 1e12, 'iterations'); // prettier-ignore
  const repeatable = iterations !== undefined && options.seconds === undefined;
  const seconds = repeatable ? undefined : numberOption('--seconds', options.seconds ?? DEFAULT_SECONDS, 0.1, 1e6, 's');
  const workers = options.workers === undefined ? Math.min(16, availableParallelism()) : countOption('--workers', options.workers, 1, 64, 'threads'); // prettier-ignore
  const islands = options.islands === undefined ? (repeatable ? ISLANDS_OF_REPEATABLE_RUNS : workers) : countOption('--islands', options.islands, 1, 256, 'islands'); // prettier-ignore
  const startS = performance.timeOrigin / 1000; // of the process: who asks for 10 seconds has an answer after 10 seconds
  const used = () => (repeatable ? {} : { seconds: Math.round(1000 * (threadClock() - startS)) / 1000 });
  const quick = repeatable ? null : solveRcpsp(problem, { seed, seconds: QUICK_S, clock: threadClock, iterations: iterations ?? Infinity }); // prettier-ignore
  if (quick !== null && (quick.optimal || threadClock() >= startS + seconds!)) return { ...quick, seed, islands: 1, ...used() }; // prettier-ignore
  const board = createBoard();
  if (quick !== null) writeBoard(board, quick);
  const inputs = Array.from({ length: islands }, (_, island): IslandInput => ({
    problem,
    seed,
    island,
    islands,
    board,
    share: !repeatable,
    ...(iterations !== undefined && { iterations }),
    ...(seconds !== undefined && { untilS: startS + seconds }),
  }));
  const runner = await createWorkerRunner({ parallel: Math.min(workers, islands) });
  const stopWatching = watch(board, startS, seconds, options.json === true);
  const stop = (): void => stopIslands(board);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const found = await runner.map(rcpspIslandJob, inputs);
    return { ...mergeIslands(quick === null ? found : [...found, quick]), seed, islands, ...used() };
  } finally {
    signal.removeEventListener('abort', stop);
    stopWatching();
    await runner.close();
  }
}

/** Shows makespan and bound while the islands search; returns how to stop. */
function watch(board: Int32Array, startS: number, seconds: number | undefined, json: boolean): () => void {
  if (seconds === undefined) return () => {};
  const progress = terminalProgress('rcpsp', json);
  const timer = setInterval(() => {
    const { makespan, lowerBound } = readBoard(board);
    if (lowerBound > 0) progress(Math.min(threadClock() - startS, 0.999 * seconds), seconds, `makespan ${makespan}, bound ${lowerBound}`); // prettier-ignore
  }, 200);
  return () => {
    clearInterval(timer);
    progress(seconds, seconds, 'done');
  };
}

function record(problem: RcpspProblem, found: Found) {
  const { makespan, lowerBound, optimal, starts, seed, iterations, islands, seconds, stopped } = found;
  return {
    name: problem.name,
    makespan,
    lowerBound,
    optimal,
    starts,
    durations: problem.durations,
    resources: resourcePeaks(problem, found),
    seed,
    iterations,
    islands,
    ...(seconds !== undefined && { seconds }),
    stopped,
  };
}
