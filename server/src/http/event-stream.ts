import type { FastifyReply } from 'fastify';

/** An answer that goes on: server-sent events (WHATWG HTML, section 9.2). */
export interface EventStream {
  send(name: string, data: unknown): void;
  /** A line that no client hears: it keeps proxies from closing a stream that has nothing to say. */
  keepAlive(): void;
  end(): void;
  onClose(act: () => void): void;
}

/** Answers with server-sent events from here on; the caller ends the answer. */
export function openEventStream(reply: FastifyReply): EventStream {
  reply.hijack(); // from here on the answer is ours
  const { raw } = reply;
  const headers = reply.getHeaders() as Record<string, string>;
  raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  return {
    send: (name, data) => void raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    keepAlive: () => void raw.write(': alive\n\n'),
    end: () => void raw.end(),
    onClose: (act) => void raw.once('close', act),
  };
}
