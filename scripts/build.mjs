// Builds every workspace: the TypeScript projects in the order of their references, then the page.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = ['node_modules/typescript/bin/tsc', '-b', 'core', 'api', 'node', 'server', 'cli'];
const vite = ['../node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'];

for (const [args, cwd] of [
  [tsc, root],
  [vite, `${root}web`],
]) {
  const done = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
