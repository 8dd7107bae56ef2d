import { StorageType, type JsMsg } from '@nats-io/jetstream';
import type { SeedRecord, Variant } from '@openilrs/core/mission';
import { getResult, objectBlobs, removeResult } from '../work-queue/object-blobs.ts';
import type { Queue } from '../work-queue/open-queue.ts';
import { ACK_WAIT_S, claimStream, KEEPER, publishOnce, releaseStream, SPEC_OBJECT, todoSubject } from '../work-queue/tile-stream.ts'; // prettier-ignore
import type { CampaignFolder } from './campaign-folder.ts';
import { pendingLives, type RunCampaignOptions, type SeedFailure } from './run-campaign.ts';
import { campaignId, lifeOf, lifeToken, type LifeDone, type QueuedCampaign } from './seed-stream.ts';

export interface SendSeedsOptions extends Omit<RunCampaignOptions, 'onOutput'> {
  /** A worker that gives no sign for so long is taken for dead; 30 s unless told. */
  readonly ackWaitS?: number;
  readonly say?: (what: string) => void;
}

/**
 * Has the lives of a campaign run by whoever serves the queue, and writes their records into the folder; what is written is acknowledged only then. May be killed and started again at
 * any time. The records are those of `runCampaign`, to the byte.
 *
 * @returns lives that failed; the next call tries them again
 * @throws InputError `QUEUE_IN_USE`, `QUEUE_FULL`
 */
export async function sendSeeds(
  folder: CampaignFolder,
  queue: Queue,
  variants: readonly Variant[],
  seeds: readonly number[],
  { signal, progress, ackWaitS = ACK_WAIT_S, say = () => undefined }: SendSeedsOptions = {},
): Promise<SeedFailure[]> {
  const { software, made } = folder;
  const spec: QueuedCampaign = { format: 'campaign 1', software, caseDigest: made.digest, variants };
  const id = campaignId(spec);
  const indexOf = new Map(variants.map((variant, i) => [variant.id, i]));
  const lives = await pendingLives(folder, variants, seeds);
  const open = new Set(lives.map(({ variant, seed }) => lifeToken(indexOf.get(variant.id)!, seed)));
  const total = open.size;
  const failures: SeedFailure[] = [];
  if (total > 0) {
    await claimStream(queue, id, ackWaitS);
    const store = await queue.objects.create(queue.stream, { storage: StorageType.File });
    await objectBlobs(store, queue.stream).put(new TextEncoder().encode(made.text));
    // last: a worker that finds it finds all
    await store.putBlob({ name: SPEC_OBJECT }, new TextEncoder().encode(JSON.stringify(spec)));
    progress?.(0, total, 'lives');
    let lastMs = performance.now();
    const keep = async (message: JsMsg): Promise<void> => {
      const told = message.json<LifeDone>();
      lastMs = performance.now();
      const life = lifeOf(told.id);
      if (life !== null && open.has(told.id)) {
        const variant = variants[life.variant]!.id;
        if ('error' in told) failures.push({ variant, seed: life.seed, error: told.error });
        else {
          const bytes = await getResult(store, told.id, told.digest);
          if (bytes === null && message.info.deliveryCount < MOST_LOOKS) return message.nak(LOOK_AGAIN_MS);
          if (bytes !== null) await folder.write(variant, JSON.parse(new TextDecoder().decode(bytes)) as SeedRecord);
          else return void (await message.ackAck()); // its bytes are gone: the life is queued again below
        }
        open.delete(told.id);
        progress?.(total - open.size, total, 'lives');
      }
      await removeResult(store, told.id).catch(() => undefined);
      await message.ackAck();
    };
    const consumer = await queue.js.consumers.get(queue.stream, KEEPER);
    for (let round = 0; open.size > 0; round += 1) {
      // what stands in no queue and is not done: all lives at first, later those that a server lost
      for (const token of open) {
        signal?.throwIfAborted();
        await publishOnce(queue, todoSubject(queue.stream, token), id, `todo.${Date.now()}.${round}.${token}`);
      }
      do {
        signal?.throwIfAborted();
        const message = await consumer.next({ expires: LISTEN_MS });
        if (message !== null) await keep(message);
        else if (performance.now() - lastMs > SILENCE_MS) {
          lastMs = performance.now();
          say(`no result for ${SILENCE_MS / 1000} s: are workers running? ilrs campaign-worker --queue URL --stream ${queue.stream}`); // prettier-ignore
        }
      } while (open.size > 0 && (await queue.jsm.streams.info(queue.stream)).state.messages > 0);
    }
  }
  await releaseStream(queue, id);
  return failures.sort((a, b) => a.seed - b.seed || (a.variant < b.variant ? -1 : 1));
}

const MOST_LOOKS = 10;
const LOOK_AGAIN_MS = 1000;
const LISTEN_MS = 2000;
const SILENCE_MS = 60_000;
