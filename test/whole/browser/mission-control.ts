import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../server/src/main.ts';
import { fixtureServerOptions } from '../../../server/src/testing/fixture-server.ts';

export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The real server with the page that was built, on a made-up run of a year; or the server at `OPENILRS_URL`, to try the same tests on a real run.
 *
 * @throws Error when the page has not been built
 */
export async function serveMissionControl(): Promise<ServedPage> {
  const running = process.env['OPENILRS_URL'];
  if (running !== undefined) return { url: running, close: async () => {} };
  if (!existsSync(fileURLToPath(new URL('../../../web/dist/index.html', import.meta.url))))
    throw new Error('web/dist/index.html is missing: build the page first (npm run build)');
  const options = await fixtureServerOptions(365);
  const server = await startServer({ ...options, port: 0 });
  const close = async () => {
    await server.close();
    rmSync(options.runDir, { recursive: true, force: true });
  };
  return { url: server.url, close };
}
