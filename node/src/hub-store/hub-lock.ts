import { createHash, randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { holderOf, isRunning, newMark } from './process-mark.ts';

/*
 * Files of a lock, each with the mark of its writer as content, each appearing whole (written under another name, then linked or renamed):
 *
 *   lock                 the holder
 *   lock.after-<hash>    who takes over from the dead holder whose mark has that hash; when this one died too, `lock.after-<hash of its mark>` follows, and so on
 *   lock.new-<pid>-<..>  not yet linked
 *
 * Nobody removes another's `lock`: the one who made the next link of the chain replaces it by rename, in one step, so that the hub is never without its mark while it changes hands. Marks never repeat.
 * So who finds, after his link, the same dead mark in `lock` as before it, is the only heir; who does not was late (another took over in between), and begins again.
 */
const LOCK = 'lock';
const AFTER = `${LOCK}.after-`;
const NEW = `${LOCK}.new-`;
/** Each try ends because somebody else got further; a holder that runs ends them all. */
const TRIES = 100;

/**
 * Holds the hub folder for one writer: two processes appending to one log would fork it. Returns the release. The lock of a process that died, or of a machine that started anew, is taken over.
 * Judges only processes that this system sees: containers and machines that share a folder must not write to it at once. The file system must know hard links.
 * @throws InputError `HUB_LOCKED`
 */
export async function lockHub(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, LOCK);
  const mark = newMark();
  const own = join(folder, `${NEW}${process.pid}-${randomUUID()}`);
  await writeFile(own, mark, { flag: 'wx' });
  try {
    let tries = 0;
    while (!(await take(folder, path, own)))
      if (++tries === TRIES) throw locked(folder, 'other processes take the hub at this moment');
  } finally {
    await rm(own, { force: true });
  }
  await sweep(folder).catch(() => {}); // what lies there harms nobody
  return async () => {
    if ((await contentOf(path)) === mark) await rm(path, { force: true });
  };
}

/** One try: true with the lock taken, false when others moved meanwhile. */
async function take(folder: string, path: string, own: string): Promise<boolean> {
  if (await linked(own, path)) return true;
  const first = await contentOf(path);
  if (first === null) return false;
  let next = path;
  for (let mark: string | null = first; mark !== null; mark = await contentOf(next)) {
    const pid = holderOf(mark);
    if (pid !== null) throw locked(folder, `the hub is open in process ${pid}`);
    next = join(folder, `${AFTER}${createHash('sha256').update(mark).digest('hex').slice(0, 32)}`);
  }
  if (!(await linked(own, next))) return false;
  if ((await contentOf(path)) !== first) {
    await rm(next, { force: true }); // late: this chain is over, nobody reads it any more
    return false;
  }
  await rename(own, path);
  return true;
}

/** Removes what those who died on the way left behind; only the holder calls it. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const isLeft = name.startsWith(NEW) && !isRunning(Number(name.slice(NEW.length).split('-')[0]));
    if (isLeft || name.startsWith(AFTER)) await rm(join(folder, name), { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function locked(folder: string, message: string): InputError {
  return new InputError('HUB_LOCKED', message, {
    where: folder,
    remedy: 'Stop that process, or read the hub without writing',
  });
}
