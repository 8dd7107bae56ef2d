import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('lists every bundled file with its right digest, origin and licence in data/SOURCES.md', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const check = spawnSync(process.execPath, ['data/make/sources.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect(check.stderr).toBe('');
  expect(check.status).toBe(0);
});
