import type { Clock } from '../search/index.ts';
import type { RcpspProblem } from './problem.ts';
import { solveRcpsp, type RcpspExchange, type RcpspSolution } from './solve.ts';

/** One of several searches of the same problem, as plain data for a worker thread. */
export interface IslandInput {
  readonly problem: RcpspProblem;
  readonly seed: number;
  readonly island: number;
  /** How many islands there are: with several, island 0 proves and the others schedule. */
  readonly islands: number;
  readonly iterations?: number;
  /** Reading of the job's clock at which the search ends. */
  readonly untilS?: number;
  /** Shared by islands that run at the same time, see {@link createBoard}: a stop asked for is seen on it. */
  readonly board?: Int32Array;
  /** Islands use each other's bounds, so that all end when one has the proof. Off in runs that must repeat. */
  readonly share?: boolean;
}

const [MAKESPAN, BOUND, STOP] = [0, 1, 2];

/** Shared memory on which islands write makespan and bound, and on which they are told to stop. */
export function createBoard(): Int32Array {
  const board = new Int32Array(new SharedArrayBuffer(12));
  board[MAKESPAN] = 0x7fffffff;
  return board;
}

export function stopIslands(board: Int32Array): void {
  Atomics.store(board, STOP, 1);
}

/** Makespan and bound as they stand; the makespan is 2^31 - 1 before the first schedule. */
export function readBoard(board: Int32Array): { readonly makespan: number; readonly lowerBound: number } {
  return { makespan: Atomics.load(board, MAKESPAN), lowerBound: Atomics.load(board, BOUND) };
}

/** Writes what is known before the islands begin. */
export function writeBoard(board: Int32Array, known: { readonly makespan: number; readonly lowerBound: number }): void {
  Object.assign(exchangeOn(board), { makespan: known.makespan, lowerBound: known.lowerBound });
}

/** Share of the iterations that the island of the proof spends on it; the rest keeps its own schedules coming. */
const MOSTLY = 0.875;

/** Runs one island. Seeds of islands differ; island 0 has the user's. */
export function runIsland(input: IslandInput, clock: Clock): RcpspSolution {
  const { problem, seed, island, islands, iterations, untilS, board, share } = input;
  return solveRcpsp(problem, {
    seed: seed + island * 2 ** 32,
    ...(islands > 1 && { proofShare: island === 0 ? MOSTLY : 0 }),
    ...(iterations !== undefined && { iterations }),
    ...(untilS !== undefined && { seconds: Math.max(0.05, untilS - clock()), clock }),
    ...(board !== undefined && { signal: signalOn(board) }),
    ...(board !== undefined && share === true && { exchange: exchangeOn(board) }),
  });
}

function signalOn(board: Int32Array) {
  return {
    get aborted() {
      return Atomics.load(board, STOP) === 1;
    },
  };
}

/** Writes are kept only when they are better: islands may write at the same time. */
function exchangeOn(board: Int32Array): RcpspExchange {
  const better = (slot: number, value: number, keeps: (now: number) => boolean): void => {
    for (let now = Atomics.load(board, slot); !keeps(now); now = Atomics.load(board, slot))
      if (Atomics.compareExchange(board, slot, now, value) === now) return;
  };
  return {
    get makespan() {
      return Atomics.load(board, MAKESPAN);
    },
    set makespan(value) {
      better(MAKESPAN, value, (now) => now <= value);
    },
    get lowerBound() {
      return Atomics.load(board, BOUND);
    },
    set lowerBound(value) {
      better(BOUND, value, (now) => now >= value);
    },
  };
}

/** The best of all islands: least makespan (the first island of several that have it), highest bound, iterations of all. */
export function mergeIslands(found: readonly RcpspSolution[]): RcpspSolution {
  const best = found.reduce((a, b) => (b.makespan < a.makespan ? b : a));
  const lowerBound = Math.max(...found.map((one) => one.lowerBound));
  const optimal = best.makespan === lowerBound;
  const iterations = found.reduce((sum, one) => sum + one.iterations, 0);
  return { ...best, lowerBound, optimal, iterations, stopped: optimal ? 'goal' : best.stopped };
}
