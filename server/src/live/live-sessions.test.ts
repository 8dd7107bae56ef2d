import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startServer, type RunningServer } from '../main.ts';
import { fixtureServerOptions } from '../testing/fixture-server.ts';
import type { SimulationRequest, Simulator } from './simulator.ts';

interface Waiting {
  readonly request: SimulationRequest;
  readonly release: () => void;
}

let server: RunningServer | null = null;
const streams: AbortController[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort();
  await server?.close();
  server = null;
});

/** A server whose simulations wait until they are released. */
async function serve() {
  const options = await fixtureServerOptions(20);
  onTestFinished(() => rmSync(options.runDir, { recursive: true }));
  const made = options.ports!.simulator!;
  const waiting: Waiting[] = [];
  const simulate: Simulator['simulate'] = async (request, how) => {
    await new Promise<void>((release, reject) => {
      waiting.push({ request, release });
      how.signal?.addEventListener('abort', () => reject(how.signal!.reason as Error), { once: true });
    });
    return made.simulate(request, how);
  };
  server = await startServer({ ...options, ports: { ...options.ports, simulator: { ...made, simulate } } });
  const { url } = server;
  const open = async (seed?: number, signal?: AbortSignal) => {
    const answer = await fetch(`${url}/api/live`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(seed === undefined ? {} : { seed }),
      ...(signal && { signal }),
    });
    return { status: answer.status, ...((await answer.json()) as { id?: string; error?: { code: string } }) };
  };
  /** Watches a session until the test ends. */
  const watch = async (id: string) => {
    const stop = new AbortController();
    streams.push(stop);
    expect((await fetch(`${url}/api/live/${id}/stream`, { signal: stop.signal })).status).toBe(200);
  };
  const isOpen = async (id: string) => (await fetch(`${url}/api/live/${id}/faults`)).status === 200;
  const until = async (n: number) => {
    while (waiting.length < n) await new Promise((soon) => setTimeout(soon, 5));
  };
  return { open, watch, isOpen, waiting, until };
}

describe('opening live sessions without end', () => {
  it('lets four new simulations wait and refuses the fifth, naming limit and remedy; the run itself still opens', async () => {
    const { open, waiting, until } = await serve();
    const four = [101, 102, 103, 104].map((seed) => open(seed));
    await until(4);
    expect(await open(105)).toMatchObject({
      status: 409,
      error: {
        code: 'SIMULATION_BUSY',
        message: '4 new simulations are waiting for their turn',
        legal: 'at most 4 at once, or the seed of the run',
        remedy: expect.stringContaining('Try again'),
      },
    });
    expect((await open()).status).toBe(200);
    for (const { release } of waiting) release();
    expect((await Promise.all(four)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = open(105);
    await until(5);
    waiting[4]!.release();
    expect((await fifth).status).toBe(200);
  });

  it('gives up a simulation whose client went away', async () => {
    const { open, until } = await serve();
    const gone = new AbortController();
    const left = [1, 2, 3, 4].map((seed) => open(seed, gone.signal).catch(() => null));
    await until(4);
    gone.abort();
    await Promise.all(left);
    const soon = () => new Promise((done) => setTimeout(done, 50));
    await soon(); // the server hears of it
    void open(9).catch(() => null);
    await until(5); // it waits for its turn: there is room again
  });

  it('drops the oldest that nobody watches, never one that is watched, and refuses when all are', async () => {
    const { open, watch, isOpen } = await serve();
    const ids: string[] = [];
    for (let i = 0; i < 31; i += 1) {
      const { id } = await open();
      await watch(id!);
      ids.push(id!);
    }
    const idle = (await open()).id!;
    const last = (await open()).id!;
    expect([await isOpen(idle), await isOpen(last)]).toEqual([false, true]);
    expect((await Promise.all(ids.map(isOpen))).every(Boolean)).toBe(true);
    await watch(last);
    expect(await open()).toMatchObject({
      status: 409,
      error: { code: 'SIMULATION_BUSY', legal: 'at most 32 sessions' },
    });
    streams[0]!.abort();
    await new Promise((soon) => setTimeout(soon, 100));
    expect((await open()).status).toBe(200);
    expect(await isOpen(ids[0]!)).toBe(false);
  });
});
