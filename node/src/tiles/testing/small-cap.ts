import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line as users start it, built. */
const ILRS = fileURLToPath(new URL('../../../../cli/bin/ilrs.mjs', import.meta.url));
const MISSION = fileURLToPath(new URL('../../../../examples/ilrs-reference.yaml', import.meta.url));

/** A map of 16 tiles that takes a few seconds. */
export const SMALL_MAP = ['--region=-89.463,222.51,5.2', '--cell', '40', '--tile', '40', '--directions', '72', '--height', '0', '--to', '2032-01-01']; // prettier-ignore
export const SMALL_TILES = 16;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts `ilrs cap MISSION ...` or `ilrs cap-worker ...`. */
export function startIlrs(command: 'cap' | 'cap-worker', args: readonly string[]): Program {
  const all = command === 'cap' ? [ILRS, 'cap', MISSION, ...args] : [ILRS, command, ...args];
  const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { child, ended };
}

/** Ends `child` by SIGKILL after a time, unless it has ended. */
export async function killAfter({ child, ended }: Program, ms: number): Promise<Ended> {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const how = await ended;
  clearTimeout(timer);
  return how;
}

/** Tiles that a folder has accepted, each with the digest of its bytes. */
export async function acceptedTiles(folder: string): Promise<Map<string, string>> {
  const names = await readdir(join(folder, 'tiles')).catch(() => []);
  const records = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, 'tiles', name), 'utf8')) as { id: string; digest: string })); // prettier-ignore
  return new Map(records.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, digest }) => [id, digest]));
}

/** Digests of the maps in a folder. */
export async function mapDigests(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tif')).sort();
  const digest = async (name: string): Promise<string> => createHash('sha256').update(await readFile(join(folder, name))).digest('hex'); // prettier-ignore
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await digest(name)] as const)));
}
