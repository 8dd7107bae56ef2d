import { rmSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { addressOf } from '@openilrs/api/client';
import { errorSchema, liveMessages, routes, statusOf, type Route, type RouteId } from '@openilrs/api/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createServer } from '../main.ts';
import { FIXTURE_FROM_ET } from '../testing/fixture-run.ts';
import { fixtureServerOptions } from '../testing/fixture-server.ts';

let app: FastifyInstance;
let close: () => Promise<void>;
let runDir: string;
let session = '';
let liveMap = '';
const product = 'urn:ilrs:fixture:data:seismic-watch-0::1.0';

beforeAll(async () => {
  const options = await fixtureServerOptions(60);
  runDir = options.runDir;
  ({ app, close } = await createServer(options));
  session = (await app.inject({ method: 'POST', url: '/api/live', payload: {} })).json<{ id: string }>().id;
  const stream = (await app.inject({ url: addressOf('surveyLive', questions.surveyLive().values) })).body;
  liveMap = /event: map\ndata: {"id":"([^"]+)"/.exec(stream)![1]!;
});
afterAll(async () => {
  await close();
  rmSync(runDir, { recursive: true });
});

const place = { latDeg: -89.45, lonDeg: 222.76, heightM: 10 };
const span = { fromUtc: '2035-01-01', toUtc: '2035-02-01' };
/** A sound question for every route; the compiler sees to it that none is forgotten. */
const questions: Record<RouteId, () => { values?: Record<string, string | number>; payload?: object }> = {
  health: () => ({}),
  openapi: () => ({}),
  mission: () => ({}),
  survey: () => ({}),
  surveyFile: () => ({ values: { name: 'slope.tif' } }),
  surveyPoint: () => ({ values: { xM: -12_000, yM: -11_700 } }),
  surveyRaster: () => ({ values: { layer: 'elevation' } }),
  surveyLive: () => ({ values: { heightM: 5, ...span, cellM: 80, client: 'test' } }),
  surveyLiveOptions: () => ({}),
  surveyLiveLayer: () => ({ values: { map: liveMap, layer: 'slope' } }),
  surveyLiveFile: () => ({ values: { map: liveMap, name: 'sunDiscMean.tif' } }),
  surveyNetwork: () => ({ values: { heightM: 10, ...span, sites: 2 } }),
  surveyTraverse: () => ({ values: { points: '-89.45,222.7;-89.46,222', departUtc: '2035-01-01' } }),
  horizon: () => ({ values: place }),
  light: () => ({ values: { ...place, ...span } }),
  sky: () => ({ values: { ...place, ...span, stepS: 3600 } }),
  construct: () => ({}),
  station: () => ({ values: { at: '2035' } }),
  operate: () => ({}),
  timeline: () => ({ values: { live: session } }),
  profiles: () => ({ values: { points: 100 } }),
  events: () => ({ values: { limit: 5, severity: 'info' } }),
  activities: () => ({}),
  telemetry: () => ({ values: { et: FIXTURE_FROM_ET + 86_400 } }),
  plan: () => ({ values: { live: session } }),
  planValidate: () => ({ payload: { activities: [], edit: { kind: 'add', requestId: 'seismic-watch-0', startEt: FIXTURE_FROM_ET } } }), // prettier-ignore
  planWhatIf: () => ({ payload: { activities: [{ requestId: 'seismic-watch-0', startEt: FIXTURE_FROM_ET }] } }),
  planWhatIfStream: () => ({ payload: { activities: null, faults: [], live: { id: session, et: FIXTURE_FROM_ET } } }),
  liveStart: () => ({ payload: { seed: 7 } }),
  liveStream: () => ({ values: { id: session } }),
  liveFaults: () => ({ values: { id: session } }),
  liveLog: () => ({ values: { id: session } }),
  liveCommand: () => ({ values: { id: session }, payload: { type: 'speed', speed: 60 } }),
  share: () => ({ values: { as: 'china' } }),
  products: () => ({ values: { pageSize: 5 } }),
  product: () => ({ values: { lidvid: product } }),
  productLabel: () => ({ values: { lidvid: product } }),
  productData: () => ({ values: { lidvid: product } }),
  productPreview: () => ({ values: { lidvid: product } }),
  hubs: () => ({}),
  verify: () => ({}),
};

