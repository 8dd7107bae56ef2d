import type { FastifyReply } from 'fastify';
import { openEventStream } from '../http/event-stream.ts';
import type { LiveSession } from './live-session.ts';

const ALIVE_MS = 15_000;

/** Answers with the messages of a session as server-sent events until the client goes away. */
export function streamSession(session: LiveSession, reply: FastifyReply): void {
  const stream = openEventStream(reply);
  reply.raw.write('retry: 1000\n\n');
  const stop = session.listen(({ name, data }) => stream.send(name, data));
  const alive = setInterval(() => stream.keepAlive(), ALIVE_MS).unref();
  stream.onClose(() => {
    clearInterval(alive);
    stop();
  });
}
