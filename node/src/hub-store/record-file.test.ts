import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendSynced, formatRecord, openRecords, readRecords, type FileRecord } from './record-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-records-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function readAll(path: string) {
  const file = await openRecords(path, true);
  const records = [];
  for await (const record of readRecords(file)) records.push(record);
  await file.close();
  return records;
}

describe('record files', () => {
  it('come back over the borders of the pieces in which they are read, with the place of every payload', async () => {
    const path = join(folder, 'long');
    const payloads = Array.from({ length: 900 }, (_, i) => `${i} ${'月球 Луна moon '.repeat(1 + ((i * 131) % 300))}`);
    const file = await openRecords(path, false);
    let end = 0;
    for (let i = 0; i < payloads.length; i += 100)
      end = await appendSynced(file, payloads.slice(i, i + 100).map((text) => formatRecord('E', text)).join(''), end); // prettier-ignore
    await file.close();
    expect(end).toBeGreaterThan(2.5 * 2 ** 20); // pieces are 1 MiB
    const records = (await readAll(path)) as FileRecord[];
    expect(records.map((record) => record.payload)).toEqual(payloads);
    expect(records.at(-1)!.end).toBe(end);
    const bytes = await readFile(path);
    for (const record of records.filter((_, i) => i % 50 === 0))
      expect(bytes.toString('utf8', record.at, record.at + record.bytes)).toBe(record.payload);
  });

  it('survive any bytes: nothing is read that was not written, the rest is called bad', async () => {
    const path = join(folder, 'fuzz');
    const line = formatRecord('E', 'payload');
    const property = fc.asyncProperty(fc.array(fc.oneof(fc.constant(Buffer.from(line)), fc.uint8Array({ maxLength: 60 })), { maxLength: 8 }), async (parts) => {
      await writeFile(path, Buffer.concat(parts));
      const size = parts.reduce((sum, part) => sum + part.length, 0);
      const records = await readAll(path);
      for (const record of records) if (record.type !== null) expect(record).toMatchObject({ type: 'E', payload: 'payload' });
      if (records.length > 0) expect(records.at(-1)!.end).toBeGreaterThanOrEqual(size);
    }); // prettier-ignore
    await fc.assert(property, { seed: 10, numRuns: 150 });
  });
});