const ask = (id: RouteId, change: Record<string, string | number> = {}) => {
  const { values, payload } = questions[id]();
  const { method } = routes[id];
  return app.inject({ method, url: addressOf(id, { ...values, ...change }), ...(payload && { payload }) });
};

describe('every route', () => {
  const all = Object.values<Route>(routes).filter((route) => route.answer.kind !== 'stream');

  it.each(all.map((route) => [route.id, route] as const))('%s answers as the contract says', async (id, route) => {
    const response = await ask(id as RouteId);
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
    const type = response.headers['content-type'] as string;
    if (route.answer.kind === 'json') {
      expect(type).toMatch('application/json');
      expect((route.answer.schema as z.ZodType).safeParse(response.json()).error?.issues).toBeUndefined();
    } else if (route.answer.kind === 'bytes') {
      expect(route.answer.contentTypes).toContain(type.split(';')[0]);
      expect(response.rawPayload.length).toBeGreaterThan(0);
    }
  });

  it('carries the headers that keep other sites out', async () => {
    const { headers } = await ask('health');
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';.*frame-ancestors 'none'$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('a trial of a plan that tells how far it is', () => {
  const stream = (payload: object) =>
    app
      .inject({ method: 'POST', url: addressOf('planWhatIfStream'), payload })
      .then(({ body }) =>
        [...body.matchAll(/event: (\w+)\ndata: (.*)/g)].map(
          ([, name, data]) => [name, JSON.parse(data!) as never] as const,
        ),
      );

  it('ends with its outcome, as the contract says', async () => {
    const told = await stream(questions.planWhatIf().payload!);
    expect(told.map(([name]) => name)).toEqual([...Array<string>(5).fill('progress'), 'outcome']);
    const { messages } = routes.planWhatIfStream.answer;
    for (const [name, data] of told) expect(messages[name as keyof typeof messages].safeParse(data).error?.issues).toBeUndefined(); // prettier-ignore
  });

  it('ends with the reason when there is none', async () => {
    const fault = { et: 0, componentId: 'relay', kind: 'meteorite', durationS: null, effect: 1 };
    const [[name, data]] = (await stream({ activities: [], faults: [fault] })) as unknown as [
      [string, { error: object }],
    ];
    expect([name, data.error]).toMatchObject(['failed', { code: 'BAD_REQUEST', where: 'body.faults.0' }]);
    const begun = await app.inject({ method: 'POST', url: addressOf('planWhatIfStream'), payload: { activities: [], live: { id: 'gone', et: 0 } } }); // prettier-ignore
    expect([begun.statusCode, begun.json()]).toMatchObject([404, { error: { code: 'NOT_FOUND' } }]);
  });

  it('takes a plan of 10,000 activities, and an address that takes none no such body', async () => {
    const activities = Array.from({ length: 10_000 }, (_, i) => ({ requestId: `some-experiment-of-usual-name-${i}`, startEt: FIXTURE_FROM_ET + i / 3 })); // prettier-ignore
    const sent = await app.inject({ method: 'POST', url: addressOf('planWhatIf'), payload: { activities } });
    expect(sent.statusCode).toBe(200);
    const refused = await app.inject({ method: 'POST', url: addressOf('liveStart'), payload: { activities } });
    expect(refused.statusCode).toBe(413);
  });
});

describe('compression', () => {
  it('is for clients elsewhere that take it', async () => {
    const from = (remoteAddress: string, encoding = 'gzip, br') =>
      app.inject({ url: '/api/survey', remoteAddress, headers: { 'accept-encoding': encoding } });
    const [far, here, plain] = [
      await from('203.0.113.7'),
      await from('127.0.0.1'),
      await from('203.0.113.7', 'identity'),
    ];
    expect([far, here, plain].map(({ headers }) => headers['content-encoding'])).toEqual([
      'gzip',
      undefined,
      undefined,
    ]);
    expect(gunzipSync(far.rawPayload).toString()).toBe(here.body);
    expect(far.rawPayload.length).toBeLessThan(here.rawPayload.length / 2);
  });
});

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1 and names every route', async () => {
    const document = (await ask('openapi')).json<{ openapi: string; paths: Record<string, Record<string, unknown>> }>();
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1/);
    const named = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(named.sort()).toEqual(
      Object.values(routes)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
  });

  it('refers only to schemas that it holds', async () => {
    const text = (await ask('openapi')).body;
    const { schemas } = JSON.parse(text).components as { schemas: Record<string, unknown> };
    const named = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((name) => !(name in schemas))).toEqual([]);
    expect(text).not.toMatch(/__shared|\$defs/);
  });
});

