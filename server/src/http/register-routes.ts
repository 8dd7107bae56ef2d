import { routes, type AnswerOf, type Route, type RouteId } from '@openilrs/api/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiError } from './api-error.ts';

type Parsed<R, K extends string> =
  R extends Record<K, infer S> ? (S extends z.ZodType ? z.output<S> : never) : undefined;

/** What a handler gets: the parameters as the contract describes them, checked. */
export interface Call<R extends RouteId> {
  readonly params: Parsed<(typeof routes)[R], 'params'>;
  readonly query: Parsed<(typeof routes)[R], 'query'>;
  readonly body: Parsed<(typeof routes)[R], 'body'>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly reply: FastifyReply;
}

/** Bytes of a file with their type. */
export interface FileAnswer {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly fileName?: string;
}

type ReadonlyDeep<T> = T extends readonly (infer E)[]
  ? readonly ReadonlyDeep<E>[]
  : T extends object
    ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> }
    : T;

type Result<R extends RouteId> = (typeof routes)[R]['answer'] extends { readonly kind: 'json' }
  ? ReadonlyDeep<AnswerOf<R>>
  : (typeof routes)[R]['answer'] extends { readonly kind: 'bytes' }
    ? FileAnswer
    : void;

/** One function per route of the contract. */
export type Handlers = { readonly [R in RouteId]: (call: Call<R>) => Result<R> | Promise<Result<R>> };

/** Registers every route of the contract with its handler; parameters are checked by the schemas of the contract. */
export function registerRoutes(app: FastifyInstance, handlers: Handlers): void {
  for (const [id, route] of Object.entries<Route>(routes)) {
    const handle = handlers[id as RouteId] as (call: unknown) => unknown;
    app.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      ...(route.mostBodyBytes !== undefined && { bodyLimit: route.mostBodyBytes }),
      handler: async (request, reply) => answer(route, handle, request, reply),
    });
  }
}

async function answer(
  route: Route,
  handle: (call: unknown) => unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const abort = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort.abort(new ApiError('UNAVAILABLE', 'the client went away'));
  });
  const call = {
    params: parse(route.params, request.params, ''),
    query: parse(route.query, request.query, ''),
    body: parse(route.body, request.body ?? {}, 'body'),
    signal: abort.signal,
    reply,
  };
  const result = await handle(call);
  if (route.answer.kind === 'stream') return reply;
  if (route.answer.kind === 'json') return reply.type('application/json; charset=utf-8').send(JSON.stringify(result));
  const { contentType, bytes, fileName } = result as FileAnswer;
  if (fileName !== undefined)
    reply.header('content-disposition', `inline; filename="${fileName.replace(/[^\w.-]/g, '_')}"`);
  return reply.type(contentType).send(bytes);
}

function parse(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (schema === undefined) return undefined;
  // a misspelt parameter that is passed over would give the answer to another question
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema;
  const parsed = strict.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const where = [place, ...issue.path.map(String), unknown ?? ''].filter((part) => part !== '').join('.');
  const legal = legalOf(issue, schema);
  throw new ApiError('BAD_REQUEST', `${where}: ${issue.message}`, {
    where,
    ...(legal === null ? {} : { legal }),
    remedy: 'See /api/openapi.json for what the address takes',
  });
}

/** What would have been accepted, as far as the schema says it in a few words. */
function legalOf(issue: z.core.$ZodIssue, schema: z.ZodType): string | null {
  switch (issue.code) {
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'invalid_type':
      return issue.expected;
    case 'unrecognized_keys':
      return schema instanceof z.ZodObject ? Object.keys(schema.shape).join(', ') : null;
    default:
      return null;
  }
}
