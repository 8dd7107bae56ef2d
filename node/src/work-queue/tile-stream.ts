import { AckPolicy, DiscardPolicy, JetStreamApiError, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { InputError } from '@openilrs/core/errors';
import type { TileRecord } from '../tiles/tile-book.ts';
import { runId, type RunSpec } from '../tiles/run-spec.ts';
import { textOf, type Queue } from './open-queue.ts';

/**
 * How a run lies on the server:
 *
 *      stream S          S.todo.<tile>   one message for each tile that is to be done; consumer `workers`
 *                        S.done.<tile>   one for each result (or failure) that the coordinator has not fetched; consumer `keeper`
 *      object store S    run.json, blocks of terrain, sky, results that are on their way
 *
 * The stream is a work queue: a message stays until it is acknowledged. At most one message stands on each subject, so that no tile is queued twice.
 */
export const todoSubject = (stream: string, tile: string): string => `${stream}.todo.${tile}`;
export const doneSubject = (stream: string, tile: string): string => `${stream}.done.${tile}`;
export const tileOfSubject = (subject: string): string => subject.slice(subject.lastIndexOf('.') + 1);
export const WORKERS = 'workers';
export const KEEPER = 'keeper';
export const SPEC_OBJECT = 'run.json';

/** What a worker tells of a tile. */
export type DoneMessage = TileRecord | { readonly id: string; readonly attempts: number; readonly error: string };

/** Unless told, a worker that is silent for so long is taken for dead. It gives a sign three times as often. */
export const ACK_WAIT_S = 30;

/**
 * Makes the stream of a run, or finds it.
 * @throws InputError `QUEUE_IN_USE` when the name serves another run
 */
export async function claimStream({ jsm, stream }: Queue, id: string, ackWaitS: number): Promise<void> {
  const description = descriptionOf(id);
  const found = await jsm.streams.info(stream).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (found !== null && found.config.description !== description)
    throw new InputError(
      'QUEUE_IN_USE',
      `the stream serves another run (${found.config.description ?? 'of another program'})`,
      {
        where: stream,
        legal: `no stream of this name, or that of ${description}`,
        remedy: 'Give another --stream NAME, or let the other run finish',
      },
    );
  if (found === null)
    await jsm.streams.add({
      name: stream,
      description,
      subjects: [todoSubject(stream, '*'), doneSubject(stream, '*')],
      retention: RetentionPolicy.Workqueue,
      storage: StorageType.File,
      discard: DiscardPolicy.New,
      discard_new_per_subject: true,
      max_msgs_per_subject: 1,
    });
  const nanos = (seconds: number): number => Math.round(seconds * 1e9);
  const consumer = { ack_policy: AckPolicy.Explicit, max_ack_pending: 100_000 };
  await jsm.consumers.add(stream, { ...consumer, durable_name: WORKERS, filter_subject: todoSubject(stream, '*'), ack_wait: nanos(ackWaitS) }); // prettier-ignore
  await jsm.consumers.add(stream, { ...consumer, durable_name: KEEPER, filter_subject: doneSubject(stream, '*'), ack_wait: nanos(ACK_WAIT_S) }); // prettier-ignore
}

/** True when the stream of this name serves the run. */
export function servesRun(queue: Queue, spec: RunSpec): Promise<boolean> {
  return servesId(queue, runId(spec.inputs));
}

/** Removes stream and object store of a run, if they are there. The stream goes last: while it is there, the name is taken. */
export async function releaseStream(queue: Queue, id: string): Promise<void> {
  const { jsm, stream, objects } = queue;
  if (!(await servesId(queue, id))) return;
  await (await objects.open(stream).catch(() => null))?.destroy();
  await jsm.streams.delete(stream);
}

/** True when the stream of this name serves the run of this id. */
export async function servesId({ jsm, stream }: Queue, id: string): Promise<boolean> {
  const found = await jsm.streams.info(stream).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  return found?.config.description === descriptionOf(id);
}

function descriptionOf(id: string): string {
  return `openilrs run ${id}`;
}

/**
 * Puts a message on a subject that holds one at most.
 * @returns false when one stands there already
 * @throws InputError `QUEUE_FULL`
 */
export async function publishOnce(queue: Queue, subject: string, payload: string, msgID: string): Promise<boolean> {
  try {
    return !(await queue.js.publish(subject, payload, { msgID })).duplicate;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === ONE_STANDS_THERE) return false;
    throw fullOr(error, queue.stream);
  }
}

/** JetStream's own error numbers (errors.json of nats-server). */
const ONE_STANDS_THERE = 10077;
const NO_ROOM = [10023, 10047, 10028, 10002];
const MISSING = [10059, 10014];

/** The server's "no space" as an error that says what to do; others as they are. */
export function fullOr(error: unknown, stream: string): unknown {
  const isFull = (error instanceof JetStreamApiError && NO_ROOM.includes(error.code)) || /insufficient|maximum bytes|no space|resource limits/i.test(textOf(error)); // prettier-ignore
  if (!isFull) return error;
  return new InputError('QUEUE_FULL', `the server has no room (${textOf(error)})`, {
    where: stream,
    legal: 'room for the terrain of the run and for results on their way',
    remedy: 'Give the server a larger disk or max_file_store, then start again: what is done stays done',
    cause: error,
  });
}

export function isMissing(error: unknown): boolean {
  return error instanceof JetStreamApiError && MISSING.includes(error.code);
}
