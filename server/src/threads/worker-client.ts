import { Worker } from 'node:worker_threads';
import type { ApiErrorCode } from '@openilrs/api/contract';
import { InputError } from '@openilrs/core/errors';
import { ApiError } from '../http/api-error.ts';

/** What goes to a worker, and what comes back. Errors travel as facts: classes do not survive the way. */
export interface WorkerRequest {
  readonly kind: string;
  readonly input: unknown;
}

export type WorkerReply =
  | { readonly progress: readonly [done: number, total: number, what: string] }
  | { readonly result: unknown }
  | { readonly refused: InputFacts }
  | { readonly failed: string };

export interface InputFacts {
  /** What a person can do something about: an `InputError`, or a refusal of the server. */
  readonly name: 'InputError' | 'ApiError';
  readonly code: string;
  readonly message: string;
  readonly where?: string | undefined;
  readonly legal?: string | undefined;
  readonly remedy?: string | undefined;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number, what: string) => void) | undefined;
}

interface Waiting extends AskOptions {
  readonly request: WorkerRequest;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * One worker thread that answers one request at a time. It starts with the first request and again after a crash; a request that is aborted while it waits is dropped, and
 * with `stopsOnAbort` one that runs is stopped by ending the thread.
 */
export class WorkerClient {
  private readonly entry: URL;
  private readonly workerData: unknown;
  private readonly stopsOnAbort: boolean;
  private worker: Worker | null = null;
  private readonly queue: Waiting[] = [];
  private running: Waiting | null = null;

  constructor(entry: URL, workerData: unknown, { stopsOnAbort = false } = {}) {
    this.entry = entry;
    this.workerData = workerData;
    this.stopsOnAbort = stopsOnAbort;
  }

  ask(kind: string, input: unknown, { signal, progress }: AskOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const waiting: Waiting = { request: { kind, input }, signal, progress, resolve, reject };
      signal?.addEventListener('abort', () => this.abort(waiting), { once: true });
      this.queue.push(waiting);
      this.next();
    });
  }

  async close(): Promise<void> {
    const gone = new ApiError('UNAVAILABLE', 'the server is stopping');
    for (const waiting of this.queue.splice(0)) waiting.reject(gone);
    await this.end(gone);
  }

  private next(): void {
    if (this.running !== null) return;
    this.running = this.queue.shift() ?? null;
    if (this.running === null) return;
    this.worker ??= this.start();
    this.worker.ref();
    this.worker.postMessage(this.running.request);
  }

  private start(): Worker {
    const worker = new Worker(this.entry, { workerData: this.workerData });
    worker.on('message', (reply: WorkerReply) => this.hear(reply));
    worker.on('error', (error) => void this.end(error));
    worker.on('exit', (code) => void this.end(new ApiError('UNAVAILABLE', `a worker ended with code ${code}`)));
    return worker;
  }

  private hear(reply: WorkerReply): void {
    if ('progress' in reply) return this.running?.progress?.(...reply.progress);
    const done = this.running;
    this.running = null;
    this.worker?.unref();
    if ('result' in reply) done?.resolve(reply.result);
    else done?.reject('refused' in reply ? refusal(reply.refused) : new Error(reply.failed));
    this.next();
  }

  private abort(waiting: Waiting): void {
    const place = this.queue.indexOf(waiting);
    if (place >= 0) {
      this.queue.splice(place, 1);
      waiting.reject(waiting.signal?.reason);
    } else if (this.running === waiting && this.stopsOnAbort) {
      void this.end(waiting.signal?.reason);
    }
  }

  /** Ends the thread; the request that runs is rejected, those that wait go to a new one. */
  private async end(reason: unknown): Promise<void> {
    const [worker, running] = [this.worker, this.running];
    this.worker = null;
    this.running = null;
    running?.reject(reason);
    worker?.removeAllListeners();
    await worker?.terminate();
    this.next();
  }
}

/** The error again, with the message as it was made. */
function refusal({ name, code, message, where, legal, remedy }: InputFacts): Error {
  const facts = { ...(where && { where }), ...(legal && { legal }), ...(remedy && { remedy }) };
  if (name === 'ApiError') return new ApiError(code as ApiErrorCode, message, facts);
  const error = new InputError(code, message, facts);
  error.message = message;
  return error;
}

/** Entry of a worker beside the calling module. Threads run built JavaScript, also when tests run the sources. */
export function workerEntry(name: string, moduleUrl: string): URL {
  const built = moduleUrl.endsWith('.ts') ? moduleUrl.replace('/src/', '/dist/') : moduleUrl;
  return new URL(name, built);
}
