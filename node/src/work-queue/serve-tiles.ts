import type { JsMsg } from '@nats-io/jetstream';
import type { ObjectStore } from '@nats-io/obj';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError, isInputError } from '@openilrs/core/errors';
import type { TilePlace } from '@openilrs/core/terrain';
import type { BlobStore } from '../tiles/blob-store.ts';
import { parseSpec, planOf, settingsOf, type RunSpec } from '../tiles/run-spec.ts';
import { errorText, MOST_ATTEMPTS, tileComputer, workerName, type TileComputer } from '../tiles/run-tiles.ts';
import { softwareOfTiles } from '../tiles/software-digest.ts';
import type { TileCrew } from '../tiles/tile-crew.ts';
import { cachedBlobs, objectBlobs, putResult } from './object-blobs.ts';
import { textOf, type Queue } from './open-queue.ts';
import { doneSubject, publishOnce, servesRun, SPEC_OBJECT, tileOfSubject, WORKERS, type DoneMessage } from './tile-stream.ts'; // prettier-ignore

export interface ServeTilesOptions {
  readonly signal: AbortSignal;
  /** Where blocks of terrain are kept from tile to tile and from run to run; nowhere unless told. */
  readonly cache?: BlobStore;
  /** Return when the run that was served is finished, instead of waiting for the next. */
  readonly once?: boolean;
  readonly say?: (what: string) => void;
}

/** Deliveries of a tile after which its workers' deaths are taken for its own fault. */
export const MOST_DELIVERIES = 5;

/**
 * Works out tiles of the run that a queue serves, waiting for one when there is none. Any number of these may run, on any machine, and end at any time.
 *
 * A tile is acknowledged when its bytes are in the object store and its result in the stream; until then signs of life are given, without which the server gives the tile to another worker.
 * @returns the number of tiles worked out
 * @throws InputError `QUEUE_SOFTWARE` when the run was begun with other software, which would give other numbers; the signal's reason when aborted
 */
export async function serveTiles(queue: Queue, crew: TileCrew, options: ServeTilesOptions): Promise<number> {
  const { signal, once = false, say = () => undefined } = options;
  let tiles = 0;
  say(`waiting for a run on stream ${queue.stream}`);
  for (;;) {
    signal.throwIfAborted();
    const spec = await findSpec(queue).catch(noSpecYet);
    if (spec === null) {
      await wait(LOOK_AGAIN_MS, undefined, { signal });
      continue;
    }
    await requireSoftware(spec, queue.stream);
    const store = await queue.objects.open(queue.stream);
    const far = objectBlobs(store, queue.stream);
    const blobs = options.cache === undefined ? far : cachedBlobs(far, options.cache);
    const plan = planOf(spec.inputs.request);
    const settings = settingsOf(spec.inputs.request, plan);
    const compute = await tileComputer({ spec, plan, settings, blobs }, crew);
    say(`serving ${plan.tiles.length} tiles of ${plan.tileCells} x ${plan.tileCells} cells`);
    const places = new Map(plan.tiles.map((tile) => [tile.id, tile]));
    const site: Site = { queue, spec, compute, places, results: store, signal };
    const shifts = await Promise.all(Array.from({ length: crew.parallel }, () => serve(site)));
    tiles += shifts.reduce((sum, count) => sum + count, 0);
    if (once) return tiles;
    say('the run is finished; waiting for the next');
  }
}

interface Site {
  readonly queue: Queue;
  readonly spec: RunSpec;
  readonly compute: TileComputer;
  readonly places: ReadonlyMap<string, TilePlace>;
  readonly results: ObjectStore;
  readonly signal: AbortSignal;
}

const LOOK_AGAIN_MS = 1000;
const LISTEN_MS = 2000;

/** Takes one tile after the other until the stream is gone or serves another run. */
async function serve(site: Site): Promise<number> {
  const { queue, spec, signal } = site;
  let tiles = 0;
  while (await servesRun(queue, spec).catch(() => true)) {
    signal.throwIfAborted();
    try {
      const consumer = await queue.js.consumers.get(queue.stream, WORKERS);
      const message = await consumer.next({ expires: LISTEN_MS });
      if (message === null) continue;
      const { ack_wait = 30e9 } = (await consumer.info(true)).config;
      if (await handle(site, message, ack_wait / 3e6)) tiles++;
    } catch (error) {
      signal.throwIfAborted();
      if (isInputError(error) && error.code === 'QUEUE_FULL') throw error;
      await wait(LOOK_AGAIN_MS, undefined, { signal }); // the server is away: its message comes again
    }
  }
  return tiles;
}

