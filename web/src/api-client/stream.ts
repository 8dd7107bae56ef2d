import { addressOf, type RouteId } from '@openilrs/api/client';
import type { ErrorAnswer, routes } from '@openilrs/api/contract';
import type { z } from 'zod';
import { request, RequestError } from './request.ts';

type StreamRoute = { [R in RouteId]: (typeof routes)[R] extends { readonly method: 'POST'; readonly answer: { readonly kind: 'stream' } } ? R : never }[RouteId]; // prettier-ignore
type Messages<R extends StreamRoute> = (typeof routes)[R]['answer']['messages'];
type Data<M> = M extends z.ZodType ? z.output<M> : never;

/** What to do with each message but the failure. */
export type Listeners<R extends StreamRoute> = { readonly [N in Exclude<keyof Messages<R>, 'failed'>]: (data: Data<Messages<R>[N]>) => void }; // prettier-ignore

/**
 * Sends `body` to a route that answers with server-sent events, and hears them until the answer ends.
 *
 * @throws RequestError when the route refuses or its last message is a failure; AbortError when `signal` fires
 */
export async function postStream<R extends StreamRoute>(
  route: R,
  body: unknown,
  hear: Listeners<R>,
  signal?: AbortSignal,
): Promise<void> {
  const answer = await request(addressOf(route), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const messages = (text + value).split('\n\n');
    text = messages.pop()!;
    for (const message of messages) tell(message, hear as Readonly<Record<string, (data: unknown) => void>>);
  }
}

function tell(message: string, hear: Readonly<Record<string, (data: unknown) => void>>): void {
  const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(message) ?? [];
  if (name === undefined || data === undefined) return;
  if (name === 'failed') {
    const { code, message: words, legal, remedy } = (JSON.parse(data) as ErrorAnswer).error;
    throw new RequestError({ code, message: words, legal, remedy });
  }
  hear[name]?.(JSON.parse(data));
}
