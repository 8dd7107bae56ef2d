import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessOf, accessRule, type AccessPolicy, type DepositEntry } from '@openilrs/core/archive';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange } from '../hub-exchange/index.ts';
import { openHub, type Hub } from '../hub-store/index.ts';
import { sampleDeposit } from '../hub-store/testing/sample-deposit.ts';
import { openCatalogue, type Catalogue } from './catalogue.ts';
import type { ReadContext, SearchQuery } from './search-query.ts';

const DAY = 86_400_000;
const day = (n: number) => new Date(Date.UTC(2035, 0, 1) + n * DAY).toISOString().replace('.000Z', 'Z');
/** 40 deposits of 3 owners, 4 instruments, 40 days; every third public, the others closed until 100 + n days. Places walk around the pole. */
const deposits = Array.from({ length: 40 }, (_, n) => {
  const { metadata } = sampleDeposit(n).entry;
  return sampleDeposit(n, {
    embargoUntilUtc: n % 3 === 0 ? null : day(100 + n),
    metadata: { ...metadata, startUtc: day(n), stopUtc: day(n + 1), latDeg: -89.9 + n * 0.02, lonDeg: (n * 37) % 360 },
  });
});
const entries: readonly DepositEntry[] = deposits.map((deposit) => deposit.entry);
const policy: AccessPolicy = {
  'agreement-0': { readers: ['partner-1'], announced: true },
  'agreement-1': { readers: [], announced: false },
};
const publicAt = (nowUtc: string): ReadContext => ({ reader: null, policy, nowUtc });
const LATER = day(1000);

let folder: string;
let hubs: Hub[];
let catalogue: Catalogue;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-catalogue-'));
  const specs = [{ id: 'beijing', title: 'A', country: 'CN' }, { id: 'moscow', title: 'B', country: 'RU' }]; // prettier-ignore
  hubs = await Promise.all(specs.map((create) => openHub(join(folder, create.id), { create })));
  await Promise.all(deposits.slice(0, 30).map((deposit, n) => hubs[n % 2]!.deposit(deposit)));
  await exchange(hubs);
  await Promise.all(deposits.slice(30).map((deposit) => hubs[0]!.deposit(deposit))); // not exchanged: not safe
  catalogue = await openCatalogue({ k: 2 });
  await catalogue.rebuild(hubs);
});
afterAll(async () => {
  await catalogue.close();
  for (const hub of hubs) await hub.close();
  await rm(folder, { recursive: true });
});

describe('rebuilding', () => {
  it('gives identical rows from the logs, in whatever order they are read', async () => {
    const before = await catalogue.dump();
    expect([before.products.length, before.files.length, before.receipts.length]).toEqual([40, 40, 70]);
    expect(await catalogue.rebuild([...hubs].reverse())).toBe(40);
    expect(await catalogue.dump()).toEqual(before);
  });

  it('knows from one hub alone what the other vouched for', async () => {
    const before = await catalogue.dump();
    await catalogue.rebuild(
      [hubs[0]!],
      hubs.map((hub) => hub.known),
    );
    expect(await catalogue.dump()).toEqual(before);
    await catalogue.rebuild([hubs[0]!]);
    expect((await catalogue.dump()).receipts.every((receipt) => receipt.hub_id === 'beijing')).toBe(true);
    await catalogue.rebuild(hubs);
  });
});

