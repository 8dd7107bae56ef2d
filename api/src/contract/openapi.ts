import { z } from 'zod';
import { API_ERRORS, errorSchema } from './errors.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

type Json = Record<string, unknown>;

const STATUS: Record<keyof typeof API_ERRORS, string> = {
  BAD_REQUEST: '400',
  EMBARGO: '403',
  NOT_FOUND: '404',
  RUN_NOT_READY: '404',
  SIMULATION_BUSY: '409',
  PLAN_CHANGED: '409',
  PLAN_REFUSED: '422',
  SURVEY_BUSY: '409',
  INTERNAL: '500',
  UNAVAILABLE: '503',
};

/** The HTTP status of an API error code; every other code is that of an `InputError` and answers 400. */
export function statusOf(code: string): number {
  return Number(code in STATUS ? STATUS[code as keyof typeof API_ERRORS] : 400);
}

/**
 * The contract as an OpenAPI 3.1 document (JSON Schema 2020-12), written from {@link routes}.
 *
 * @param version of the software
 */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of Object.values<Route>(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'OpenILRS',
      version,
      summary: 'Survey, construct, operate and share an International Lunar Research Station',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values<Route>(routes).map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: { schemas: components() },
  };
}

function operation(route: Route): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: ref(route.body) } } } }
      : {}),
    responses: { 200: { description: 'done', content: contentOf(route) }, ...failures(route) },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toJsonSchema(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function contentOf(route: Route): Json {
  const { answer } = route;
  if (answer.kind === 'json') return { 'application/json': { schema: ref(answer.schema) } };
  if (answer.kind === 'bytes') {
    return Object.fromEntries(
      answer.contentTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    );
  }
  const oneOf = Object.entries(answer.messages).map(([event, schema]) => ({
    type: 'object',
    title: event,
    properties: { event: { const: event }, data: ref(schema) },
  }));
  return {
    'text/event-stream': { schema: { type: 'string', description: 'server-sent events' }, 'x-messages': oneOf },
  };
}

/** One response per status; codes that share a status are named in its description. */
function failures(route: Route): Json {
  const byStatus: Record<string, string[]> = {};
  for (const code of [...route.errors, 'INTERNAL'] as const) {
    (byStatus[STATUS[code]] ??= []).push(`\`${code}\`: ${API_ERRORS[code]}`);
  }
  const content = { 'application/json': { schema: ref(errorSchema) } };
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, lines]) => [status, { description: lines.join('; '), content }]),
  );
}

/** A named schema is referred to, a nameless one written out. */
function ref(schema: z.ZodType): Json {
  const id = z.globalRegistry.get(schema)?.id;
  return id === undefined ? toJsonSchema(schema) : { $ref: uriOf(id) };
}

const uriOf = (id: string) => `#/components/schemas/${id}`;

function toJsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
}

function components(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { io: 'input', uri: uriOf, unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...rest }]: [string, Json]) => [id, rest]),
  );
}
