import { parentPort } from 'node:worker_threads';
import { isInputError } from '@openilrs/core/errors';
import { ApiError } from '../http/api-error.ts';
import type { InputFacts, WorkerReply, WorkerRequest } from './worker-client.ts';

export type Tell = (done: number, total: number, what: string) => void;
export type Answers = Readonly<Record<string, (input: never, tell: Tell) => unknown>>;

/** Answers the requests of a `WorkerClient` in a worker thread. `open` makes what answers, at the first request; when it fails, the next request tries again. */
export function serveThread(open: () => Promise<Answers>): void {
  const port = parentPort;
  if (port === null) throw new Error('this module is the entry of a worker thread');
  let opened: Promise<Answers> | null = null;
  const post = (reply: WorkerReply) => port.postMessage(reply);
  port.on('message', async ({ kind, input }: WorkerRequest) => {
    try {
      opened ??= open();
      opened.catch(() => (opened = null));
      const answers = await opened;
      const result = await answers[kind]!(input as never, (...progress) => post({ progress }));
      post({ result });
    } catch (error) {
      const refused = factsOf(error);
      const failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
      post(refused === null ? { failed } : { refused });
    }
  });
}

function factsOf(error: unknown): InputFacts | null {
  if (isInputError(error)) {
    const { name, code, message, where, legal, remedy } = error;
    return { name, code, message, where, legal, remedy };
  }
  if (!(error instanceof ApiError)) return null;
  const { name, code, message, where, legal, remedy } = error;
  return { name, code, message, where: where ?? undefined, legal: legal ?? undefined, remedy: remedy ?? undefined };
}
