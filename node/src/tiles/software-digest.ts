import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { projectPath } from '../bundled/index.ts';

/** What makes the numbers of a tile: two programs with the same digest give the same bytes. */
export interface Software {
  readonly version: string;
  readonly digest: string;
}

const ENTRY = 'terrain/tiles/tile-maps.js';

/** Version of the program, and digest of the built code that works out tiles. */
export function softwareOfTiles(): Promise<Software> {
  return softwareOf(ENTRY);
}

/** Version of the program, and digest of a built module of `core` (`terrain/tiles/tile-maps.js`) with all that it imports. */
export async function softwareOf(entry: string): Promise<Software> {
  const root = projectPath('core/dist');
  const found = new Map<string, string>();
  const queue = [join(root, entry)];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const name = relative(root, path).replaceAll('\\', '/');
    if (found.has(name)) continue;
    const code = await readFile(path, 'utf8');
    found.set(name, createHash('sha256').update(code).digest('hex'));
    for (const [, target] of code.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) queue.push(join(dirname(path), target!)); // prettier-ignore
  }
  const hash = createHash('sha256');
  for (const [name, digest] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${digest}  ${name}\n`);
  const { version } = JSON.parse(await readFile(projectPath('package.json'), 'utf8')) as { version: string };
  return { version, digest: hash.digest('hex') };
}
