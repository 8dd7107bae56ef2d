import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, JobOptions, JobRunner } from '@openilrs/core/jobs';
import { unpackError, type WorkerReply } from './worker-messages.ts';

export interface WorkerRunner extends JobRunner {
  /** Ends the threads; jobs still running are given up. */
  close(): Promise<void>;
}

export interface WorkerRunnerOptions {
  /** Threads; as many as the machine can run at once (at most 16) unless told. */
  readonly parallel?: number;
}

/** Threads run the built workspace; this file lies in `node/src/workers` (tests) or `node/dist/workers`. */
const ENTRY = new URL('../../dist/workers/worker-entry.js', import.meta.url);

/**
 * A {@link JobRunner} on worker threads, which start at the first call and stay until `close`.
 *
 * Results are in the order of the inputs whichever thread worked them out. After an abort or a failure the threads that are still busy are stopped and replaced, so that nothing
 * goes on working for nobody.
 */
export function createWorkerRunner(options: WorkerRunnerOptions = {}): Promise<WorkerRunner> {
  const parallel = Math.max(1, Math.floor(options.parallel ?? Math.min(16, availableParallelism())));
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const hire = (): Worker => {
    const waiting = idle.pop();
    if (waiting) return waiting;
    const worker = new Worker(ENTRY);
    worker.unref();
    all.add(worker);
    return worker;
  };
  const dismiss = (worker: Worker): Promise<unknown> => {
    all.delete(worker);
    return worker.terminate();
  };

  async function map<I, O>(job: Job<I, O>, inputs: readonly I[], { signal, progress }: JobOptions = {}): Promise<O[]> {
    signal?.throwIfAborted();
    const outputs = new Array<O>(inputs.length);
    let [next, done, failed] = [0, 0, false];
    progress?.(0, inputs.length, job.name);
    const work = async (): Promise<void> => {
      const worker = hire();
      try {
        while (next < inputs.length && !failed) {
          const index = next++;
          outputs[index] = await ask<O>(worker, { id: index, name: job.name, input: inputs[index] }, signal);
          progress?.(++done, inputs.length, job.name);
        }
        idle.push(worker);
      } catch (error) {
        failed = true;
        await dismiss(worker);
        throw error;
      }
    };
    const crew = Array.from({ length: Math.min(parallel, inputs.length) }, work);
    await Promise.allSettled(crew);
    await Promise.all(crew);
    return outputs;
  }

  return Promise.resolve({
    parallel,
    map,
    async close() {
      idle.length = 0;
      await Promise.all([...all].map(dismiss));
    },
  });
}

/** Sends one task to a thread and waits for its answer, its death, or the signal. */
function ask<O>(
  worker: Worker,
  task: { id: number; name: string; input: unknown },
  signal: AbortSignal | undefined,
): Promise<O> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      signal?.removeEventListener('abort', aborted);
      worker.unref();
      act();
    };
    const answered = (reply: WorkerReply): void =>
      settle(() => (reply.ok ? resolve(reply.output as O) : reject(unpackError(reply.error))));
    const failed = (error: Error): void => settle(() => reject(error));
    const ended = (code: number): void =>
      settle(() => reject(new Error(`a worker thread ended with code ${code} during ${task.name}`)));
    const aborted = (): void => settle(() => reject(signal?.reason as Error));
    worker.on('message', answered).on('error', failed).on('exit', ended);
    signal?.addEventListener('abort', aborted, { once: true });
    worker.ref(); // the process stays while somebody waits for an answer
    if (signal?.aborted === true) aborted();
    else worker.postMessage(task);
  });
}
