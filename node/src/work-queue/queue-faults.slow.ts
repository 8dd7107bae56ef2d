import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readMission } from '../mission/index.ts';
import { openRun, type CapRequest, type CapRun, type TileCrew } from '../tiles/index.ts';
import { openQueue, sendTiles, serveTiles, type Queue } from './index.ts';
import { startNats, withoutNats, type NatsServer } from './testing/nats-server.ts';
import { claimStream, WORKERS } from './tile-stream.ts';

const mission = readMission(fileURLToPath(new URL('../../../examples/ilrs-reference.yaml', import.meta.url)));
const request: CapRequest = {
  where: { latDeg: -89.463, lonDeg: 222.51, sizeKm: 1.28 },
  ...{ cellM: 40, heightM: 0, layers: ['sunDiscMean'], directions: 8, tileCells: 16 },
};

/** Threads that give empty maps, except for tiles on which they fail. */
function fakeCrew(fails: (tile: string) => boolean): TileCrew & { readonly tried: string[] } {
  const tried: string[] = [];
  return {
    tried,
    parallel: 1,
    work({ tile }) {
      tried.push(tile.id);
      if (fails(tile.id)) return Promise.reject(new Error(`${tile.id} is poison`));
      return Promise.resolve({ maps: [new Float32Array(tile.rows * tile.columns)], cost: { seconds: 0.01 } });
    },
    close: () => Promise.resolve(),
  };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

it('says that no server answers', async () => {
  expect(await codeOf(openQueue({ url: 'nats://127.0.0.1:1', stream: 'a' }))).toBe('QUEUE_UNREACHABLE');
  expect(await codeOf(openQueue({ url: 'nats://127.0.0.1:1', stream: 'no spaces' }))).toBe('QUEUE_ADDRESS');
});

describe.skipIf(withoutNats())('a queue of tiles that meets trouble', () => {
  let nats: NatsServer;
  let folder: string;
  let run: CapRun;
  const open: Queue[] = [];
  const connect = async (stream: string, url = nats.url): Promise<Queue> => {
    const queue = await openQueue({ url, stream });
    open.push(queue);
    return queue;
  };

  beforeAll(async () => {
    nats = await startNats();
  });
  afterAll(() => nats.remove());
  afterEach(async () => {
    for (const queue of open.splice(0)) await queue.close();
    await rm(folder, { recursive: true, force: true });
  });
  const newRun = async (heightM = 0): Promise<CapRun> => {
    folder = await mkdtemp(join(tmpdir(), 'ilrs-queue-'));
    run = await openRun(mission, { ...request, heightM }, folder);
    return run;
  };

  it('gives a tile that fails three times up, with its error, and does the rest', async () => {
    await newRun();
    const crew = fakeCrew((tile) => tile === 'r001c000');
    const control = new AbortController();
    const serving = serveTiles(await connect('poison'), crew, { signal: control.signal, once: true });
    const state = await sendTiles(run, await connect('poison'), { ackWaitS: 2 });
    expect(await serving).toBe(3);
    expect(state.failed).toEqual([{ id: 'r001c000', attempts: 3, error: 'r001c000 is poison' }]);
    expect(crew.tried.filter((tile) => tile === 'r001c000').length).toBe(3);
    expect([...(await run.book.accepted()).keys()]).toEqual(['r000c000', 'r000c001', 'r001c001']);
    // Once more, with workers that can: only the one that is missing is done.
    const able = fakeCrew(() => false);
    const again = serveTiles(await connect('poison'), able, { signal: control.signal, once: true });
    expect((await sendTiles(run, await connect('poison'), { ackWaitS: 2 })).failed).toEqual([]);
    await again;
    expect(able.tried).toEqual(['r001c000']);
    // A stream that a coordinator left behind just before its end is removed by the next.
    const queue = await connect('poison');
    await claimStream(queue, run.id, 30);
    await sendTiles(run, queue);
    await expect(queue.jsm.streams.info('poison')).rejects.toThrow('stream not found');
  });

  it('does not count against a tile that workers were told to end while they had it', async () => {
    await newRun();
    const sending = sendTiles(run, await connect('leaving'), { ackWaitS: 5 });
    // Each takes one tile and ends in the middle of it: three for every tile, as many as the failures after which one is given up.
    for (let i = 0; i < 12; i++) {
      const leave = new AbortController();
      const crew: TileCrew = {
        parallel: 1,
        work: (_job, signal) =>
          new Promise((_resolve, reject) => {
            signal!.addEventListener('abort', () => reject(signal!.reason as Error), { once: true });
            setTimeout(() => leave.abort(new Error('told to end')), 20);
          }),
        close: () => Promise.resolve(),
      };
      await expect(serveTiles(await connect('leaving'), crew, { signal: leave.signal, once: true })).rejects.toThrow('told to end'); // prettier-ignore
    }
    const able = fakeCrew((tile) => tile === 'r000c001');
    const serving = serveTiles(await connect('leaving'), able, { signal: new AbortController().signal, once: true });
    expect((await sending).failed).toEqual([{ id: 'r000c001', attempts: 3, error: 'r000c001 is poison' }]);
    expect(able.tried.filter((tile) => tile === 'r000c001').length).toBe(3);
    expect(await serving).toBe(3);
  });

  it('gives a tile up whose workers die again and again', async () => {
    await newRun();
    const sending = sendTiles(run, await connect('deadly'), { ackWaitS: 1 });
    const victim = await connect('deadly');
    let taken = 0;
    while (taken < 5) {
      const consumer = await victim.js.consumers.get('deadly', WORKERS).catch(() => null);
      const message = await consumer?.next({ expires: 1000 }).catch(() => null);
      if (message?.subject.endsWith('r000c001') === true)
        taken++; // and is not heard of again
      else message?.nak(1); // the others are left to the living
      if (consumer === null) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const control = new AbortController();
    const serving = serveTiles(
      await connect('deadly'),
      fakeCrew(() => false),
      { signal: control.signal, once: true },
    );
    const { failed } = await sending;
    await serving;
    expect(failed.find(({ id }) => id === 'r000c001')?.error).toMatch(/workers took it and ended before it was done/);
  });

  it('refuses a stream that serves another run', async () => {
    await newRun();
    const queue = await connect('taken');
    await claimStream(queue, 'another', 30);
    expect(await codeOf(sendTiles(run, queue))).toBe('QUEUE_IN_USE');
  });

  it('refuses to work on a run of other software', async () => {
    await newRun();
    const other = { ...run.spec.inputs, software: { version: '0.0.9', digest: 'f'.repeat(64) } };
    const control = new AbortController();
    const strange: CapRun = {
      ...run,
      spec: { ...run.spec, inputs: other },
      id: (await import('../tiles/index.ts')).runId(other),
    };
    const sending = sendTiles(strange, await connect('other'), { signal: control.signal });
    const code = await codeOf(
      serveTiles(
        await connect('other'),
        fakeCrew(() => false),
        { signal: control.signal },
      ),
    );
    expect(code).toBe('QUEUE_SOFTWARE');
    control.abort();
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('says that the server is full, and who may not come in', async () => {
    await newRun();
    const small = await startNats('max_file_store: 1MB');
    const closed = await startNats('', 'authorization { user: "cap", password: "secret" }');
    try {
      expect(await codeOf(sendTiles(run, await connect('full', small.url)))).toBe('QUEUE_FULL');
      expect(await codeOf(openQueue({ url: closed.url, stream: 'a' }))).toBe('QUEUE_DENIED');
      const inside = await openQueue({ url: closed.url, stream: 'a', user: 'cap', password: 'secret' });
      await inside.close();
    } finally {
      await small.remove();
      await closed.remove();
    }
  });
});
