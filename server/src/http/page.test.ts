import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, startServer, type ServerOptions } from '../main.ts';
import { fixtureServerOptions } from '../testing/fixture-server.ts';

const script = `export const words = ${JSON.stringify('ridge '.repeat(2000))};`;
const page = mkdtempSync(join(tmpdir(), 'openilrs-page-'));
mkdirSync(join(page, 'assets'));
writeFileSync(join(page, 'index.html'), '<!doctype html><title>first</title>');
writeFileSync(join(page, 'assets/main-1a2b.js'), script);

let options: ServerOptions;
let app: FastifyInstance;
let close: () => Promise<void>;
beforeAll(async () => {
  options = { ...(await fixtureServerOptions(3)), page };
  ({ app, close } = await createServer(options));
});
afterAll(async () => {
  await close();
  for (const folder of [page, options.runDir]) rmSync(folder, { recursive: true });
});
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('the page', () => {
  it('is sent compressed as the browser likes it, and kept for ever when its name has a digest', async () => {
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const encoding of ['br', 'gzip'] as const) {
      const response = await get('/assets/main-1a2b.js', { 'accept-encoding': encoding });
      expect(response.headers['content-encoding']).toBe(encoding);
      expect(response.headers['cache-control']).toMatch(/immutable/);
      expect(unpack[encoding](response.rawPayload).toString()).toBe(script);
    }
    const plain = await get('/assets/main-1a2b.js');
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, script]);
  });

  it('answers 304 to who has it already', async () => {
    const { headers } = await get('/');
    expect((await get('/', { 'if-none-match': headers['etag'] as string })).statusCode).toBe(304);
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('opens at any address of its own, but not for files or addresses of the API that do not exist', async () => {
    expect((await get('/operate')).headers['content-type']).toMatch('text/html');
    expect((await get('/assets/none.js')).statusCode).toBe(404);
    expect((await get('/api/none')).statusCode).toBe(404);
    expect((await get('/..%2f..%2fpackage.json')).statusCode).toBe(404);
  });

  it('is read again when it was built anew', async () => {
    writeFileSync(join(page, 'index.html'), '<!doctype html><title>second</title>');
    utimesSync(join(page, 'index.html'), new Date(), new Date(Date.now() + 5000));
    expect((await get('/')).body).toMatch('second');
  });

  it('that is not built says so', async () => {
    const bare = await createServer({ ...options, page: join(page, 'nowhere') });
    const response = await bare.app.inject('/');
    expect(response.json()).toMatchObject({ error: { code: 'NOT_FOUND', message: 'the page is not built' } });
    await bare.close();
  });
});

describe('a server', () => {
  it('says what to do when its port is taken', async () => {
    const first = await startServer(options);
    const port = Number(new URL(first.url).port);
    await expect(startServer({ ...options, port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      remedy: expect.stringContaining(`PORT=${port + 1}`),
    });
    await first.close();
    await expect(fetch(first.url)).rejects.toThrow();
  });

  it('answers RUN_NOT_READY for what no verb has written yet, and is healthy', async () => {
    const empty = await createServer({ ...options, runDir: join(page, 'no-run') });
    const health = (await empty.app.inject('/api/health')).json();
    expect(health).toMatchObject({ status: 'ok', run: { state: 'notReady', missionId: 'fixture' } });
    for (const url of [
      '/api/survey',
      '/api/survey/files/x.png',
      '/api/construct',
      '/api/operate',
      '/api/operate/events',
      '/api/share',
    ]) {
      const response = await empty.app.inject(url);
      expect([url, response.statusCode, response.json()]).toMatchObject([
        url,
        404,
        { error: { code: 'RUN_NOT_READY' } },
      ]);
    }
    expect((await empty.app.inject('/api/mission')).json()).toMatchObject({ site: null });
    await empty.close();
  });
});
