// Makes a fresh clone ready for `npm start` and `npm test`: installs the packages and builds what is missing or older than its sources.
// Plain Node with no dependency, because it runs before there are any. Says what it does; does nothing when nothing is needed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampDir = join(root, 'node_modules', '.openilrs');

needNode(20, 20);
installIfNeeded();
buildIfNeeded();

function needNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  fail(
    `OpenILRS needs Node ${major}.${minor} or later, this is ${process.versions.node}. Install a newer Node and try again.`,
  );
}

function installIfNeeded() {
  const want = digestOf(['package-lock.json']);
  if (stamp('installed') === want && existsSync(join(root, 'node_modules', 'typescript'))) return;
  run('installing packages (npm ci, once)', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  setStamp('installed', want);
}

function buildIfNeeded() {
  const want = digestOf(sources());
  if (
    stamp('built') === want &&
    existsSync(join(root, 'cli', 'dist', 'main.js')) &&
    existsSync(join(root, 'web', 'dist', 'index.html'))
  )
    return;
  run('building (tsc and vite, when sources have changed)', process.execPath, ['scripts/build.mjs']);
  setStamp('built', want);
}

/** Every file that the build reads. */
function sources() {
  const files = ['package-lock.json', 'tsconfig.base.json', 'scripts/build.mjs'];
  for (const workspace of ['core', 'api', 'node', 'server', 'cli', 'web']) {
    for (const entry of readdirSync(join(root, workspace), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !/[\\/](dist|node_modules)[\\/]/.test(path)) files.push(path.slice(root.length));
    }
  }
  return files.sort();
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function stamp(name) {
  const file = join(stampDir, name);
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
}

function setStamp(name, value) {
  mkdirSync(stampDir, { recursive: true });
  writeFileSync(join(stampDir, name), value);
}

function run(what, command, args) {
  console.log(`setup: ${what} ...`);
  const started = Date.now();
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0)
    fail(
      `setup: ${what} failed (${command} ${args.join(' ')}, exit ${done.status ?? done.signal}). The lines above say why.`,
    );
  console.log(`setup: done in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
