import { hostname } from 'node:os';
import { isInputError } from '@openilrs/core/errors';
import { sumCosts, spreadTiles, type CostSum, type TileCost, type TilePlace } from '@openilrs/core/terrain';
import type { CapRun } from './open-run.ts';
import { loadSky } from './run-spec.ts';
import type { TerrainIndex } from './terrain-index.ts';
import type { TileFailure, TileRecord } from './tile-book.ts';
import { encodeTile } from './tile-result.ts';
import type { TileCrew } from './tile-crew.ts';
import { windowReader } from './window-reader.ts';

/** How far a run is. */
export interface TilesState {
  /** Tiles that are wanted, and those of them that are done. */
  readonly total: number;
  readonly done: number;
  readonly cellsTotal: number;
  readonly cellsDone: number;
  readonly cost: CostSum;
  /** Core-seconds that were finished since the program began, for the estimate of the time left. */
  readonly workedS: number;
  readonly failed: readonly TileFailure[];
}

export interface RunTilesOptions {
  readonly signal?: AbortSignal;
  /** Called at the beginning and after every tile. */
  readonly report?: (state: TilesState) => void;
  /** Stop after so many tiles, spread over the map: to learn what the whole will cost. */
  readonly only?: number;
}

/** Attempts before a tile is given up. */
export const MOST_ATTEMPTS = 3;

/** Keeps count of a run, however its tiles are worked out. */
export class TilesTally {
  readonly #records: Map<string, TileRecord>;
  readonly #failed = new Map<string, TileFailure>();
  readonly #wanted: readonly TilePlace[];
  readonly #report: (state: TilesState) => void;
  #workedS = 0;

  constructor(run: CapRun, records: Map<string, TileRecord>, { only, report }: RunTilesOptions) {
    this.#records = records;
    this.#wanted = only === undefined ? run.plan.tiles : spreadTiles(run.plan.tiles, only);
    this.#report = report ?? (() => undefined);
    this.#report(this.state());
  }

  /** Tiles that are wanted and neither done nor given up, in the order of the map. */
  pending(): TilePlace[] {
    return this.#wanted.filter(({ id }) => !this.#records.has(id) && !this.#failed.has(id));
  }

  has(id: string): boolean {
    return this.#records.has(id);
  }

  accepted(record: TileRecord): void {
    this.#records.set(record.id, record);
    this.#failed.delete(record.id);
    this.#workedS += record.seconds;
    this.#report(this.state());
  }

  failed(failure: TileFailure): void {
    if (this.#records.has(failure.id)) return;
    this.#failed.set(failure.id, failure);
    this.#report(this.state());
  }

  state(): TilesState {
    const cells = (tiles: readonly TilePlace[]): number => tiles.reduce((sum, { rows, columns }) => sum + rows * columns, 0); // prettier-ignore
    const done = this.#wanted.filter(({ id }) => this.#records.has(id));
    return {
      total: this.#wanted.length,
      done: done.length,
      cellsTotal: cells(this.#wanted),
      cellsDone: cells(done),
      cost: sumCosts([...this.#records.values()]),
      workedS: this.#workedS,
      failed: [...this.#failed.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  }
}

/**
 * Works out the tiles of a run that are not done yet, on the threads of a crew. What is finished stays finished, whenever the process ends.
 * @returns the state at the end; `failed` lists tiles that failed {@link MOST_ATTEMPTS} times, which the next call tries again
 */
export async function runTiles(run: CapRun, crew: TileCrew, options: RunTilesOptions = {}): Promise<TilesState> {
  const tally = new TilesTally(run, await run.book.accepted(), options);
  const queue = tally.pending();
  if (queue.length === 0) return tally.state();
  const stop = new AbortController();
  const abort = (): void => stop.abort(options.signal?.reason);
  if (options.signal?.aborted === true) abort();
  options.signal?.addEventListener('abort', abort, { once: true });
  const compute = await tileComputer(run, crew);
  const shift = async (): Promise<void> => {
    for (let tile = queue.shift(); tile !== undefined && !stop.signal.aborted; tile = queue.shift()) {
      const outcome = await attempts(() => compute(tile!, stop.signal), stop.signal);
      if ('error' in outcome) tally.failed({ id: tile.id, ...outcome });
      else {
        const facts = { id: tile.id, cells: tile.rows * tile.columns, ...outcome.cost, by: workerName() };
        tally.accepted((await run.book.accept(facts, outcome.bytes)).record);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(crew.parallel, queue.length) }, () => shift().catch((error: unknown) => {
      stop.abort(error); // a disk that is full stops all
      throw error;
    }))); // prettier-ignore
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
  stop.signal.throwIfAborted();
  return tally.state();
}

/** Works out one tile: terrain from the blobs, thread, bytes. */
export type TileComputer = (
  tile: TilePlace,
  signal: AbortSignal,
) => Promise<{ bytes: Uint8Array; cost: Omit<TileCost, 'cells'> }>;

/** @param run what a worker knows of a run; its blobs may lie on a server */
export async function tileComputer(
  run: Pick<CapRun, 'spec' | 'plan' | 'settings' | 'blobs'>,
  crew: TileCrew,
): Promise<TileComputer> {
  const { spec, plan, settings, blobs } = run;
  const sky = await loadSky(spec.sky, blobs);
  const index = JSON.parse(new TextDecoder().decode(await blobs.get(spec.terrainIndex))) as TerrainIndex;
  const terrainOf = windowReader(plan, index, blobs);
  return async (tile, signal) => {
    const terrain = await terrainOf(tile);
    const { maps, cost } = await crew.work({ settings, tile, terrain, sky }, signal);
    return { bytes: encodeTile(settings.layers, maps), cost };
  };
}

async function attempts<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | { attempts: number; error: string }> {
  for (let count = 1; ; count++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      if (count === MOST_ATTEMPTS) return { attempts: count, error: errorText(error) };
    }
  }
}

export function errorText(error: unknown): string {
  if (isInputError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

/** Host and process, for people who look for a worker. */
export function workerName(): string {
  return `${hostname()}/${process.pid}`;
}
