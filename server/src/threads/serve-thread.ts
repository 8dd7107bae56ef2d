import { parentPort } from 'node:worker_threads';
import { isInputError } from '@openilrs/core/errors';
import type { WorkerReply, WorkerRequest } from './worker-client.ts';

export type Tell = (done: number, total: number, what: string) => void;
export type Answers = Readonly<Record<string, (input: never, tell: Tell) => unknown>>;

/** Answers the requests of a `WorkerClient` in a worker thread. `open` makes what answers, at the first request. */
export function serveThread(open: () => Promise<Answers>): void {
  const port = parentPort;
  if (port === null) throw new Error('this module is the entry of a worker thread');
  let opened: Promise<Answers> | null = null;
  const post = (reply: WorkerReply) => port.postMessage(reply);
  port.on('message', async ({ kind, input }: WorkerRequest) => {
    try {
      opened ??= open();
      const answers = await opened;
      const result = await answers[kind]!(input as never, (...progress) => post({ progress }));
      post({ result });
    } catch (error) {
      if (isInputError(error)) {
        const { code, message, where, legal, remedy } = error;
        post({ refused: { code, message, where, legal, remedy } });
      } else {
        post({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    }
  });
}
