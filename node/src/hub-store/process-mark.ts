import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * What names one taking of a lock by this process: `<pid> <start> <boot> <unique>`. The id of a process alone may be given to another one later (in a container, soon), so its start time (field 22 of
 * /proc/PID/stat, proc(5)) and the boot of the machine stand beside it; both are `?` where the system has no /proc.
 */
export function newMark(): string {
  return `${process.pid} ${startOf(process.pid)} ${bootId()} ${randomUUID()}`;
}

/** The id of the process that wrote a mark when it still runs, else null; what is no mark (torn by a power cut) was written by nobody. */
export function holderOf(mark: string): number | null {
  const [id, start = '?', boot = '?'] = mark.split(' ');
  const pid = Number(id);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isRunning(pid)) return null;
  return agree(boot, bootId()) && agree(start, startOf(pid)) ? pid : null;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}

/** What is not known on one side speaks for nothing. */
function agree(one: string, other: string): boolean {
  return one === other || one === '?' || other === '?';
}

function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '?';
  } catch {
    return '?';
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '?';
  }
}
