import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFilesWhole, writeFileWhole } from './index.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'ilrs-outputs-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('files that are written whole', () => {
  it('replace what was there and leave nothing beside it', async () => {
    const out = join(folder, 'deep', 'out');
    await writeFilesWhole(out, [['a.txt', 'old']]);
    const paths = await writeFilesWhole(out, [['a.txt', 'new'], ['b.bin', new Uint8Array([1, 2])]]); // prettier-ignore
    expect(paths).toEqual([join(out, 'a.txt'), join(out, 'b.bin')]);
    expect(await readFile(join(out, 'a.txt'), 'utf8')).toBe('new');
    expect((await readdir(out)).sort()).toEqual(['a.txt', 'b.bin']);
  });

  it('change nothing when one of them cannot be written', async () => {
    await writeFile(join(folder, 'a.txt'), 'old');
    const written = writeFilesWhole(folder, [['a.txt', 'new'], ['no such folder/b.txt', 'new']]); // prettier-ignore
    await expect(written).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('say when the folder of a single file is missing, or a folder has its name', async () => {
    await expect(writeFileWhole(join(folder, 'missing', 'a.txt'), '')).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(join(folder, 'taken'));
    await expect(writeFileWhole(join(folder, 'taken'), '')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
