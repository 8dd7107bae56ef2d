import type { JsMsg } from '@nats-io/jetstream';
import { StorageType } from '@nats-io/jetstream';
import type { CapRun } from '../tiles/open-run.ts';
import { TilesTally, type RunTilesOptions, type TilesState } from '../tiles/run-tiles.ts';
import type { TerrainIndex } from '../tiles/terrain-index.ts';
import { getResult, objectBlobs, removeResult } from './object-blobs.ts';
import type { Queue } from './open-queue.ts';
import { ACK_WAIT_S, claimStream, KEEPER, releaseStream, publishOnce, SPEC_OBJECT, todoSubject, type DoneMessage } from './tile-stream.ts'; // prettier-ignore

export interface SendTilesOptions extends RunTilesOptions {
  /** A worker that gives no sign for so long is taken for dead; 30 s unless told. */
  readonly ackWaitS?: number;
  /** What is being done before the first tile, for people. */
  readonly say?: (what: string) => void;
}

/**
 * Has the tiles of a run worked out by whoever serves the queue: sends terrain and tile names, fetches results into the run's folder, acknowledges them when they are safe there.
 *
 * May be killed and started again at any time. When all tiles are done or given up, stream and object store are removed; when it is aborted they stay, and workers go on.
 * @returns the state at the end, and how many results came twice and were dropped
 * @throws InputError `QUEUE_IN_USE`, `QUEUE_FULL`
 */
export async function sendTiles(
  run: CapRun,
  queue: Queue,
  options: SendTilesOptions = {},
): Promise<TilesState & { readonly dropped: number }> {
  const { signal, say = () => undefined } = options;
  const tally = new TilesTally(run, await run.book.accepted(), options);
  if (tally.pending().length === 0) {
    await releaseStream(queue, run.id); // what a coordinator left that ended just before the end
    return { ...tally.state(), dropped: 0 };
  }
  await claimStream(queue, run.id, options.ackWaitS ?? ACK_WAIT_S);
  const store = await queue.objects.create(queue.stream, { storage: StorageType.File });
  await upload(run, queue, store, say, signal);
  let dropped = 0;
  let lastMs = performance.now();
  const keep = async (message: JsMsg): Promise<void> => {
    const told = message.json<DoneMessage>();
    lastMs = performance.now();
    if ('error' in told) tally.failed(told);
    else if (tally.has(told.id)) dropped++;
    else {
      const { digest, ...facts } = told;
      const bytes = await getResult(store, told.id, digest);
      // Perhaps another worker is just writing the same bytes again. In the end the tile is queued once more.
      if (bytes === null && message.info.deliveryCount < MOST_LOOKS) return message.nak(LOOK_AGAIN_MS);
      if (bytes !== null) tally.accepted((await run.book.accept(facts, bytes)).record);
    }
    await removeResult(store, told.id);
    await message.ackAck();
  };
  const waiting = (): void => {
    if (performance.now() - lastMs < SILENCE_MS) return;
    lastMs = performance.now();
    say(
      `no result for ${SILENCE_MS / 1000} s: are workers running? ilrs cap-worker --queue URL --stream ${queue.stream}`,
    );
  };
  await drain(queue, keep, 500, signal);
  let round = 0;
  while (tally.pending().length > 0) {
    // What stands in no queue and is not done: all tiles at first, later those that a server lost.
    await publishAll(queue, run.id, tally.pending().map(({ id }) => id), `${Date.now()}.${round++}`, signal); // prettier-ignore
    do {
      await drain(queue, keep, 2000, signal);
      waiting();
    } while (tally.pending().length > 0 && (await stands(queue)) > 0);
  }
  await releaseStream(queue, run.id);
  return { ...tally.state(), dropped };
}

async function publishAll(
  queue: Queue,
  id: string,
  tiles: readonly string[],
  round: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const tile of tiles) {
    signal?.throwIfAborted();
    await publishOnce(queue, todoSubject(queue.stream, tile), id, `todo.${round}.${tile}`);
  }
}

const MOST_LOOKS = 10;
const LOOK_AGAIN_MS = 1000;
const SILENCE_MS = 60_000;

/** Takes results until none has come for `quietMs`. */
async function drain(
  { js, stream }: Queue,
  keep: (message: JsMsg) => Promise<void>,
  quietMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const consumer = await js.consumers.get(stream, KEEPER);
  for (;;) {
    signal?.throwIfAborted();
    const message = await consumer.next({ expires: Math.max(1000, quietMs) });
    if (message === null) return;
    await keep(message);
  }
}

/** Messages that stand in the stream: tiles to be done and results to be fetched. */
async function stands({ jsm, stream }: Queue): Promise<number> {
  return (await jsm.streams.info(stream)).state.messages;
}

const AT_ONCE = 8;

/** Puts what workers need into the object store; what is there already is not sent again. */
async function upload(
  run: CapRun,
  queue: Queue,
  store: Awaited<ReturnType<Queue['objects']['create']>>,
  say: (what: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { terrainIndex, sky } = run.spec;
  const bytes = await run.blobs.get(terrainIndex);
  const { dems } = JSON.parse(new TextDecoder().decode(bytes)) as TerrainIndex;
  const blocks = dems.flatMap(({ levels }) =>
    levels.flatMap((level) => level.blocks.filter((block) => block !== null)),
  );
  const there = new Set((await store.list()).map(({ name }) => name));
  const wanted = [...new Set([terrainIndex, sky.sun.xyzM, sky.earth.xyzM, ...blocks])].filter((name) => !there.has(name)); // prettier-ignore
  const blobs = objectBlobs(store, queue.stream);
  say(`sending ${wanted.length} blocks of terrain`);
  const shift = async (): Promise<void> => {
    for (let digest = wanted.pop(); digest !== undefined; digest = wanted.pop()) {
      signal?.throwIfAborted();
      await blobs.put(await run.blobs.get(digest));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, shift));
  // Last: a worker that finds it finds all.
  await store.putBlob({ name: SPEC_OBJECT }, new TextEncoder().encode(JSON.stringify(run.spec)));
}
