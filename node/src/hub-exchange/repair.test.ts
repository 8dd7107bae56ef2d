import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHub, verifyHub, type Hub } from '../hub-store/index.ts';
import { sampleDeposit } from '../hub-store/testing/sample-deposit.ts';
import { exchange } from './exchange.ts';
import { localPeer, type HubPeer } from './hub-peer.ts';
import { pull } from './pull.ts';
import { repairHub } from './repair.ts';

const deposits = [1, 2, 3, 4].map((n) => sampleDeposit(n));
const addresses = deposits.flatMap(({ objects }) => [...objects.keys()]);
let folder: string;
let hubs: Hub[];
let [a, b] = [undefined, undefined] as unknown as [Hub, Hub];

const open = async (id: string, country: string) => {
  const hub = await openHub(join(folder, id), { create: { id, title: id, country } });
  hubs.push(hub);
  return hub;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-repair-'));
  hubs = [];
  [a, b] = [await open('beijing', 'CN'), await open('moscow', 'RU')];
  for (const deposit of deposits) await a.deposit(deposit);
  await exchange([a, b]);
});
afterEach(async () => {
  for (const hub of hubs) await hub.close();
  await rm(folder, { recursive: true });
});

/** The ways a disk loses an object. */
const flip = async (hub: Hub, sha256: string, byte = 3) => {
  const bytes = await readFile(hub.objects.path(sha256));
  bytes[byte]! ^= 1;
  await writeFile(hub.objects.path(sha256), bytes);
};
const cut = (hub: Hub, sha256: string) => truncate(hub.objects.path(sha256), 2);
const remove = (hub: Hub, sha256: string) => rm(hub.objects.path(sha256));
const problems = async (hub: Hub) => (await verifyHub(hub)).problems.map(({ code, subject }) => [code, subject]);

describe('repair', () => {
  it('finds one byte altered at equal size, an object cut short and one removed, and heals each from the other hub', async () => {
    const [one, two, three] = addresses as [string, string, string];
    await flip(a, one);
    await cut(a, two);
    await remove(a, three);
    expect(await problems(a)).toEqual([
      ['ALTERED_OBJECT', one],
      ['ALTERED_OBJECT', two],
      ['MISSING_OBJECT', three],
    ]);
    expect(await pull(a, localPeer(b), b.known)).toEqual({ read: 0, stored: 0, receipts: 0 }); // pull alone does not look
    const report = await repairHub(a, [localPeer(b)]);
    expect(report).toMatchObject({ id: 'beijing', objects: addresses.length, lost: [] });
    expect(report.healed.map(({ sha256, code, from }) => [sha256, code, from])).toEqual([
      [one, 'ALTERED_OBJECT', 'moscow'],
      [two, 'ALTERED_OBJECT', 'moscow'],
      [three, 'MISSING_OBJECT', 'moscow'],
    ]);
    expect(await problems(a)).toEqual([]);
    expect((await repairHub(a, [localPeer(b)])).healed).toEqual([]);
  });

  it('heals both hubs when each has lost something else', async () => {
    await flip(a, addresses[0]!);
    await remove(b, addresses[3]!);
    expect((await repairHub(a, [localPeer(b)])).healed).toHaveLength(1);
    expect((await repairHub(b, [localPeer(a)])).healed).toHaveLength(1);
    expect([await problems(a), await problems(b)]).toEqual([[], []]);
  });

  it('says what no hub has whole, keeps the bytes that are there and heals the rest', async () => {
    const [both, single, gone] = [addresses[0]!, addresses[1]!, addresses[2]!];
    await flip(a, both, 0);
    await flip(b, both, 1);
    await flip(a, single);
    await remove(a, gone);
    await remove(b, gone);
    const kept = await readFile(a.objects.path(both));
    const report = await repairHub(a, [localPeer(b)]);
    expect(report.healed.map(({ sha256 }) => sha256)).toEqual([single]);
    expect(report.lost).toMatchObject([
      { sha256: both, code: 'ALTERED_OBJECT', product: deposits[0]!.entry.product, message: 'moscow has it altered, too' },
      { sha256: gone, code: 'MISSING_OBJECT', message: 'moscow does not have it' },
    ]); // prettier-ignore
    expect(await readFile(a.objects.path(both))).toEqual(kept);
    expect(existsSync(a.objects.path(gone))).toBe(false);
    expect(await problems(a)).toHaveLength(2);
    expect(await repairHub(a, [])).toMatchObject({ lost: [{ message: 'there is no other hub to ask' }, {}] });
  });

  it('goes past a peer that lies, fails or is silent to one that proves its bytes', async () => {
    const liar: HubPeer = { ...localPeer(b), id: 'liar', object: async () => new Uint8Array(7) };
    const dead: HubPeer = { ...localPeer(b), id: 'dead', object: () => Promise.reject(new Error('no line')) };
    await flip(a, addresses[0]!);
    expect((await repairHub(a, [liar, dead])).lost[0]!.message).toBe(
      'liar has it altered, too; dead cannot give it (no line)',
    );
    expect((await repairHub(a, [liar, dead, localPeer(b)])).healed[0]!.from).toBe('moscow');
  });

  it('works on a hub that has lost its private key, and leaves its log alone', async () => {
    await a.close();
    const log = await readFile(join(folder, 'beijing', 'log'));
    await rm(join(folder, 'beijing', 'key'));
    const again = await openHub(join(folder, 'beijing'), { objectsOnly: true });
    hubs = [again, b];
    await remove(again, addresses[3]!);
    expect((await repairHub(again, [localPeer(b)])).healed).toHaveLength(1);
    expect(await problems(again)).toEqual([]);
    await expect(again.deposit(sampleDeposit(9))).rejects.toThrow('not open for deposits');
    expect(await readFile(join(folder, 'beijing', 'log'))).toEqual(log);
    await expect(openHub(join(folder, 'beijing'), { objectsOnly: true })).rejects.toMatchObject({ code: 'HUB_LOCKED' });
  });
});

describe('bytes of our own that went bad', () => {
  const fresh = sampleDeposit(7);
  const [sha256] = [...fresh.objects.keys()] as [string];
  /** The objects without their entry, as a crash leaves them; one has gone bad. */
  const leaveBad = async () => {
    await a.objects.putAll(fresh.objects);
    await flip(a, sha256);
  };

  it('are replaced by a deposit that brings the same object whole', async () => {
    await leaveBad();
    await a.deposit(fresh);
    expect(await a.objects.isIntact(sha256)).toBe(true);
  });

  it('are no fault of the peer: they are fetched from it', async () => {
    await leaveBad();
    await b.deposit(fresh);
    expect(await pull(a, localPeer(b), b.known)).toMatchObject({ stored: 1 });
    expect(await problems(a)).toEqual([]);
  });
});
