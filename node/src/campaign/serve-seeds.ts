import type { JsMsg } from '@nats-io/jetstream';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError, isInputError } from '@openilrs/core/errors';
import { errorText } from '../tiles/run-tiles.ts';
import { objectBlobs, putResult } from '../work-queue/object-blobs.ts';
import type { Queue } from '../work-queue/open-queue.ts';
import { doneSubject, publishOnce, servesId, SPEC_OBJECT, tileOfSubject, WORKERS } from '../work-queue/tile-stream.ts'; // prettier-ignore
import { softwareOfSeeds } from './campaign-folder.ts';
import type { SeedCrew } from './seed-crew.ts';
import { campaignId, lifeOf, type LifeDone, type QueuedCampaign } from './seed-stream.ts';

export interface ServeSeedsOptions {
  readonly signal: AbortSignal;
  /** Return when the campaign that was served is finished, instead of waiting for the next. */
  readonly once?: boolean;
  readonly say?: (what: string) => void;
}

const LOOK_AGAIN_MS = 1000;
const LISTEN_MS = 2000;
/** Deliveries of a life after which its workers' deaths are taken for its own fault. */
const MOST_DELIVERIES = 5;

interface Served {
  readonly spec: QueuedCampaign;
  readonly id: string;
  readonly text: string;
  readonly store: Awaited<ReturnType<Queue['objects']['open']>>;
}

/**
 * Runs lives of the campaign that a queue serves, waiting for one when there is none. Any number of these may run, on any machine, and end at any time: a life is acknowledged when its
 * record is on the server, until then signs of life are given, without which the server gives it to another worker.
 *
 * @returns the number of lives run
 * @throws InputError `QUEUE_SOFTWARE` when the campaign was begun with other software; the signal's reason when aborted
 */
export async function serveSeeds(queue: Queue, crew: SeedCrew, options: ServeSeedsOptions): Promise<number> {
  const { signal, once = false, say = () => undefined } = options;
  let lives = 0;
  say(`waiting for a campaign on stream ${queue.stream}`);
  for (;;) {
    signal.throwIfAborted();
    const served = await find(queue).catch((error: unknown) => {
      if (isInputError(error)) throw error;
      return null; // a server that is away, or has no campaign yet, is waited for
    });
    if (served === null) {
      await wait(LOOK_AGAIN_MS, undefined, { signal });
      continue;
    }
    say(`serving ${served.spec.variants.length} variants of campaign ${served.id}`);
    const counts = await Promise.all(Array.from({ length: crew.parallel }, () => shift(queue, crew, served, signal)));
    lives += counts.reduce((sum, count) => sum + count, 0);
    if (once) return lives;
    say('the campaign is finished; waiting for the next');
  }
}

/** Takes one life after the other until the stream is gone or serves another campaign. */
async function shift(queue: Queue, crew: SeedCrew, served: Served, signal: AbortSignal): Promise<number> {
  let lives = 0;
  while (await servesId(queue, served.id).catch(() => true)) {
    signal.throwIfAborted();
    try {
      const consumer = await queue.js.consumers.get(queue.stream, WORKERS);
      const message = await consumer.next({ expires: LISTEN_MS });
      if (message === null) continue;
      const { ack_wait = 30e9 } = (await consumer.info(true)).config;
      if (await handle(queue, crew, served, message, ack_wait / 3e6, signal)) lives += 1;
    } catch (error) {
      signal.throwIfAborted();
      if (isInputError(error) && error.code === 'QUEUE_FULL') throw error;
      await wait(LOOK_AGAIN_MS, undefined, { signal }); // the server is away: its message comes again
    }
  }
  return lives;
}

async function handle(
  queue: Queue,
  crew: SeedCrew,
  { spec, text, store }: Served,
  message: JsMsg,
  signEveryMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const id = tileOfSubject(message.subject);
  const life = lifeOf(id);
  const variant = life === null ? undefined : spec.variants[life.variant];
  const attempts = message.info.deliveryCount;
  const tell = async (told: LifeDone): Promise<void> => {
    await publishOnce(queue, doneSubject(queue.stream, id), JSON.stringify(told), `done.${message.seq}.${id}`);
    await message.ackAck();
  };
  if (life === null || variant === undefined) {
    await tell({ id, error: 'no life of this campaign' });
    return false;
  }
  if (attempts > MOST_DELIVERIES) {
    await tell({ id, error: `${attempts - 1} workers took it and ended before it was done` });
    return false;
  }
  const signs = setInterval(() => message.working(), signEveryMs);
  try {
    const result = await crew.work({ text, variant, seed: life.seed }, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      return errorText(error);
    });
    if (typeof result === 'string') {
      await tell({ id, error: result });
      return false;
    }
    const bytes = new TextEncoder().encode(JSON.stringify(result.record));
    await tell({ id, digest: await putResult(store, queue.stream, id, bytes) });
    return true;
  } catch (error) {
    if (signal.aborted) message.nak(); // somebody else may have it at once
    throw error;
  } finally {
    clearInterval(signs);
  }
}

async function find(queue: Queue): Promise<Served | null> {
  const store = await queue.objects.open(queue.stream);
  const bytes = await store.getBlob(SPEC_OBJECT);
  if (bytes === null) return null;
  const spec = JSON.parse(new TextDecoder().decode(bytes)) as QueuedCampaign;
  if (spec.format !== 'campaign 1')
    throw new InputError('QUEUE_OTHER_WORK', 'the stream serves other work than a campaign', { where: queue.stream, remedy: 'Give another --stream, or start the worker of that work' }); // prettier-ignore
  const id = campaignId(spec);
  if (!(await servesId(queue, id))) return null;
  await requireSoftware(spec, queue.stream);
  const text = new TextDecoder().decode(await objectBlobs(store, queue.stream).get(spec.caseDigest));
  return { spec, id, text, store };
}

async function requireSoftware({ software }: QueuedCampaign, stream: string): Promise<void> {
  const own = await softwareOfSeeds();
  if (own.digest === software.digest) return;
  const name = ({ version, digest }: typeof own): string => `${version} (${digest.slice(0, 12)})`;
  throw new InputError(
    'QUEUE_SOFTWARE',
    `the campaign was begun with OpenILRS ${name(software)}, this is ${name(own)}`,
    {
      where: stream,
      legal: 'the same software on all machines, or lives would not be the same',
      remedy: 'Check out the same version here and build it',
    },
  );
}
