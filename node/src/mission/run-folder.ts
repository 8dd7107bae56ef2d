import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '@openilrs/core/errors';

/**
 * Makes sure before long work that a folder can be written or made; makes nothing itself.
 * @throws InputError `OUT_FOLDER`
 */
export async function requireWritable(folder: string): Promise<void> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = await stat(at).catch(() => null);
    if (found === null && at !== dirname(at)) continue;
    if (found?.isDirectory() !== true) throw unwritable(folder, `${at} is not a folder`);
    return access(at, constants.W_OK).catch((cause: unknown) => {
      throw unwritable(folder, `${at} cannot be written`, cause);
    });
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