describe('searching', () => {
  const numbersOf = async (query: SearchQuery) =>
    (await catalogue.search({ limit: 100, ...query }, publicAt(LATER))).items.map((item) =>
      Number(item.title.split(' ')[1]),
    );
  const expected = (fits: (n: number) => boolean) => deposits.map((_, n) => n).filter(fits);

  it('finds by instrument, owner and mission', async () => {
    expect(await numbersOf({ instrumentId: 'instrument-2' })).toEqual(expected((n) => n % 4 === 2));
    expect(await numbersOf({ ownerId: 'partner-1', missionId: 'test' })).toEqual(expected((n) => n % 3 === 1));
    expect(await numbersOf({ missionId: 'other' })).toEqual([]);
  });

  it('finds by time, a span that touches', async () => {
    expect(await numbersOf({ fromUtc: day(10), toUtc: day(12) })).toEqual([9, 10, 11]);
    expect(await numbersOf({ fromUtc: day(38.5) })).toEqual([38, 39]);
  });

  it('refuses what is no time, and knows leap seconds', async () => {
    await expect(numbersOf({ fromUtc: 'yesterday' })).rejects.toEqual(expect.objectContaining({ code: 'SEARCH_TIME' }));
    expect(await numbersOf({ fromUtc: '2035-02-07T23:59:60Z', toUtc: day(38.5) })).toEqual([37, 38]);
  });

  it('finds within a radius, as the haversine formula does', async () => {
    const centre = { latDeg: -89.6, lonDeg: 250 };
    const rad = Math.PI / 180;
    const distanceM = ({ metadata: { latDeg, lonDeg } }: DepositEntry) => {
      const h = Math.sin(((latDeg - centre.latDeg) * rad) / 2) ** 2 +
        Math.cos(latDeg * rad) * Math.cos(centre.latDeg * rad) * Math.sin(((lonDeg - centre.lonDeg) * rad) / 2) ** 2; // prettier-ignore
      return 2 * 1_737_400 * Math.asin(Math.sqrt(h));
    };
    for (const radiusM of [5_000, 12_000, 20_000, 6_000_000])
      expect(await numbersOf({ near: { ...centre, radiusM } })).toEqual(
        expected((n) => distanceM(entries[n]!) <= radiusM),
      );
  });

  it('finds in a box, also across the meridian of 0 degrees', async () => {
    const at = (n: number) => entries[n]!.metadata;
    const box = { latMinDeg: -89.5, latMaxDeg: -89.2, lonMinDeg: 100, lonMaxDeg: 200 };
    const inLatitude = (n: number) => at(n).latDeg >= box.latMinDeg && at(n).latDeg <= box.latMaxDeg;
    expect(await numbersOf({ box })).toEqual(
      expected((n) => inLatitude(n) && at(n).lonDeg >= 100 && at(n).lonDeg <= 200),
    );
    const across = expected((n) => inLatitude(n) && (at(n).lonDeg >= 300 || at(n).lonDeg <= 60));
    expect(await numbersOf({ box: { ...box, lonMinDeg: 300, lonMaxDeg: 60 } })).toEqual(across);
    expect(await numbersOf({ box: { ...box, lonMinDeg: -60, lonMaxDeg: 60 } })).toEqual(across);
    expect(await numbersOf({ box: { ...box, lonMinDeg: -180, lonMaxDeg: 180 } })).toEqual(expected(inLatitude));
  });

  it('finds words in any order and takes % for what it is', async () => {
    expect(await numbersOf({ text: ' 17  product ' })).toEqual([17]);
    expect(await numbersOf({ text: 'Product-3:' })).toEqual([3]);
    expect(await numbersOf({ text: '%' })).toEqual([]);
  });

  it('pages without losing or repeating', async () => {
    const pages = [];
    for (let offset = 0; offset < 40; offset += 7) pages.push(...(await numbersOf({ limit: 7, offset })));
    expect(pages).toEqual(expected(() => true));
    await expect(catalogue.search({ limit: 100_001 }, publicAt(LATER))).rejects.toEqual(
      expect.objectContaining({ code: 'SEARCH_PAGE' }),
    );
  });

  it('says which deposits are safe, and shows files and receipts', async () => {
    const { items } = await catalogue.search({ limit: 100 }, publicAt(LATER));
    expect(items.map((item) => item.safe)).toEqual(deposits.map((_, n) => n < 30));
    const { sha256 } = entries[3]!.objects[0]!;
    expect(items[3]).toMatchObject({
      files: [{ role: 'data', sha256 }],
      receipts: [{ hubId: 'beijing' }, { hubId: 'moscow' }],
    });
  });
});

