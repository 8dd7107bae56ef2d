import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
    expect(readdirSync(folder)).toEqual(['file']);
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

it.runIf(existsSync('/proc/self'))(
  'refuses at once a path that no user can make, whatever the rights say',
  async () => {
    for (const folder of ['/proc/ilrs-none', '/proc/ilrs-none/deeper/still'])
      await expect(requireWritable(folder)).rejects.toMatchObject({ code: 'OUT_FOLDER', where: folder });
  },
);

it('refuses a path that the system does not take', async () => {
  const folder = join(tmpdir(), 'x'.repeat(5000));
  await expect(requireWritable(folder)).rejects.toMatchObject({ code: 'OUT_FOLDER', where: folder });
});
