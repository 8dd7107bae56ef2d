import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf, folderBlobs, sweepTemporaries, type BlobStore } from './blob-store.ts';
import { requireSame, type RunInputs } from './run-spec.ts';
import { openBook } from './tile-book.ts';
import { decodeLayer, encodeTile } from './tile-result.ts';

let folder: string;
let blobs: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-store-'));
  blobs = folderBlobs(join(folder, 'objects'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('blobs', () => {
  it('come back by their digest, and say when they are missing or damaged', async () => {
    const bytes = new TextEncoder().encode('regolith');
    const digest = await blobs.put(bytes);
    expect(digest).toBe(digestOf('regolith'));
    expect(await blobs.get(digest)).toEqual(bytes);
    await writeFile(join(folder, 'objects', digest.slice(0, 2), digest.slice(2)), 'rogolith');
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'CAP_DAMAGED' });
    await expect(blobs.get('0'.repeat(64))).rejects.toMatchObject({ code: 'CAP_DAMAGED' });
  });

  it('are freed of what killed processes left, not of what living ones write', async () => {
    await mkdir(join(folder, 'tmp'));
    await writeFile(join(folder, 'tmp', '999999999-0'), 'torn');
    await writeFile(join(folder, 'tmp', `${process.pid}-0`), 'being written');
    await sweepTemporaries(folder);
    expect(await readdir(join(folder, 'tmp'))).toEqual([`${process.pid}-0`]);
  });
});

describe('the book of tiles', () => {
  const facts = { id: 'r000c000', cells: 4, seconds: 1, by: 'a' };

  it('accepts one result of a tile, whoever comes first', async () => {
    const book = openBook(folder, blobs);
    await book.accepted();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        openBook(folder, blobs).accept({ ...facts, by: String(i) }, new Uint8Array([i])),
      ),
    );
    expect(results.filter(({ isNew }) => isNew).length).toBe(1);
    const stored = (await book.accepted()).get('r000c000')!;
    for (const { record } of results.filter(({ isNew }) => !isNew)) expect(record).toEqual(stored);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });
});

describe('the bytes of a tile', () => {
  it('hold every layer to the bit, and one kind of NaN', () => {
    const share = Float32Array.of(0, Math.fround(0.1), NaN, 1);
    const dark = Float32Array.of(1, 0, NaN, 0);
    const bytes = encodeTile(['sunDiscMean', 'permanentShadow', 'slope'], [share, dark, share]);
    expect(bytes.length).toBe(4 * (4 + 1 + 4));
    const read = (layer: 'sunDiscMean' | 'permanentShadow' | 'slope') => decodeLayer(['sunDiscMean', 'permanentShadow', 'slope'], layer, 4, bytes); // prettier-ignore
    expect([read('sunDiscMean'), read('permanentShadow'), read('slope')]).toEqual([share, dark, share]);
    const strange = new Float32Array(new Uint32Array([0xffc00001]).buffer);
    expect(encodeTile(['slope'], [strange])).toEqual(encodeTile(['slope'], [Float32Array.of(NaN)]));
  });
});

it('names every input in which a run differs', () => {
  const inputs = { request: { heightM: 0, layers: ['slope'] }, software: { digest: 'a' }, terrain: [{ name: 'x', sha256: '1' }] } as unknown as RunInputs; // prettier-ignore
  expect(() => requireSame(inputs, structuredClone(inputs), 'here')).not.toThrow();
  const other = { ...inputs, software: { digest: 'b' }, terrain: [{ name: 'x', sha256: '2' }] } as unknown as RunInputs;
  expect(() => requireSame(inputs, other, 'here')).toThrow(
    /here: the folder holds another run: software\.digest: "a" there, "b" wanted; terrain\.0\.sha256: "1" there, "2" wanted/,
  );
});
