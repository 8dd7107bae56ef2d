import type { LiveProgress, WhatIfAnswer } from '@openilrs/api/contract';
import type { FastifyReply } from 'fastify';
import { failureOf } from '../http/error-answers.ts';
import { openEventStream } from '../http/event-stream.ts';

type Progress = (done: number, total: number, what: string) => void;

/** Answers with how far a trial is, then with its outcome or why there is none. */
export async function streamWhatIf(reply: FastifyReply, live: (progress: Progress) => Promise<WhatIfAnswer>): Promise<void> {
  const stream = openEventStream(reply);
  try {
    const outcome = await live((done, total, what) => stream.send('progress', { done, total, what } satisfies LiveProgress));
    stream.send('outcome', outcome);
  } catch (error) {
    stream.send('failed', failureOf(error).answer);
  }
  stream.end();
} // prettier-ignore
