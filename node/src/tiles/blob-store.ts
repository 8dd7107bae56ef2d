import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { syncFolder, writeSynced } from '../hub-store/durable-file.ts';

/** Bytes by their SHA-256 in hex: terrain and results of a run, in a folder or on a queue's server. */
export interface BlobStore {
  has(digest: string): Promise<boolean>;
  /** @throws InputError `CAP_DAMAGED` when it is missing or not what its name says */
  get(digest: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Stores bytes so that they outlast a crash, and returns their digest. */
  put(bytes: Uint8Array): Promise<string>;
}

export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Blobs as files `ab/cdef...` below `folder`; each appears whole or not at all, whenever the process is killed. */
export function folderBlobs(folder: string): BlobStore {
  const pathOf = (digest: string): string => join(folder, digest.slice(0, 2), digest.slice(2));
  const has = (digest: string): Promise<boolean> =>
    access(pathOf(digest)).then(
      () => true,
      () => false,
    );
  return {
    has,
    async get(digest) {
      const bytes = await readFile(pathOf(digest)).catch((cause: unknown) => {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw damaged(digest, folder, 'is missing');
        throw cause;
      });
      const whole = new Uint8Array(bytes);
      checkDigest(whole, digest, folder);
      return whole;
    },
    async put(bytes) {
      const digest = digestOf(bytes);
      if (await has(digest)) return digest;
      const path = pathOf(digest);
      await mkdir(dirname(path), { recursive: true });
      const temporary = await writeTemporary(folder, bytes);
      await rename(temporary, path);
      await syncFolder(dirname(path));
      return digest;
    },
  };
}

/** @throws InputError `CAP_DAMAGED` */
export function checkDigest(bytes: Uint8Array, digest: string, where: string): void {
  if (digestOf(bytes) !== digest)
    throw damaged(digest, where, `does not hold what its name says (${bytes.length} bytes)`);
}

export function damaged(digest: string, where: string, what: string): InputError {
  return new InputError('CAP_DAMAGED', `the object ${digest} ${what}`, {
    where,
    legal: 'objects as the run wrote them',
    remedy: 'Begin again in a new folder (and another --stream when there is a queue)',
  });
}

/** Writes a new temporary file, synced; what could not be written whole, on a disk that is full, is removed again. */
export async function writeTemporary(folder: string, bytes: Uint8Array | string): Promise<string> {
  const temporary = await temporaryIn(folder);
  try {
    await writeSynced(temporary, bytes);
    return temporary;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

let count = 0;

/** A new name for a file that is still being written; {@link sweepTemporaries} removes what killed processes left. */
async function temporaryIn(folder: string): Promise<string> {
  await mkdir(join(folder, 'tmp'), { recursive: true });
  return join(folder, 'tmp', `${process.pid}-${count++}`);
}

/** Removes unfinished files of processes that no longer run. */
export async function sweepTemporaries(folder: string): Promise<void> {
  for (const name of await readdir(join(folder, 'tmp')).catch(() => []))
    if (!isRunning(parseInt(name, 10))) await rm(join(folder, 'tmp', name), { force: true });
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