describe('rights, evaluated when read', () => {
  it('open a product at the instant its embargo ends', async () => {
    const { product: lidvid, objects } = entries[1]!; // partner-1, announces nothing
    const until = Date.parse(entries[1]!.embargoUntilUtc!);
    const [before, after] = [until - 1, until].map((ms) => publicAt(new Date(ms).toISOString()));
    expect(await catalogue.product(lidvid, before!)).toBeNull();
    expect(await catalogue.product(lidvid, after!)).toMatchObject({ lidvid, access: 'full' });
    expect(await catalogue.mayReadObject(objects[0]!.sha256, before!)).toBe(false);
    expect(await catalogue.mayReadObject(objects[0]!.sha256, after!)).toBe(true);
    expect(await catalogue.product('urn:openilrs:test:data:nothing::1.0', after!)).toBeNull();
  });

  it('tell of an announced product nothing but its name, owner and date', async () => {
    const context = { reader: null, policy: { 'agreement-2': { readers: [], announced: true } }, nowUtc: day(0) };
    const { product: lidvid, embargoUntilUtc } = entries[2]!;
    const found = await catalogue.product(lidvid, context);
    expect(found).toEqual({ access: 'announced', lidvid, ownerId: 'partner-2', embargoUntilUtc: new Date(embargoUntilUtc!).toISOString() }); // prettier-ignore
    expect((await catalogue.search({}, context)).announced.total).toBe(13);
    expect((await catalogue.search({ ownerId: 'partner-2' }, context)).announced.total).toBe(13);
    for (const telling of [
      { text: 'product' },
      { fromUtc: day(0) },
      { instrumentId: 'instrument-2' },
      { near: { latDeg: -90, lonDeg: 0, radiusM: 1e7 } },
    ])
      // prettier-ignore
      expect((await catalogue.search(telling, context)).announced).toEqual({ total: 0, items: [] });
  });

  it('hold in hits, counts and extents alike, for any reader, policy and time (oracle: mayRead)', async () => {
    const partner = fc.constantFrom('partner-0', 'partner-1', 'partner-2', 'stranger');
    const agreement = fc.record({ readers: fc.uniqueArray(partner), announced: fc.boolean() });
    const anyPolicy = fc.dictionary(fc.constantFrom('agreement-0', 'agreement-1', 'agreement-2'), agreement, {
      maxKeys: 3,
      noNullPrototype: true,
    });
    const property = fc.asyncProperty(fc.option(partner), anyPolicy, fc.integer({ min: 90, max: 150 }), fc.option(fc.nat(3)), async (reader, rights, at, instrument) => {
      const context = { reader, policy: rights, nowUtc: day(at) };
      const query: SearchQuery = instrument === null ? {} : { instrumentId: `instrument-${instrument}` };
      const found = await catalogue.search({ ...query, limit: 100 }, context);
      const access = (entry: DepositEntry) => accessOf(reader, accessRule(entry, rights), day(at));
      const all = entries.filter((entry) => instrument === null || entry.metadata.instrumentId === query.instrumentId);
      const open = all.filter((entry) => access(entry) === 'full');
      expect(found.items.map((item) => item.lidvid)).toEqual(open.map((entry) => entry.product));
      expect(found.total).toBe(open.length);
      for (const facet of Object.values(found.facets)) expect(facet.reduce((sum, { count }) => sum + count, 0)).toBe(open.length);
      const lats = open.map((entry) => entry.metadata.latDeg);
      expect(found.extent?.latMinDeg).toBe(open.length === 0 ? undefined : Math.min(...lats));
      expect(found.extent?.latMaxDeg).toBe(open.length === 0 ? undefined : Math.max(...lats));
      const announced = instrument === null ? entries.filter((entry) => access(entry) === 'announced').length : 0;
      expect(found.announced.total).toBe(announced);
    }); // prettier-ignore
    await fc.assert(property, { seed: 8, numRuns: 25 });
  });
});
