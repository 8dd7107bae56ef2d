import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentAddress, isContentAddress } from '@openilrs/core/archive';
import { syncFolder, writeSynced } from './durable-file.ts';
import { nodeCrypto } from './node-crypto.ts';

const AT_ONCE = 16; // writers at a time: the journal merges their fsyncs; more gave nothing on an SSD

/** Immutable objects named by their SHA-256, in `ab/abcdef...`. A name that is there means bytes that are whole and durable. */
export class ObjectStore {
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Opens, creating what is missing and throwing away what a crash left half-written. */
  static async open(folder: string, readOnly: boolean): Promise<ObjectStore> {
    if (!readOnly) {
      await rm(join(folder, 'tmp'), { recursive: true, force: true });
      await mkdir(join(folder, 'tmp'), { recursive: true });
    }
    return new ObjectStore(folder);
  }

  path(sha256: string): string {
    if (!isContentAddress(sha256)) throw new RangeError(`"${sha256}" is no content address`);
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  /**
   * Stores objects whose digests were checked by the caller; returns when all of them survive a power cut. What is there already is kept only if
   * its bytes still have its digest: a disk alters bytes without changing their number.
   */
  async putAll(objects: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const missing: [string, Uint8Array][] = [];
    for (const [sha256, bytes] of objects) if (!(await this.isIntact(sha256))) missing.push([sha256, bytes]);
    const folders = new Set([...objects.keys()].map((sha256) => join(this.folder, sha256.slice(0, 2))));
    for (const folder of folders)
      if ((await mkdir(folder, { recursive: true })) !== undefined) folders.add(this.folder);
    const work = missing.values();
    const writer = async () => {
      for (const [sha256, bytes] of work) await this.put(sha256, bytes);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
    await Promise.all([...folders].map(syncFolder));
  }

  private async put(sha256: string, bytes: Uint8Array): Promise<void> {
    const temporary = join(this.folder, 'tmp', randomUUID());
    await writeSynced(temporary, bytes);
    await rename(temporary, this.path(sha256));
  }

  /** Size in bytes, or null when the object is not here. */
  async size(sha256: string): Promise<number | null> {
    const found = await stat(this.path(sha256)).catch(() => null);
    return found?.size ?? null;
  }

  /** The bytes, or null when the object is not here. Not re-hashed: `verify` does that. */
  async get(sha256: string): Promise<Uint8Array | null> {
    return readFile(this.path(sha256)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  /** The bytes if they are here and have the digest that names them, else null: also when the disk cannot read them. */
  async getIntact(sha256: string): Promise<Uint8Array | null> {
    const bytes = await this.get(sha256).catch(() => null);
    return bytes !== null && contentAddress(bytes, nodeCrypto) === sha256 ? bytes : null;
  }

  /** True when the bytes on disk have the digest that names them. */
  async isIntact(sha256: string): Promise<boolean> {
    return (await this.getIntact(sha256)) !== null;
  }

  /** Every address in the store. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder, { recursive: true }).catch(() => []);
    return names.map((name) => name.split(/[\\/]/).at(-1)!).filter(isContentAddress);
  }
}
