import type { JsMsg } from '@nats-io/jetstream';
import type { ObjectStore } from '@nats-io/obj';
import { isInputError } from '@openilrs/core/errors';
import type { TilePlace } from '@openilrs/core/terrain';
import type { BlobStore } from '../tiles/blob-store.ts';
import { parseSpec, planOf, settingsOf, type RunSpec } from '../tiles/run-spec.ts';
import { errorText, MOST_ATTEMPTS, tileComputer, workerName, type TileComputer } from '../tiles/run-tiles.ts';
import { softwareOfTiles } from '../tiles/software-digest.ts';
import type { TileCrew } from '../tiles/tile-crew.ts';
import { cachedBlobs, objectBlobs, putResult } from './object-blobs.ts';
import { textOf, type Queue } from './open-queue.ts';
import { LOOK_AGAIN_MS, MOST_DELIVERIES, requireSoftware, serveStream, type ServeOptions, type Work } from './serve-stream.ts'; // prettier-ignore
import { doneSubject, publishOnce, servesRun, SPEC_OBJECT, tileOfSubject, type DoneMessage } from './tile-stream.ts';

export interface ServeTilesOptions extends ServeOptions {
  /** Where blocks of terrain are kept from tile to tile and from run to run; nowhere unless told. */
  readonly cache?: BlobStore;
}

const SAME_SOFTWARE = 'the same software on all machines, or tiles would not fit together';

/**
 * Works out tiles of the run that a queue serves, waiting for one when there is none. Any number of these may run, on any machine, and end at any time.
 *
 * A tile is acknowledged when its bytes are in the object store and its result in the stream; until then signs of life are given, without which the server gives the tile to another worker.
 * @returns the number of tiles worked out
 * @throws InputError `QUEUE_SOFTWARE` when the run was begun with other software, which would give other numbers; the signal's reason when aborted
 */
export async function serveTiles(queue: Queue, crew: TileCrew, options: ServeTilesOptions): Promise<number> {
  const service = {
    what: 'run',
    parallel: crew.parallel,
    find: () => findSpec(queue),
    begin: (spec: RunSpec) => begin(queue, crew, spec, options),
  };
  return serveStream(queue, service, options);
}

async function begin(queue: Queue, crew: TileCrew, spec: RunSpec, options: ServeTilesOptions): Promise<Work> {
  requireSoftware('run', spec.inputs.software, await softwareOfTiles(), queue.stream, SAME_SOFTWARE);
  const results = await queue.objects.open(queue.stream);
  const far = objectBlobs(results, queue.stream);
  const blobs = options.cache === undefined ? far : cachedBlobs(far, options.cache);
  const plan = planOf(spec.inputs.request);
  const settings = settingsOf(spec.inputs.request, plan);
  const compute = await tileComputer({ spec, plan, settings, blobs }, crew);
  const places = new Map(plan.tiles.map((tile) => [tile.id, tile]));
  const site: Site = { queue, compute, places, results, signal: options.signal };
  return {
    text: `${plan.tiles.length} tiles of ${plan.tileCells} x ${plan.tileCells} cells`,
    served: () => servesRun(queue, spec),
    handle: (message, signEveryMs) => handle(site, message, signEveryMs),
  };
}

interface Site {
  readonly queue: Queue;
  readonly compute: TileComputer;
  readonly places: ReadonlyMap<string, TilePlace>;
  readonly results: ObjectStore;
  readonly signal: AbortSignal;
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
