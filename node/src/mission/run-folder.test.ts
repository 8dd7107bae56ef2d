import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requireWritable } from './run-folder.ts';

it('accepts folders that are or can be made, refuses those below a file, and makes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ilrs-out-'));
  try {
    writeFileSync(join(folder, 'file'), '');
    await requireWritable(folder);
    await requireWritable(join(folder, 'a', 'b'));
    expect(existsSync(join(folder, 'a'))).toBe(false);
    for (const below of ['file', 'file/a', 'file/a/b'])
      await expect(requireWritable(join(folder, below))).rejects.toMatchObject({
        name: 'InputError',
        code: 'OUT_FOLDER',
        where: join(folder, below),
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
