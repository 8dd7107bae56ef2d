// `npm run bench [-- name ...]`: runs every bench/*.bench.ts (or those named) and prints their figures; `peers/name` those that need a peer in another language.
// The TypeScript of the benches is transpiled by vite-node's loader through vitest's bundled vite; sources are the built workspaces.
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const folders = ['', ...(wanted.some((word) => word.startsWith('peers/')) ? ['peers/'] : [])];
const files = folders
  .flatMap((folder) => readdirSync(`${root}bench/${folder}`).map((name) => folder + name))
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
  .sort();

console.log(
  `OpenILRS bench, ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
);
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
let failed = 0;
try {
  for (const file of files) {
    const bench = await vite.ssrLoadModule(`/bench/${file}`);
    console.log(`\n${bench.title}  (bench/${file})`);
    try {
      await bench.run((line) => console.log(`  ${line}`));
    } catch (error) {
      failed += 1;
      console.error(`  failed: ${error.stack ?? error}`);
    }
  }
} finally {
  await vite.close();
}
process.exit(failed === 0 ? 0 : 1);
