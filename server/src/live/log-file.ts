import type { FileAnswer } from '../http/register-routes.ts';
import type { LiveSession } from './live-session.ts';

/** The event log of a session's life as `ilrs operate` would have written it: the bytes of which `summary.eventLogDigest` is the digest. */
export function logFile({ run }: Pick<LiveSession, 'run'>): FileAnswer {
  const text = run.events.map((event) => `${JSON.stringify(event)}\n`).join('');
  return { contentType: 'application/x-ndjson', bytes: new TextEncoder().encode(text), fileName: 'events.jsonl' };
}
