import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
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

// /dev/full takes no byte and says ENOSPC: temporary files that lead there are a disk without space.
describe.skipIf(!existsSync('/dev/full'))('a disk that is full', () => {
  const fill = async (): Promise<() => Promise<void>> => {
    const tmp = join(folder, 'tmp');
    await rm(tmp, { recursive: true, force: true });
    // Stores number their temporary files; more are taken than any of these tests writes.
    await mkdir(tmp, { recursive: true });
    for (let i = 0; i < 300; i++) await symlink('/dev/full', join(tmp, `${process.pid}-${i}`));
    return () => rm(tmp, { recursive: true });
  };

  it('leaves no object and no record of a tile, and takes the same tile once there is space', async () => {
    const facts = { id: 'r000c000', cells: 4, seconds: 1, by: 'a' };
    blobs = folderBlobs(folder); // its temporary files and those of the book lie in one folder then
    const book = openBook(folder, blobs);
    const tile = new Uint8Array([7, 8, 9]);
    const free = await fill();
    await expect(book.accept(facts, tile)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await blobs.has(digestOf(tile))).toBe(false);
    expect((await readdir(join(folder, 'tmp'))).length).toBe(299); // nothing half written is left where space is short
    await free();
    expect((await openBook(folder, blobs).accepted()).size).toBe(0);
    const { isNew, record } = await openBook(folder, blobs).accept(facts, tile);
    expect([isNew, record.digest]).toEqual([true, digestOf(tile)]);
    expect(await blobs.get(record.digest)).toEqual(tile);
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
