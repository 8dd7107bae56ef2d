import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Job, JobOptions, JobRunner } from '@openilrs/core/jobs';
import { ask } from './ask-worker.ts';
import { createCrew } from './worker-crew.ts';

export interface WorkerRunner extends JobRunner {
  /** Ends the threads; jobs still running are given up and reject. */
  close(): Promise<void>;
}

export interface WorkerRunnerOptions {
  /** Threads; as many as the machine can run at once (at most 16) unless told. */
  readonly parallel?: number;
  /** Module that the threads run; the built `worker-entry` unless told. It hands its jobs to `serveJobs`. */
  readonly entry?: URL;
}

/** Threads run the built workspace; this file lies in `node/src/workers` (tests) or `node/dist/workers`. */
const ENTRY = new URL('../../dist/workers/worker-entry.js', import.meta.url);

/**
 * A {@link JobRunner} on worker threads, which start at the first call and stay until `close`.
 *
 * Results are in the order of the inputs whichever thread worked them out. At the first error, or when aborted, the busy threads are stopped and replaced at
 * the next call, so that nothing goes on working for nobody. A thread that dies rejects with an error that names the job.
 */
export function createWorkerRunner(options: WorkerRunnerOptions = {}): Promise<WorkerRunner> {
  const parallel = Math.max(1, Math.floor(options.parallel ?? Math.min(16, availableParallelism())));
  const crew = createCrew(options.entry ?? ENTRY);

  async function map<I, O>(job: Job<I, O>, inputs: readonly I[], { signal, progress }: JobOptions = {}): Promise<O[]> {
    signal?.throwIfAborted();
    const outputs = new Array<O>(inputs.length);
    const stop = new AbortController();
    const abort = (): void => stop.abort(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    let [next, done] = [0, 0];
    const work = async (worker: Worker): Promise<void> => {
      while (next < inputs.length && !stop.signal.aborted) {
        const index = next++;
        outputs[index] = await ask<O>(worker, { id: index, name: job.name, input: inputs[index] }, stop.signal);
        progress?.(++done, inputs.length, job.name);
      }
    };
    const shift = async (): Promise<void> => {
      const worker = crew.hire();
      try {
        await work(worker);
        crew.rest(worker);
      } catch (error) {
        stop.abort(error); // the first error stops the others and is the one reported
        await crew.dismiss(worker);
      }
    };
    progress?.(0, inputs.length, job.name);
    await Promise.all(Array.from({ length: Math.min(parallel, inputs.length) }, shift));
    signal?.removeEventListener('abort', abort);
    stop.signal.throwIfAborted();
    return outputs;
  }

  return Promise.resolve({ parallel, map, close: () => crew.close() });
}
