import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHub } from '@openilrs/node/hub-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDeposit } from '../../../node/src/hub-store/testing/sample-deposit.ts';
import type { Archive } from './archive.ts';
import { openHubArchive } from './hub-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'openilrs-archive-'));
const deposits = Array.from({ length: 12 }, (_, n) =>
  sampleDeposit(n, {
    embargoUntilUtc: n < 6 ? null : '2035-06-01T00:00:00Z',
    ownerId: n % 2 === 0 ? 'china' : 'egypt',
    agreementId: 'founders',
  }),
);
let archive: Archive;

beforeAll(async () => {
  for (const [id, country] of [
    ['beijing', 'CN'],
    ['moscow', 'RU'],
  ] as const) {
    const hub = await openHub(join(folder, 'share/hubs', id), { create: { id, title: id, country } });
    for (const deposit of deposits) await hub.deposit(deposit);
    await hub.close();
  }
  const policy = { founders: { readers: ['russia'], announced: true } };
  archive = await openHubArchive({ folder: join(folder, 'share'), k: 2, policy, nowUtc: '2035-03-01T00:00:00Z' });
});
afterAll(async () => {
  await archive.close();
  rmSync(folder, { recursive: true });
});
const search = (change: object = {}) => archive.search({ page: 1, pageSize: 50, as: 'public', ...change });

describe('the archive of a run', () => {
  it('finds the hubs of its folder and says what they hold', async () => {
    const { hubs, damaged } = await archive.hubs();
    expect(damaged).toBeUndefined();
    expect(hubs.map(({ id, country, logSize }) => [id, country, logSize])).toEqual([
      ['beijing', 'CN', 12],
      ['moscow', 'RU', 12],
    ]);
  });

  it('shows to each reader what it may read', async () => {
    const totals = await Promise.all(
      ['public', 'russia', 'china', 'egypt'].map(async (as) => (await search({ as })).total),
    );
    expect(totals).toEqual([6, 12, 9, 9]);
    expect((await search()).announced.total).toBe(6);
    expect((await search()).products.every(({ safe, receipts }) => safe && receipts.length === 2)).toBe(true);
  });

  it('gives bytes of what is open and only the announcement of what is not', async () => {
    const open = await archive.product(deposits[0]!.entry.product, 'public');
    if (open?.access !== 'full') throw new Error('expected to be open');
    const [sha256, bytes] = [...deposits[0]!.objects][0]!;
    expect(open.files.map((file) => file.sha256)).toContain(sha256);
    expect(Buffer.from(await archive.bytes(sha256, 'public')).equals(Buffer.from(bytes))).toBe(true);
    const [closed] = [...deposits[7]!.objects.keys()];
    await expect(archive.bytes(closed!, 'public')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await archive.product(deposits[7]!.entry.product, 'public')).toMatchObject({ access: 'announced' });
    expect(await archive.product('urn:not:there:at:all::1.0', 'public')).toBeNull();
  });

  it('searches by time, place and words, page by page', async () => {
    const { startUtc, latDeg, lonDeg } = deposits[0]!.entry.metadata;
    expect((await search({ toUtc: startUtc.slice(0, 4) + '-01-01', fromUtc: '1990-01-01' })).total).toBe(0);
    expect(
      (await search({ bbox: `${lonDeg - 1},${latDeg - 0.1},${lonDeg + 1},${Math.min(latDeg + 0.1, 90)}` })).total,
    ).toBeGreaterThan(0);
    expect((await search({ owner: 'china', as: 'russia' })).total).toBe(6);
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => (await search({ as: 'russia', page, pageSize: 5 })).products.length),
    );
    expect(pages).toEqual([5, 5, 2]);
    await expect(search({ fromUtc: 'spring' })).rejects.toMatchObject({ code: 'BAD_REQUEST', where: 'fromUtc' });
  });

  it('finds an object that was altered on the disk', async () => {
    expect((await archive.verify()).map(({ ok, objectsChecked }) => [ok, objectsChecked > 0])).toEqual([
      [true, true],
      [true, true],
    ]);
    const [sha256] = [...deposits[3]!.objects.keys()];
    const objects = join(folder, 'share/hubs/moscow/objects');
    const found = readdirSync(objects, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(sha256!))!;
    writeFileSync(join(objects, found), 'forged');
    const [beijing, moscow] = await archive.verify();
    expect([beijing!.ok, moscow!.ok]).toEqual([true, false]);
    expect(moscow!.problems.join()).toMatch(/ALTERED_OBJECT/);
  });

  it('opens without a hub whose log is damaged, and says which and why', async () => {
    const log = join(folder, 'share/hubs/moscow/log');
    writeFileSync(log, readFileSync(log, 'utf8').replace('Product 1', 'Product 2'));
    const policy = { founders: { readers: [], announced: true } };
    const half = await openHubArchive({ folder: join(folder, 'share'), k: 2, policy, nowUtc: '2036-01-01T00:00:00Z' });
    expect(await half.hubs()).toMatchObject({ hubs: [{ id: 'beijing' }], damaged: [{ id: 'moscow', code: 'DAMAGED_LOG' }] }); // prettier-ignore
    expect((await half.verify())[1]).toMatchObject({ id: 'moscow', ok: false, problems: [expect.stringMatching(/^DAMAGED_LOG: /)] }); // prettier-ignore
    const { total, products } = await half.search({ page: 1, pageSize: 50, as: 'public' });
    expect([total, products.some(({ safe }) => safe)]).toEqual([12, false]);
    await half.close();
  });
});
