import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { projectPath } from '../bundled/index.ts';

/** One reader at a time and a few thousand rows: PostgreSQL's usual 128 MB of buffers would only be memory. */
const CONFIGURATION = ['shared_buffers=8MB', 'max_connections=4'];

/** A thread of its own, as what `initdb` takes (400 MB) is only given back when its thread ends. Plain JavaScript, so that it runs from sources as well. */
const MAKE = `
const { parentPort, workerData } = require('node:worker_threads');
const { PGlite } = require(workerData.pglite);
PGlite.create({ postgresqlconf: workerData.configuration })
  .then((database) => database.dumpDataDir('gzip'))
  .then((archive) => archive.arrayBuffer())
  .then((bytes) => parentPort.postMessage(new Uint8Array(bytes)));
`;

/**
 * A new database in memory. Making one from nothing (`initdb`) takes 4 to 8 s and 760 MB, opening a copy of an empty one 1 to 2 s and 330 MB: so the first is kept,
 * packed (4.5 MB), beside the installed packages. It holds nothing but PostgreSQL's own tables and may be deleted at any time.
 */
export async function newDatabase(): Promise<PGlite> {
  const file = templateFile();
  const kept = await readFile(file).catch(() => null);
  const template = kept ?? (await makeTemplate());
  if (kept === null) await keep(file, template);
  try {
    return await PGlite.create({ loadDataDir: new Blob([template as BlobPart]) });
  } catch (error) {
    if (kept === null) throw error;
    await rm(file, { force: true }); // damaged, or of another version: make it anew
    return newDatabase();
  }
}

function templateFile(): string {
  const require = createRequire(import.meta.url);
  const { version } = require(join(require.resolve('@electric-sql/pglite'), '../../package.json')) as {
    version: string;
  };
  return projectPath(`node_modules/.cache/openilrs/pglite-${version}.tar.gz`);
}

function makeTemplate(): Promise<Uint8Array> {
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return new Promise((resolve, reject) => {
    const worker = new Worker(MAKE, { eval: true, workerData: { pglite, configuration: CONFIGURATION } });
    worker.once('message', (bytes: Uint8Array) => {
      resolve(bytes);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('PGlite ended before it had made a database')));
  });
}

/** Whole or not at all; where nothing can be kept, the next start makes it again. */
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.${randomUUID()}`;
  try {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, file);
  } catch {
    await rm(part, { force: true });
  }
}
