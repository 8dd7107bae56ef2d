import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const title = 'From a fresh clone, and from an installed one, to "ready"; memory of npm start';

const root = fileURLToPath(new URL('..', import.meta.url));
const LIMITS = { freshS: 360, installedS: 60, memoryMiB: 1536 };

/** Clones HEAD into a temporary folder and starts it twice: with everything to install and build, then with everything there. */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'openilrs-fresh-'));
  try {
    const clone = join(folder, 'project');
    if (spawnSync('git', ['clone', '-q', root, clone]).status !== 0) throw new Error('git clone failed');
    const fresh = await untilReady(clone);
    print(
      `fresh clone to ready: ${fresh.seconds.toFixed(0)} s (limit ${LIMITS.freshS} s, ${(fresh.seconds / LIMITS.freshS).toFixed(2)} of it)`,
    );
    rmSync(join(clone, 'runs'), { recursive: true, force: true });
    const again = await untilReady(clone);
    print(
      `installed, without results, to ready: ${again.seconds.toFixed(0)} s (limit ${LIMITS.installedS} s, ${(again.seconds / LIMITS.installedS).toFixed(2)} of it)`,
    );
    print(
      `peak memory of that npm start, all processes: ${again.memoryMiB.toFixed(0)} MiB (limit ${LIMITS.memoryMiB} MiB)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilReady(folder: string): Promise<{ seconds: number; memoryMiB: number }> {
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: folder,
    detached: true,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let memoryMiB = 0;
  const watch = setInterval(() => (memoryMiB = Math.max(memoryMiB, treeMemoryMiB(child.pid!))), 100);
  try {
    await readyLine(child);
    return { seconds: (performance.now() - started) / 1000, memoryMiB };
  } finally {
    clearInterval(watch);
    process.kill(-child.pid!, 'SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
  }
}

function readyLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (/^ready http:\/\//m.test(text)) resolve();
    });
    child.once('exit', (code) =>
      reject(new Error(`npm start ended with ${code} before it was ready:\n${text.slice(-2000)}`)),
    );
  });
}

/** Resident memory of a process and all below it, from /proc; 0 where there is no /proc. */
function treeMemoryMiB(pid: number): number {
  if (!existsSync('/proc')) return 0;
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : '';
    if (stat !== '') parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const below = (candidate: number): boolean =>
    candidate === pid || (parents.has(candidate) && below(parents.get(candidate)!));
  const kib = [...parents.keys()]
    .filter(below)
    .map((id) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${id}/status`))?.[1] ?? 0));
  return kib.reduce((sum, value) => sum + value, 0) / 1024;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process ended in between
  }
}
