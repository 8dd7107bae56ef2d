import { mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '@openilrs/core/errors';

/**
 * Makes sure before long work that a folder can be written or made; leaves nothing behind.
 *
 * It makes an empty folder in the nearest one that exists and takes it away again: rights alone do not tell (the superuser may write anywhere, yet nothing can be made
 * below `/proc`), and Node's recursive `mkdir` never returns where the system says that the folder above is missing although it is there.
 * @throws InputError `OUT_FOLDER`
 */
export async function requireWritable(folder: string): Promise<void> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = await stat(at).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
      throw unwritable(folder, `${at} cannot be looked at`, cause);
    });
    if (found === null && at !== dirname(at)) continue;
    if (found?.isDirectory() !== true) throw unwritable(folder, `${at} is not a folder`);
    try {
      return await rmdir(await mkdtemp(join(at, '.ilrs-')));
    } catch (cause) {
      throw unwritable(folder, `${at} cannot be written`, cause);
    }
  }
}

function unwritable(folder: string, why: string, cause?: unknown): InputError {
  return new InputError('OUT_FOLDER', `no result can be written there: ${why}`, {
    where: folder,
    legal: 'a folder that you may write to, or one that can be made',
    remedy: 'Give another folder',
    cause,
  });
}
