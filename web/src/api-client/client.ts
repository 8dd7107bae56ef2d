import { addressOf, type RouteId } from '@openilrs/api/client';
import type { AnswerOf, routes } from '@openilrs/api/contract';
import { request } from './request.ts';

type JsonRoute = { [R in RouteId]: AnswerOf<R> extends never ? never : R }[RouteId];
type Post = { [R in RouteId]: (typeof routes)[R] extends { readonly method: 'POST' } ? R : never }[RouteId];
type Values = Readonly<Record<string, string | number | boolean | undefined>>;

/** Asks a route that answers JSON; the type of the answer comes from the contract. */
export async function get<R extends Exclude<JsonRoute, Post>>(
  route: R,
  values: Values = {},
  signal?: AbortSignal,
): Promise<AnswerOf<R>> {
  const answer = await request(addressOf(route, values), signal ? { signal } : {});
  return (await answer.json()) as AnswerOf<R>;
}

/** Sends `body` to a route that changes or computes something. */
export async function post<R extends JsonRoute & Post>(
  route: R,
  values: Values,
  body: unknown,
  signal?: AbortSignal,
): Promise<AnswerOf<R>> {
  const answer = await request(addressOf(route, values), {
    method: 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  return (await answer.json()) as AnswerOf<R>;
}

/** A text file, such as a label. */
export async function getText(route: RouteId, values: Values, signal?: AbortSignal): Promise<string> {
  return (await request(addressOf(route, values), signal ? { signal } : {})).text();
}

export { addressOf };
