import { afterEach, describe, expect, it } from 'vitest';
import { isInputError } from '@openilrs/core/errors';
import { inlineRunner, type Job } from '@openilrs/core/jobs';
import { createWorkerRunner, type WorkerRunner } from './index.ts';

const entry = new URL('./testing/test-entry.mjs', import.meta.url);
/** Named here, run over there: see testing/test-entry.mjs. */
const job = <I, O>(name: string): Job<I, O> => ({
  name,
  run: () => {
    throw new Error('ran in the calling thread');
  },
});
const square = job<{ value: number; ms: number }, { square: number; thread: number }>('square');

let runner: WorkerRunner | undefined;
const pool = async (parallel = 2): Promise<WorkerRunner> => (runner = await createWorkerRunner({ parallel, entry }));
afterEach(() => runner?.close());

describe('a runner on worker threads', { timeout: 30_000 }, () => {
  it('gives results in the order of the inputs, from several threads, with progress', async () => {
    const inputs = Array.from({ length: 12 }, (_, value) => ({ value, ms: value % 2 === 0 ? 20 : 1 }));
    const seen: number[] = [];
    const results = await (await pool(3)).map(square, inputs, { progress: (done) => seen.push(done) });
    expect(results.map((r) => r.square)).toEqual(inputs.map(({ value }) => value * value));
    expect(new Set(results.map((r) => r.thread)).size).toBeGreaterThan(1);
    expect(seen).toEqual(Array.from({ length: 13 }, (_, i) => i));
  });

  it('agrees with the inline runner on nothing to do', async () => {
    expect(await (await pool()).map(square, [])).toEqual(await inlineRunner.map(square, []));
  });

  it('shares SharedArrayBuffers instead of copying them', async () => {
    const shared = new Float64Array(new SharedArrayBuffer(8 * 1000));
    const parts = [0, 250, 500, 750].map((from) => ({ shared, from, to: from + 250 }));
    const answers = await (await pool()).map(job<(typeof parts)[0], Float64Array>('fill'), parts);
    expect(answers[3]).toEqual(Float64Array.of(750, 1000));
    expect(shared.every((value, i) => value === i)).toBe(true);
  });

  it('carries an input error over with its facts, stops the other threads and works on', async () => {
    const pooled = await pool();
    const failure = await pooled
      .map(job<string, never>('refuse'), ['mission.yaml:12', 'b', 'c'])
      .catch((e: unknown) => e);
    expect(isInputError(failure)).toBe(true);
    expect(failure).toMatchObject({ code: 'SURVEY_REGION', legal: '0 to 1', remedy: 'Ask for less' });
    expect((failure as Error).message).toContain('too wide (legal: 0 to 1). Ask for less');
    expect((await pooled.map(square, [{ value: 3, ms: 0 }]))[0]!.square).toBe(9);
  });

  it('stops at once when aborted, with the reason, and can be used again', async () => {
    const pooled = await pool();
    const control = new AbortController();
    const reason = new Error('the user pressed Cancel');
    const waiting = pooled.map(job<number, never>('spin'), [1, 2, 3], { signal: control.signal });
    setTimeout(() => control.abort(reason), 200);
    await expect(waiting).rejects.toBe(reason); // the jobs spin for ten minutes, longer than a test may last
    await expect(pooled.map(square, [], { signal: control.signal })).rejects.toBe(reason);
    expect((await pooled.map(square, [{ value: 4, ms: 0 }]))[0]!.square).toBe(16);
  });

  it('rejects when a thread dies, or gets or gives what cannot be cloned; does not hang', async () => {
    const pooled = await pool();
    await expect(pooled.map(job('die'), [1, 2, 3])).rejects.toThrow('a worker thread ended with code 3 during die');
    await expect(pooled.map(job('unclonable'), [1])).rejects.toThrow(/could not be cloned/);
    await expect(pooled.map(job('square'), [() => 1])).rejects.toThrow(/could not be cloned/);
    await expect(pooled.map(job('nonsense'), [1])).rejects.toThrow('no job is registered under "nonsense"');
    expect((await pooled.map(square, [{ value: 5, ms: 0 }]))[0]!.square).toBe(25);
  });

  it('gives up running jobs when closed, and refuses new ones', async () => {
    const pooled = await pool();
    const waiting = expect(pooled.map(job('spin'), [1])).rejects.toThrow(/ended with code/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await pooled.close();
    await waiting;
    await expect(pooled.map(square, [{ value: 1, ms: 0 }])).rejects.toThrow('closed');
  });
});
