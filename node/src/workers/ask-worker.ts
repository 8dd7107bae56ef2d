import type { Worker } from 'node:worker_threads';
import { unpackError, type WorkerReply, type WorkerTask } from './worker-messages.ts';

/** Sends one task to a thread and waits for its answer, its death, or the signal, whichever comes first. */
export function ask<O>(worker: Worker, task: WorkerTask, signal: AbortSignal): Promise<O> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', answered).off('messageerror', failed).off('error', failed).off('exit', ended);
      signal.removeEventListener('abort', aborted);
      worker.unref();
      act();
    };
    const answered = (reply: WorkerReply): void =>
      settle(() => (reply.ok ? resolve(reply.output as O) : reject(unpackError(reply.error))));
    const failed = (cause: Error): void =>
      settle(() => reject(new Error(`a worker thread failed during ${task.name}: ${cause.message}`, { cause })));
    const ended = (code: number): void =>
      settle(() => reject(new Error(`a worker thread ended with code ${code} during ${task.name}`)));
    const aborted = (): void => settle(() => reject(signal.reason as Error));
    worker.on('message', answered).on('messageerror', failed).on('error', failed).on('exit', ended);
    signal.addEventListener('abort', aborted, { once: true });
    worker.ref(); // the process stays while somebody waits for an answer
    if (signal.aborted) return aborted();
    try {
      worker.postMessage(task);
    } catch (cause) {
      failed(cause as Error); // an input that cannot be cloned
    }
  });
}
