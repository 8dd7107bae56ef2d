import type { JsMsg } from '@nats-io/jetstream';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError, isInputError } from '@openilrs/core/errors';
import type { Software } from '../tiles/software-digest.ts';
import type { Queue } from './open-queue.ts';
import { WORKERS } from './tile-stream.ts';

export interface ServeOptions {
  readonly signal: AbortSignal;
  /** Return when what was served is finished, instead of waiting for the next. */
  readonly once?: boolean;
  readonly say?: (what: string) => void;
}

/** Work that a worker can take from streams: `run` or `campaign`, as it is called in what is said. */
export interface Service<Found> {
  readonly what: string;
  /** So many pieces are worked on at once. */
  readonly parallel: number;
  /** What the stream serves now; null when it serves nothing yet. */
  find(): Promise<Found | null>;
  begin(found: Found): Promise<Work>;
}

/** Work that has been begun. */
export interface Work {
  /** What is being served, in words. */
  readonly text: string;
  /** True while the stream still serves it. */
  served(): Promise<boolean>;
  /** Does the piece of a message, giving a sign of life every `signEveryMs`. @returns true when it was done */
  handle(message: JsMsg, signEveryMs: number): Promise<boolean>;
}

/** Between two looks at a server that is away or serves nothing. */
export const LOOK_AGAIN_MS = 1000;
const LISTEN_MS = 2000;
/** Deliveries of a piece after which its workers' deaths are taken for its own fault. */
export const MOST_DELIVERIES = 5;

/**
 * Does pieces of the work that a queue serves, waiting for some when there is none.
 *
 * @returns the number of pieces done
 * @throws InputError of `find` and `begin`; `QUEUE_FULL`; the signal's reason when aborted
 */
export async function serveStream<Found>(
  queue: Queue,
  service: Service<Found>,
  { signal, once = false, say = () => undefined }: ServeOptions,
): Promise<number> {
  const { what, parallel } = service;
  let done = 0;
  say(`waiting for a ${what} on stream ${queue.stream}`);
  for (;;) {
    signal.throwIfAborted();
    const found = await service.find().catch(nothingYet);
    if (found === null) {
      await wait(LOOK_AGAIN_MS, undefined, { signal });
      continue;
    }
    const work = await service.begin(found);
    say(`serving ${work.text}`);
    const shifts = await Promise.all(Array.from({ length: parallel }, () => shift(queue, work, signal)));
    done += shifts.reduce((sum, count) => sum + count, 0);
    if (once) return done;
    say(`the ${what} is finished; waiting for the next`);
  }
}

/** A server that is away, or has no work yet, is waited for; work that cannot be read (other software wrote it) is said. */
function nothingYet(error: unknown): null {
  if (isInputError(error)) throw error;
  return null;
}

/** Takes one piece after the other until the stream is gone or serves something else. */
async function shift(queue: Queue, work: Work, signal: AbortSignal): Promise<number> {
  let done = 0;
  while (await work.served().catch(() => true)) {
    signal.throwIfAborted();
    try {
      const consumer = await queue.js.consumers.get(queue.stream, WORKERS);
      const message = await consumer.next({ expires: LISTEN_MS });
      if (message === null) continue;
      const { ack_wait = 30e9 } = (await consumer.info(true)).config;
      if (await work.handle(message, ack_wait / 3e6)) done++;
    } catch (error) {
      signal.throwIfAborted();
      if (isInputError(error) && error.code === 'QUEUE_FULL') throw error;
      await wait(LOOK_AGAIN_MS, undefined, { signal }); // the server is away: its message comes again
    }
  }
  return done;
}

/**
 * @param what `run` or `campaign`
 * @param legal what would go wrong with other software, in words
 * @throws InputError `QUEUE_SOFTWARE` when it was begun with other software than ours
 */
export function requireSoftware(what: string, begun: Software, own: Software, stream: string, legal: string): void {
  if (own.digest === begun.digest) return;
  const name = ({ version, digest }: Software): string => `${version} (${digest.slice(0, 12)})`;
  throw new InputError('QUEUE_SOFTWARE', `the ${what} was begun with OpenILRS ${name(begun)}, this is ${name(own)}`, {
    where: stream,
    legal,
    remedy: 'Check out the same version here and build it',
  });
}