async function handle(site: Site, message: JsMsg, signEveryMs: number): Promise<boolean> {
  const { queue, signal } = site;
  const id = tileOfSubject(message.subject);
  const tile = site.places.get(id);
  const delivered = message.info.deliveryCount;
  const attempts = delivered === 1 ? 1 : delivered - (await givenBack(site.results, message));
  const tell = async (told: DoneMessage): Promise<void> => {
    // The message number is part of the name: a tile that is tried again later is told of again.
    await publishOnce(queue, doneSubject(queue.stream, id), JSON.stringify(told), `done.${message.seq}.${id}`);
    await message.ackAck();
  };
  if (tile === undefined) {
    await tell({ id, attempts, error: 'no tile of this run' });
    return false;
  }
  if (attempts > MOST_DELIVERIES) {
    await tell({ id, attempts: attempts - 1, error: `${attempts - 1} workers took it and ended before it was done` });
    return false;
  }
  const signs = setInterval(() => message.working(), signEveryMs);
  try {
    const outcome = await site.compute(tile, signal).catch((error: unknown) => {
      if (signal.aborted || isAway(error)) throw error;
      return { error: errorText(error) };
    });
    if ('error' in outcome) {
      if (attempts >= MOST_ATTEMPTS) await tell({ id, attempts, error: outcome.error });
      else message.nak(LOOK_AGAIN_MS);
      return false;
    }
    const digest = await putResult(site.results, queue.stream, id, outcome.bytes);
    await tell({ id, digest, cells: tile.rows * tile.columns, ...outcome.cost, by: workerName() });
    return true;
  } catch (error) {
    if (signal.aborted) await giveBack(site.results, message); // somebody else may have it at once
    throw error;
  } finally {
    clearInterval(signs);
  }
}

/**
 * Hands a tile back unfinished. The server counts every delivery; that this one was no attempt is noted beside the results, by the number of the message: one worker holds it at a time, so that nobody else counts.
 * A note that cannot be written costs an attempt and nothing else.
 */
async function giveBack(results: ObjectStore, message: JsMsg): Promise<void> {
  const count = (await givenBack(results, message)) + 1;
  await results.putBlob({ name: backName(message) }, new TextEncoder().encode(String(count))).catch(() => undefined);
  message.nak();
}

/** How often the tile of a message was handed back by workers that were told to end. */
async function givenBack(results: ObjectStore, message: JsMsg): Promise<number> {
  const note = await results.getBlob(backName(message)).catch(() => null);
  return note === null ? 0 : Number(new TextDecoder().decode(note));
}

const backName = ({ seq }: JsMsg) => `given-back/${seq}`;

/** The connection is at fault, not the tile. */
function isAway(error: unknown): boolean {
  return error instanceof Error && !isInputError(error) && /timeout|connection|no responders|closed|heartbeats/i.test(`${error.name} ${textOf(error)}`); // prettier-ignore
}

async function findSpec(queue: Queue): Promise<RunSpec | null> {
  const store = await queue.objects.open(queue.stream);
  const bytes = await store.getBlob(SPEC_OBJECT);
  if (bytes === null) return null;
  const spec = parseSpec(new TextDecoder().decode(bytes), `object store ${queue.stream}`);
  return (await servesRun(queue, spec)) ? spec : null;
}

/** A server that is away, or has no run yet, is waited for; a run that cannot be read (other software wrote it) is said. */
function noSpecYet(error: unknown): null {
  if (isInputError(error)) throw error;
  return null;
}

async function requireSoftware({ inputs }: RunSpec, stream: string): Promise<void> {
  const own = await softwareOfTiles();
  if (own.digest === inputs.software.digest) return;
  const name = ({ version, digest }: typeof own): string => `${version} (${digest.slice(0, 12)})`;
  throw new InputError(
    'QUEUE_SOFTWARE',
    `the run was begun with OpenILRS ${name(inputs.software)}, this is ${name(own)}`,
    {
      where: stream,
      legal: 'the same software on all machines, or tiles would not fit together',
      remedy: 'Check out the same version here and build it',
    },
  );
}
