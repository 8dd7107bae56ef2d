import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessPolicy } from '@openilrs/core/archive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRunArchive } from './run-archive.ts';
import { runShare } from './run-share.ts';
import { sampleMission, sampleShare } from './testing/sample-run.ts';

const policy = accessPolicy(sampleMission.programme);
const as = { reader: 'china', nowUtc: '2036-01-01T00:00:00Z' };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-damaged-'));
  await runShare(sampleShare(join(folder, 'whole'), 6));
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the run whose hub in Moscow is spoilt by `damage`. */
async function spoilt(name: string, damage: (hub: string) => Promise<void>): Promise<string> {
  const share = join(folder, name, 'share');
  await cp(join(folder, 'whole', 'share'), share, { recursive: true });
  await damage(join(share, 'hubs', 'moscow'));
  return share;
}

const flipInside = async (file: string) => {
  const bytes = await readFile(file);
  bytes[Math.floor(bytes.length / 3)]! ^= 4;
  await writeFile(file, bytes);
};
const damages: [string, string, (hub: string) => Promise<void>][] = [
  ['a bit of its log flipped', 'DAMAGED_LOG', (hub) => flipInside(join(hub, 'log'))],
  ['no log', 'HUB_UNREADABLE', (hub) => rm(join(hub, 'log'))],
  ['no card', 'HUB_MISSING', (hub) => rm(join(hub, 'hub.json'))],
  ['a torn card', 'HUB_CARD', (hub) => truncate(join(hub, 'hub.json'), 30)],
  ['no folder', 'HUB_MISSING', (hub) => rm(hub, { recursive: true })],
];

describe('an archive of which one hub has', () => {
  it.each(damages)('%s opens without it and says why', async (what, code, damage) => {
    const archive = await openRunArchive(await spoilt(what, damage), { k: 2, policy });
    try {
      expect(archive.damaged).toMatchObject([{ id: 'moscow', code, message: expect.stringMatching(/\S/) }]);
      expect((await archive.hubs()).map(({ id }) => id)).toEqual(['beijing']);
      const found = await archive.search({}, as);
      expect(found.total).toBe(6);
      expect(found.items.every(({ safe, receipts }) => !safe && receipts.length === 1)).toBe(true);
      expect((await archive.verify()).map(({ problems }) => problems)).toEqual([[]]);
    } finally {
      await archive.close();
    }
  });

  it('a log cut short after a checkpoint: it opens, vouches for nothing it has lost, and both say so', async () => {
    const share = await spoilt('cut', (hub) => writeFile(join(hub, 'log'), ''));
    const archive = await openRunArchive(share, { k: 2, policy });
    expect(archive.damaged).toMatchObject([
      { id: 'moscow', code: 'DAMAGED_LOG', message: expect.stringContaining('6 deposits are missing') },
    ]);
    expect((await archive.search({}, as)).items.every(({ safe }) => !safe)).toBe(true);
    expect((await archive.verify()).map(({ problems }) => problems[0]?.code)).toEqual([undefined, 'DAMAGED_LOG']);
    await archive.close();
  });

  it('lost one object gives it from the other', async () => {
    const share = await spoilt('objects', (hub) => rm(join(hub, 'objects'), { recursive: true }));
    await rm(join(share, 'hubs', 'beijing', 'key'));
    const archive = await openRunArchive(share, { k: 2, policy });
    const { files } = (await archive.search({}, as)).items[0]!;
    expect(archive.damaged).toEqual([]);
    expect((await archive.object(files[0]!.sha256, as))?.length).toBe(files[0]!.bytes);
    await archive.close();
  });

  it('fails only when no hub opens', async () => {
    const share = await spoilt('all', async (hub) => {
      for (const one of [hub, join(hub, '..', 'beijing')]) await flipInside(join(one, 'log'));
    });
    await expect(openRunArchive(share, { k: 2, policy })).rejects.toMatchObject({ code: 'DAMAGED_LOG' });
  });
});
