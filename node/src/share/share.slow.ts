import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessPolicy } from '@openilrs/core/archive';
import { makeProducts, type ShareResult } from '@openilrs/core/mission';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledPath } from '../bundled/index.ts';
import { checkLabelFiles, folderDictionaries, formatFinding, Pds4Validator } from '../pds4-validator/index.ts';
import { openRunArchive, type RunArchive } from './run-archive.ts';
import { runShare, shareInput, type ShareOptions } from './run-share.ts';
import { instrumentIds, sampleActivities, sampleMission, sampleShare } from './testing/sample-run.ts';

const COUNT = 2 * instrumentIds.length;
let folder: string;
let result: ShareResult;
let archive: RunArchive;
const policy = accessPolicy(sampleMission.programme);

/** Every file below a folder with its digest. */
function digests(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-share-'));
  result = await runShare(sampleShare(folder, COUNT));
  archive = await openRunArchive(join(folder, 'share'), { k: 2, policy });
});
afterAll(async () => {
  await archive.close();
  await rm(folder, { recursive: true });
});

describe('products', () => {
  const input = shareInput(sampleShare('', COUNT));
  const products = makeProducts(input);

  it('have tables of finite numbers that fit their labels, for every kind of instrument', () => {
    for (const { statement, objects, label } of products.slice(0, instrumentIds.length)) {
      const data = Buffer.from(objects.get(statement.objects[0]!.sha256)!).toString();
      const [header, ...rows] = data.trimEnd().split('\r\n');
      const xml = Buffer.from(label).toString();
      const names = [...xml.matchAll(/<name>([^<]+)<\/name>\s*<field_number>/g)].map((match) => match[1]);
      expect(names.join()).toBe(header);
      expect(rows).toHaveLength(120);
      for (const row of rows) {
        const values = row.split(',');
        expect(values).toHaveLength(names.length);
        for (const value of values.slice(1)) expect(Number.isFinite(Number(value)), row).toBe(true);
      }
      expect(new Set(rows).size).toBeGreaterThan(100);
    }
  });

  it('say in title, description and file that they are simulated', () => {
    for (const { label } of products) {
      const xml = Buffer.from(label).toString();
      expect(xml).toMatch(/<title>SIMULATED: /);
      expect(xml.match(/SIMULATED DATA\. No instrument measured this/g)!.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('depend on seed and activity alone', () => {
    const [alone] = makeProducts({ ...input, activities: sampleActivities(20).slice(17, 18) });
    expect(alone!.statement).toEqual(products[17]!.statement);
    const other = makeProducts({ ...input, context: { ...input.context, seed: 8 } });
    expect(other[17]!.statement.objects[0]!.sha256).not.toBe(alone!.statement.objects[0]!.sha256);
  });

  it('have labels that say how they were made again, and identifiers that no other run has', () => {
    const sample = sampleShare('', 3);
    const xml = Buffer.from(makeProducts(shareInput(sample))[0]!.label).toString();
    expect(xml).toContain(`Mission file: sha256 ${'0'.repeat(64)}. Command: test .`);
    const lid = (change: Partial<ShareOptions>) =>
      makeProducts(shareInput({ ...sample, ...change }))[0]!.statement.product;
    const lids = [
      lid({}),
      lid({ seed: 8 }),
      lid({ missionSha256: '2'.repeat(64) }),
      lid({ eventLogDigest: '2'.repeat(64) }),
      lid({ site: { ...sample.site, lonDeg: 222.76 } }),
      lid({ provenance: { ...sample.provenance, command: 'another' } }),
    ];
    expect(new Set(lids).size).toBe(lids.length);
    expect(lid({})).toBe(lids[0]);
    for (const one of lids)
      expect(one).toMatch(/^urn:ros:rssa:openilrs_sim_sample_[0-9a-f]{12}:data_seismometer:[a-z0-9._-]+::1\.0$/);
  });

  it('have identifiers of legal length and valid labels for the longest names that a mission file may have', () => {
    const longest = 'a'.repeat(63);
    const sample = sampleShare('', 1);
    const { context } = shareInput(sample);
    const [activity] = sample.activities;
    const programme = {
      ...sampleMission.programme,
      proposals: [{ ...sampleMission.programme.proposals[0]!, id: longest }],
    };
    const [product] = makeProducts({
      ...shareInput(sample),
      programme,
      context: { ...context, missionId: longest },
      activities: [{ ...activity!, id: `${longest}#9999`, experimentId: longest, instrumentId: longest }],
    });
    expect(product!.statement.product.length).toBeLessThanOrEqual(255);
    const validator = new Pds4Validator(folderDictionaries(bundledPath('pds4/core')));
    expect(validator.validate(product!.label).map(formatFinding)).toEqual([]);
  });

  it('take owner, agreement and embargo from the programme', () => {
    const [closed, open] = products.map((product) => product.statement);
    expect([closed!.agreementId, open!.agreementId]).toEqual(['closed', 'open']);
    expect(open!.embargoUntilUtc).toBeNull();
    expect(Date.parse(closed!.embargoUntilUtc!) - Date.parse(closed!.metadata.stopUtc)).toBe(180 * 86_400_000);
  });

  it('are refused when no proposal asked for them', () => {
    const stray = { ...sampleActivities(1)[0]!, experimentId: 'nobody-asked' };
    expect(() => makeProducts({ ...input, activities: [stray] })).toThrow(
      expect.objectContaining({ code: 'PROGRAMME_UNKNOWN_PROPOSAL' }),
    );
  });

  it('have labels in which deliberate mutations are found', () => {
    const validator = new Pds4Validator(folderDictionaries(bundledPath('pds4/core')));
    const good = Buffer.from(products[0]!.label).toString();
    const check = (text: string) => validator.validate(new TextEncoder().encode(text));
    expect(check(good)).toEqual([]);
    for (const [from, to] of [
      ['urn:ros:rssa:openilrs', 'urn:ilrs:hub:openilrs'],
      ['<processing_level>Derived', '<processing_level>Simulated'],
      ['<type>Host', '<type>Station'],
      ['<offset unit="byte">0', '<offset unit="furlong">0'],
      ['data_to_investigation', 'data_to_target'],
      ['<start_date_time>2035', '<start_date_time>35'],
      ['<groups>0</groups>', ''],
      ['ASCII_Real', 'ASCII_Complex'],
      ['<discipline_name>Geosciences', '<discipline_name>Selenology'],
      ['</md5_checksum>', '0</md5_checksum>'],
    ] as const) {
      expect(good).toContain(from);
      expect(check(good.replace(from, to)).length, `${from} as ${to}`).toBeGreaterThan(0);
    }
  });
});

describe('a run', () => {
  it('makes every deposit safe and says so', () => {
    expect(result.products).toHaveLength(COUNT);
    expect(result.products.every((product) => product.safe && product.receipts.length === 2)).toBe(true);
    expect(result.hubs.map((hub) => [hub.id, hub.logSize, hub.objects])).toEqual([
      ['beijing', COUNT, 2 * COUNT],
      ['moscow', COUNT, 2 * COUNT],
    ]);
    const saved = JSON.parse(readFileSync(join(folder, 'share', 'share.json'), 'utf8')) as ShareResult;
    expect(saved).toEqual(result);
  });

  it('writes a PDS4 bundle whose labels validate and agree with their files', async () => {
    const bundle = join(folder, 'share', 'bundle');
    const validator = new Pds4Validator(folderDictionaries(bundledPath('pds4/core')));
    const labels = readdirSync(bundle, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
    expect(labels).toHaveLength(COUNT + instrumentIds.length + 1);
    for (const name of labels.filter((path, i) => i % 4 === 0 || /bundle|collection/.test(path))) {
      const path = join(bundle, name);
      const findings = [...validator.validate(readFileSync(path), { file: name }), ...(await checkLabelFiles(path))];
      expect(findings.map(formatFinding)).toEqual([]);
    }
  });

  it('gives the same bytes again', async () => {
    const before = digests(join(folder, 'share'));
    await runShare(sampleShare(folder, COUNT));
    expect(digests(join(folder, 'share'))).toEqual(before);
  });

  it('leaves what was there when it is interrupted', async () => {
    const before = digests(join(folder, 'share'));
    const stop = new AbortController();
    const progress = (_done: number, _total: number, what: string) => {
      if (what === 'depositing') stop.abort();
    };
    await expect(runShare({ ...sampleShare(folder, 5), signal: stop.signal, progress })).rejects.toThrow(/abort/);
    expect(digests(join(folder, 'share'))).toEqual(before);
    expect(existsSync(join(folder, 'share.part'))).toBe(false);
  });
});

describe('the archive of a run', () => {
  const [start, end] = ['2035-01-02T00:00:00Z', '2036-06-01T00:00:00Z'];

  it('shows to each reader what the agreements allow at that time', async () => {
    const closed = result.products.filter((product) => product.embargoUntilUtc !== null).length;
    const total = async (reader: string | null, nowUtc: string) => (await archive.search({}, { reader, nowUtc })).total;
    expect(await total(null, start)).toBe(COUNT - closed);
    expect(await total('china', start)).toBe(COUNT); // reader of the closed agreement
    expect(await total(null, end)).toBe(COUNT);
    expect((await archive.search({}, { reader: null, nowUtc: start })).announced.total).toBe(closed);
  });

  it('hands out bytes to those who may read them', async () => {
    const product = result.products.find((one) => one.embargoUntilUtc !== null)!;
    expect(await archive.object(product.dataSha256, { reader: null, nowUtc: start })).toBeNull();
    const bytes = await archive.object(product.dataSha256, { reader: product.ownerId, nowUtc: start });
    expect(createHash('sha256').update(bytes!).digest('hex')).toBe(product.dataSha256);
  });

  it('verifies', async () => {
    const reports = await archive.verify();
    expect(reports.map(({ entries, problems }) => [entries, problems])).toEqual([[COUNT, []], [COUNT, []]]); // prettier-ignore
  });
});
