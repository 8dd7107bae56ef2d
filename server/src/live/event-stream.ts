import type { FastifyReply } from 'fastify';
import type { LiveSession } from './live-session.ts';

/** Keeps proxies from closing a stream that has nothing to say. */
const ALIVE_MS = 15_000;

/** Answers with the messages of a session as server-sent events until the client goes away (WHATWG HTML, section 9.2). */
export function streamSession(session: LiveSession, reply: FastifyReply): void {
  reply.hijack(); // from here on the answer is ours
  const { raw } = reply;
  const headers = reply.getHeaders() as Record<string, string>;
  raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  raw.write('retry: 1000\n\n');
  const stop = session.listen(({ name, data }) => raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
  const alive = setInterval(() => raw.write(': alive\n\n'), ALIVE_MS).unref();
  raw.once('close', () => {
    clearInterval(alive);
    stop();
  });
}
