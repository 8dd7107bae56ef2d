import type { FastifyReply } from 'fastify';
import { failureOf } from '../http/error-answers.ts';
import type { LiveSurveyMessage } from './live-surveys.ts';

/** Answers with messages as server-sent events (WHATWG HTML, section 9.2) until they end or the client goes away; a failure on the way is the last message. */
export async function streamMessages(messages: AsyncGenerator<LiveSurveyMessage>, reply: FastifyReply): Promise<void> {
  reply.hijack(); // from here on the answer is ours
  const { raw } = reply;
  const headers = reply.getHeaders() as Record<string, string>;
  raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (name: string, data: unknown) => raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  try {
    for await (const { name, data } of messages) send(name, data);
  } catch (error) {
    send('failed', failureOf(error).answer);
  }
  raw.end();
}
