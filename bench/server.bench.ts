import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createServer as createPlain } from 'node:http';
import { gzipSync, brotliCompressSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { fixtureServerOptions } from '../server/src/testing/fixture-server.ts';
import { startServer } from '../server/src/main.ts';
import { projectPath } from '@openilrs/node/bundled';

export const title = 'Server: requests a second, bytes of the first page load';

const SECONDS = 2;
const AT_ONCE = 16;
const SCRIPT_LIMIT_KB = 1000;

/** Requests a second beside those of a bare Node server in the same process that answers with as many bytes. */
export async function run(print: (line: string) => void): Promise<void> {
  const options = await fixtureServerOptions(365);
  const server = await startServer({ ...options, logLevel: 'silent' });
  const questions = [
    ['health', '/api/health'],
    ['products, page of 50', '/api/share/products?as=china'],
    ['timeline of a year', '/api/operate/timeline'],
    ['profiles, 1000 points', '/api/operate/profiles?points=1000'],
  ] as const;
  for (const [name, path] of questions) {
    const body = await (await fetch(server.url + path)).text();
    const ours = await requestsPerSecond(server.url + path);
    const bare = await withBareServer(body, requestsPerSecond);
    const share = ((100 * ours) / bare).toFixed(0);
    print(
      `${name.padEnd(24)} ${ours.toFixed(0).padStart(6)} requests/s (${share} % of a bare server with the same ${body.length} bytes)`,
    );
  }
  await server.close();
  rmSync(options.runDir, { recursive: true });
  for (const line of pageLoad(projectPath('web/dist'))) print(line);
}

async function requestsPerSecond(url: string): Promise<number> {
  const end = performance.now() + 1000 * SECONDS;
  let count = 0;
  const client = async () => {
    while (performance.now() < end) {
      await (await fetch(url)).arrayBuffer();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return count / SECONDS;
}

async function withBareServer(body: string, measure: (url: string) => Promise<number>): Promise<number> {
  const bare = createPlain((_, response) => response.setHeader('content-type', 'application/json').end(body));
  await new Promise<void>((done) => bare.listen(0, '127.0.0.1', done));
  const rate = await measure(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/`);
  bare.closeAllConnections();
  bare.close();
  return rate;
}

/** What a browser fetches before the first view (Survey) stands: index.html, what it names, the view, and all that these import. */
function pageLoad(folder: string): string[] {
  if (!existsSync(join(folder, 'index.html'))) return ['first page load: the page is not built'];
  const html = readFileSync(join(folder, 'index.html'));
  const named = [...html.toString().matchAll(/(?:src|href)="[./]*(assets\/[^"]+)"/g)].map((match) => match[1]!);
  const view = readdirSync(join(folder, 'assets')).filter((name) => /^SurveyView.*\.(js|css)$/.test(name));
  const names = withImports(folder, [...named, ...view.map((name) => `assets/${name}`)]);
  const sizeKb = (bytes: readonly Uint8Array[]) => bytes.reduce((sum, one) => sum + one.length, 0) / 1000;
  const read = (wanted: readonly string[]) => wanted.map((name) => readFileSync(join(folder, name)));
  const all = [html, ...read(names)];
  const scriptKb = sizeKb(read(names.filter((name) => name.endsWith('.js'))));
  const sent = {
    brotli: sizeKb(all.map((file) => brotliCompressSync(file))),
    gzip: sizeKb(all.map((file) => gzipSync(file))),
  };
  return [
    `first page load          ${sizeKb(all).toFixed(0)} kB in ${all.length} files; sent ${sent.brotli.toFixed(0)} kB (brotli), ${sent.gzip.toFixed(0)} kB (gzip)`,
    `its scripts              ${scriptKb.toFixed(0)} kB = ${((100 * scriptKb) / SCRIPT_LIMIT_KB).toFixed(0)} % of the limit of 1 MB`,
  ];
}

/** The files and the scripts that they import statically; what is imported on demand comes later. */
function withImports(folder: string, names: readonly string[]): string[] {
  const found = new Set(names);
  for (const name of found) {
    if (!name.endsWith('.js')) continue;
    const code = readFileSync(join(folder, name), 'utf8');
    for (const match of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) found.add(`assets/${match[1]}`);
  }
  return [...found];
}