describe('a wrong question', () => {
  const refused: [RouteId, Record<string, string | number>, number, string, RegExp][] = [
    ['horizon', { latDeg: 'south' }, 400, 'BAD_REQUEST', /latDeg/],
    ['horizon', { latDeg: -91 }, 400, 'BAD_REQUEST', /latDeg/],
    ['sky', { stepS: 1 }, 400, 'BAD_REQUEST', /20000/],
    ['sky', { toUtc: 'tomorrow' }, 400, 'TIME_', /tomorrow/],
    ['light', { toUtc: '2034-01-01' }, 400, 'BAD_REQUEST', /not after/],
    ['surveyPoint', { xM: 1e6 }, 400, 'BAD_REQUEST', /not on the map/],
    ['surveyFile', { name: '../operate/summary.json' }, 404, 'NOT_FOUND', /no file/],
    ['surveyFile', { name: 'survey.txt' }, 404, 'NOT_FOUND', /no file/],
    ['station', { at: 'some day' }, 400, 'ROUTE_DATE', /some day/],
    ['timeline', { live: 'nobody' }, 404, 'NOT_FOUND', /no live session/],
    ['product', { lidvid: 'urn:nothing::1.0' }, 404, 'NOT_FOUND', /no product/],
    ['products', { bbox: '1,2,3' }, 400, 'BAD_REQUEST', /bbox/],
    ['events', { severity: 'doom' }, 400, 'BAD_REQUEST', /severity/],
    ['events', { sevrity: 'alarm' }, 400, 'BAD_REQUEST', /sevrity/],
    ['products', { text: '\0' }, 400, 'BAD_REQUEST', /control characters/],
    ['product', { lidvid: 'urn:\0' }, 400, 'BAD_REQUEST', /control characters/],
  ];
  it.each(refused)('to %s %j is refused', async (id, change, status, code, message) => {
    const response = await ask(id, change);
    const { error } = errorSchema.parse(response.json());
    expect([response.statusCode, error.message]).toEqual([status, expect.stringMatching(message)]);
    expect(error.code).toMatch(code);
    if (error.code in { BAD_REQUEST: 1, NOT_FOUND: 1 }) expect(response.statusCode).toBe(statusOf(error.code));
  });

  it('in body, address or origin is refused', async () => {
    const url = addressOf('liveCommand', { id: session });
    const post = (payload: string, headers: Record<string, string>) =>
      app.inject({ method: 'POST', url, payload, headers });
    const json = { 'content-type': 'application/json' };
    expect((await post('{"type":"dance"}', json)).json()).toMatchObject({ error: { code: 'BAD_REQUEST' } });
    expect((await post('{"type":', json)).json()).toMatchObject({ error: { code: 'BAD_REQUEST' } });
    expect((await post('{"type":"play"}', { 'content-type': 'text/plain' })).statusCode).toBe(415);
    const foreign = await post('{"type":"play"}', { ...json, origin: 'http://evil.example' });
    expect(foreign.json()).toMatchObject({ error: { code: 'BAD_REQUEST', where: 'origin' } });
    expect((await app.inject('/api/nothing')).json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect((await app.inject('/api/survey/files/%2e%2e%2f%2e%2e%2fetc')).statusCode).toBe(404);
    const unreadable = await app.inject('/%E0%A4%A');
    expect([unreadable.statusCode, unreadable.json()]).toMatchObject([400, { error: { code: 'BAD_REQUEST' } }]);
    expect(unreadable.headers).toHaveProperty('content-security-policy');
  });

  it('is refused with what would be legal', async () => {
    const legal = async (id: 'horizon' | 'events', change: object) =>
      (await ask(id, { ...change })).json<{ error: { legal: string } }>().error.legal;
    expect(await legal('horizon', { latDeg: -91 })).toBe('at least -90');
    expect(await legal('horizon', { hightM: 2 })).toBe('latDeg, lonDeg, heightM');
  });
});

describe('an embargo', () => {
  const closed = 'urn:ilrs:fixture:data:seismic-watch-7::1.0';

  it('hides product, label, data, preview and counts from those without rights', async () => {
    for (const id of ['product', 'productLabel', 'productData', 'productPreview'] as const) {
      const response = await ask(id, { lidvid: closed, as: 'egypt' });
      expect([response.statusCode, response.json()]).toMatchObject([403, { error: { code: 'EMBARGO' } }]);
      expect((await ask(id, { lidvid: closed, as: 'china' })).statusCode).toBe(200);
    }
    type Found = { total: number; products: { lidvid: string }[]; facets: { ownerId: { count: number }[] } };
    const [outside, inside] = await Promise.all(
      ['public', 'china'].map(async (as) => (await ask('products', { as, pageSize: 500 })).json<Found>()),
    );
    expect(outside!.products.map((one) => one.lidvid)).not.toContain(closed);
    expect(inside!.products.map((one) => one.lidvid)).toContain(closed);
    expect(outside!.facets.ownerId.reduce((sum, facet) => sum + facet.count, 0)).toBe(outside!.total);
    const share = (await ask('share', { as: 'public' })).json<{ products: { lidvid: string }[] }>();
    expect(share.products.map((one) => one.lidvid)).not.toContain(closed);
  });
});

describe('a live session', () => {
  it('streams messages that fit the contract', async () => {
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const abort = new AbortController();
    const response = await fetch(`${url}${addressOf('liveStream', { id: session })}`, { signal: abort.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const command = (payload: object) =>
      app.inject({ method: 'POST', url: addressOf('liveCommand', { id: session }), payload });
    await command({ type: 'speed', speed: 1e6 });
    await command({ type: 'play' });
    const fault = { et: 1104494469.184 + 86_400, componentId: 'relay', kind: 'linkOutage', durationS: 9e4, effect: 1 };
    const simulated = await command({ type: 'injectFault', fault });
    expect(simulated.json()).toMatchObject({ run: { revision: 1, summary: { faultsInjected: 1 } } });
    const heard = await hear(
      response.body!,
      (names) => names.has('event') && names.has('progress') && names.has('run'),
    );
    abort.abort();
    for (const [name, data] of heard) {
      expect(liveMessages[name as keyof typeof liveMessages].safeParse(data).error?.issues).toBeUndefined();
    }
    const live = (await ask('operate', { live: session })).json<{ faultsInjected: number }>();
    const disk = (await ask('operate')).json<{ faultsInjected: number }>();
    expect([live.faultsInjected, disk.faultsInjected]).toEqual([1, 0]);
  });
});

/** Reads server-sent events until `enough` of their names were seen. */
async function hear(
  body: ReadableStream<Uint8Array>,
  enough: (names: Set<string>) => boolean,
): Promise<[string, unknown][]> {
  const heard: [string, unknown][] = [];
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (!enough(new Set(heard.map(([name]) => name)))) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const match = /^event: (\w+)\ndata: (.*)$/.exec(block);
      if (match) heard.push([match[1]!, JSON.parse(match[2]!)]);
    }
  }
  reader.releaseLock();
  return heard;
}
