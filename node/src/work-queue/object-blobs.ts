import type { ObjectStore } from '@nats-io/obj';
import { checkDigest, damaged, digestOf, type BlobStore } from '../tiles/blob-store.ts';
import { fullOr } from './tile-stream.ts';

/** Blobs as objects on the server, by their digest. */
export function objectBlobs(store: ObjectStore, stream: string): BlobStore {
  const has = async (digest: string): Promise<boolean> => {
    const info = await store.info(digest);
    return info !== null && !info.deleted;
  };
  return {
    has,
    async get(digest) {
      const found = await store.getBlob(digest);
      if (found === null) throw damaged(digest, `object store ${stream}`, 'is missing');
      const bytes = new Uint8Array(found);
      checkDigest(bytes, digest, `object store ${stream}`);
      return bytes;
    },
    async put(bytes) {
      const digest = digestOf(bytes);
      if (await has(digest)) return digest;
      await store.putBlob({ name: digest }, bytes).catch((error: unknown) => {
        throw fullOr(error, stream);
      });
      return digest;
    },
  };
}

/** Blobs from afar, kept at hand once they were fetched. */
export function cachedBlobs(far: BlobStore, near: BlobStore): BlobStore {
  return {
    has: (digest) => far.has(digest),
    async get(digest) {
      if (await near.has(digest)) return near.get(digest);
      const bytes = await far.get(digest);
      await near.put(bytes);
      return bytes;
    },
    put: (bytes) => far.put(bytes),
  };
}

/** Results lie under the name of their tile: two tiles may have the same bytes. */
const resultName = (tile: string): string => `result.${tile}`;

/** Stores the bytes of a tile until the coordinator has fetched them, and returns their digest. */
export async function putResult(store: ObjectStore, stream: string, tile: string, bytes: Uint8Array): Promise<string> {
  await store.putBlob({ name: resultName(tile) }, bytes).catch((error: unknown) => {
    throw fullOr(error, stream);
  });
  return digestOf(bytes);
}

/** @returns null when it is not there, or not (yet) what was told of it */
export async function getResult(store: ObjectStore, tile: string, digest: string): Promise<Uint8Array | null> {
  const bytes = await store.getBlob(resultName(tile)).catch(() => null);
  return bytes !== null && digestOf(bytes) === digest ? bytes : null;
}

export async function removeResult(store: ObjectStore, tile: string): Promise<void> {
  await store.delete(resultName(tile));
}
