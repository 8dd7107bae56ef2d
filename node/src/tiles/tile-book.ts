import type { TileCost } from '@openilrs/core/terrain';
import { link, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../hub-store/durable-file.ts';
import { writeTemporary, type BlobStore } from './blob-store.ts';

/** A finished tile. */
export interface TileRecord extends TileCost {
  readonly id: string;
  /** Blob of its bytes. */
  readonly digest: string;
  /** Who did: host and process, for people. */
  readonly by: string;
}

/** A tile that was given up. */
export interface TileFailure {
  readonly id: string;
  readonly attempts: number;
  readonly error: string;
}

/**
 * Which tiles are done: a file `tiles/<id>.json` for each, which can be made but once. Whatever happens twice (two processes on one folder, a message that is delivered again), one result is accepted.
 */
export interface TileBook {
  /** Tiles whose record is there. */
  accepted(): Promise<Map<string, TileRecord>>;
  /** Stores a result, then its record; when the tile has one already, that one stays and is returned. */
  accept(record: Omit<TileRecord, 'digest'>, bytes: Uint8Array): Promise<{ record: TileRecord; isNew: boolean }>;
}

export function openBook(folder: string, blobs: BlobStore): TileBook {
  const records = join(folder, 'tiles');
  const read = async (name: string): Promise<TileRecord> =>
    JSON.parse(await readFile(join(records, name), 'utf8')) as TileRecord;
  return {
    async accepted() {
      await mkdir(records, { recursive: true });
      const names = (await readdir(records)).filter((name) => name.endsWith('.json'));
      const found = await Promise.all(names.map(read));
      return new Map(found.sort((a, b) => (a.id < b.id ? -1 : 1)).map((record) => [record.id, record]));
    },
    async accept(facts, bytes) {
      const record: TileRecord = { ...facts, digest: await blobs.put(bytes) };
      const temporary = await writeTemporary(folder, `${JSON.stringify(record)}\n`);
      try {
        await link(temporary, join(records, `${record.id}.json`)); // fails when there is one
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        return { record: await read(`${record.id}.json`), isNew: false };
      } finally {
        await rm(temporary);
      }
      await syncFolder(records);
      return { record, isNew: true };
    },
  };
}
