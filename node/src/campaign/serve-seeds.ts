import type { JsMsg } from '@nats-io/jetstream';
import { InputError } from '@openilrs/core/errors';
import { errorText } from '../tiles/run-tiles.ts';
import { objectBlobs, putResult } from '../work-queue/object-blobs.ts';
import type { Queue } from '../work-queue/open-queue.ts';
import { MOST_DELIVERIES, requireSoftware, serveStream, type ServeOptions } from '../work-queue/serve-stream.ts';
import { doneSubject, publishOnce, servesId, SPEC_OBJECT, tileOfSubject } from '../work-queue/tile-stream.ts';
import { softwareOfSeeds } from './campaign-folder.ts';
import type { SeedCrew } from './seed-crew.ts';
import { campaignId, lifeOf, type LifeDone, type QueuedCampaign } from './seed-stream.ts';

const SAME_SOFTWARE = 'the same software on all machines, or lives would not be the same';

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
export async function serveSeeds(queue: Queue, crew: SeedCrew, options: ServeOptions): Promise<number> {
  const { signal } = options;
  const service = {
    what: 'campaign',
    parallel: crew.parallel,
    find: () => find(queue),
    begin: (served: Served) =>
      Promise.resolve({
        text: `${served.spec.variants.length} variants of campaign ${served.id}`,
        served: () => servesId(queue, served.id),
        handle: (message: JsMsg, signEveryMs: number) => handle(queue, crew, served, message, signEveryMs, signal),
      }),
  };
  return serveStream(queue, service, options);
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
  requireSoftware('campaign', spec.software, await softwareOfSeeds(), queue.stream, SAME_SOFTWARE);
  const text = new TextDecoder().decode(await objectBlobs(store, queue.stream).get(spec.caseDigest));
  return { spec, id, text, store };
}
