import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { RunFolder } from '../run/run-folder.ts';
import type { Archive } from './archive.ts';
import { ArchiveOfRun } from './archive-of-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'openilrs-archive-of-run-'));
mkdirSync(join(folder, 'share'));
afterAll(() => rmSync(folder, { recursive: true }));
const share = (text: string) => writeFileSync(join(folder, 'share/share.json'), text);

it('is opened once, again after share has run anew, and again after a failure', async () => {
  const log: string[] = [];
  let isBroken = false;
  const archive = new ArchiveOfRun(new RunFolder(folder), async () => {
    if (isBroken) throw new Error('no hub');
    log.push('open');
    return { close: async () => void log.push('close') } as Archive;
  });
  await expect(archive.open()).rejects.toMatchObject({ code: 'RUN_NOT_READY' });
  share('{"a":1}');
  const [first, same] = await Promise.all([archive.open(), archive.open()]);
  expect([first === same, log]).toEqual([true, ['open']]);
  share('{"a":22}');
  expect((await archive.open()) === first).toBe(false);
  expect(log).toEqual(['open', 'close', 'open']);
  isBroken = true;
  share('{"a":333}');
  await expect(archive.open()).rejects.toThrow('no hub');
  isBroken = false;
  await archive.open();
  await archive.close();
  expect(log).toEqual(['open', 'close', 'open', 'close', 'open', 'close']);
});

it('that is closed while it opens gives up', async () => {
  const archive = new ArchiveOfRun(
    new RunFolder(folder),
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))),
  );
  const opening = archive.open();
  await new Promise((soon) => setTimeout(soon));
  await Promise.all([archive.close(), expect(opening).rejects.toThrow('given up')]);
});
