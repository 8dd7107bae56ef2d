import { afterEach, describe, expect, it, vi } from 'vitest';
import { WorkerClient } from './worker-client.ts';

const entry = new URL('./testing/echo-worker.mjs', import.meta.url);
const clients: WorkerClient[] = [];
const client = (options = {}) => {
  const made = new WorkerClient(entry, null, options);
  clients.push(made);
  return made;
};
afterEach(() => Promise.all(clients.splice(0).map((one) => one.close())));

describe('a worker', () => {
  it('answers one after the other and tells how far it is', async () => {
    const progress = vi.fn();
    const one = client();
    const answers = await Promise.all([1, 2, 3].map((n) => one.ask('echo', n, { progress })));
    expect(answers).toEqual([1, 2, 3]);
    expect(progress.mock.calls).toEqual(Array.from({ length: 3 }, () => [1, 2, 'echo']));
  });

  it('refuses with the facts of an input error, and fails with the rest', async () => {
    const one = client();
    await expect(one.ask('refuse', 0)).rejects.toMatchObject({
      name: 'InputError',
      code: 'TOO_FAR',
      message: 'too far (legal: near)',
      legal: 'near',
    });
    await expect(one.ask('fail', 0)).rejects.toThrow('boom');
    expect(await one.ask('echo', 'still here')).toBe('still here');
  });

  it('that ends without an answer is an error, and the next question starts a new one', async () => {
    const one = client();
    const [crashed, next] = await Promise.allSettled([one.ask('crash', 0), one.ask('echo', 'next')]);
    expect(crashed).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: 'next' });
  });

  it('drops what is given up while it waits, and stops what runs when it may', async () => {
    const one = client({ stopsOnAbort: true });
    const [running, waiting] = [new AbortController(), new AbortController()];
    const slow = one.ask('slow', 0, { signal: running.signal });
    const queued = one.ask('slow', 0, { signal: waiting.signal });
    const last = one.ask('echo', 'last');
    waiting.abort(new Error('not needed'));
    await expect(queued).rejects.toThrow('not needed');
    running.abort(new Error('stopped'));
    await expect(slow).rejects.toThrow('stopped');
    expect(await last).toBe('last');
  });
});
