import type { FastifyReply } from 'fastify';
import { failureOf } from '../http/error-answers.ts';
import { openEventStream } from '../http/event-stream.ts';
import type { LiveSurveyMessage } from './live-surveys.ts';

/** Answers with messages as server-sent events until they end or the client goes away; a failure on the way is the last message. */
export async function streamMessages(messages: AsyncGenerator<LiveSurveyMessage>, reply: FastifyReply): Promise<void> {
  const stream = openEventStream(reply);
  try {
    for await (const { name, data } of messages) stream.send(name, data);
  } catch (error) {
    stream.send('failed', failureOf(error).answer);
  }
  stream.end();
}
