// Serves made-up test data for development of the page, from the TypeScript sources, without a build: node server/src/testing/serve-fixture.mjs [port]
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const vitePath = createRequire(`${root}web/package.json`).resolve('vite');
const { createServer } = await import(pathToFileURL(vitePath).href);
const vite = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false, hmr: false },
  resolve: { alias: [{ find: /^@openilrs\/([a-z]+)\/([a-z-]+)$/, replacement: `${root}$1/src/$2/index.ts` }] },
});
const { fixtureServerOptions } = await vite.ssrLoadModule('/server/src/testing/fixture-server.ts');
const { startServer } = await vite.ssrLoadModule('/server/src/main.ts');
const server = await startServer({ ...(await fixtureServerOptions()), port: Number(process.argv[2] ?? 0) });
console.log(`ready ${server.url} (TEST DATA)`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await server.close();
    await vite.close();
    process.exit(0);
  });
}
