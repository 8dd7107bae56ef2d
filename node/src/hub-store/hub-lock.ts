import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@openilrs/core/errors';

/** Identity of a running process: its id alone may be taken by another one later (in a container, soon). */
function processMark(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`; // field 22: start time, proc(5)
  } catch {
    return `${pid} ?`;
  }
}

/** Holds the hub folder for one writer: two processes appending to one log would fork it. Returns the release. */
export async function lockHub(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(path, 'wx');
      await handle.writeFile(processMark(process.pid) ?? '');
      await handle.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readFile(path, 'utf8').catch(() => '');
    const pid = Number(holder.split(' ')[0]);
    if (pid > 0 && processMark(pid) === holder) {
      throw new InputError('HUB_LOCKED', `the hub is open in process ${pid}`, {
        where: folder,
        remedy: 'Stop that process, or read the hub without writing',
      });
    }
    await rm(path, { force: true }); // its holder died
  }
  throw new InputError('HUB_LOCKED', 'another process takes the hub at this moment', { where: folder });
}
