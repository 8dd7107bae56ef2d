import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Four processes that race for the lock of one hub, in a work folder of their own. */
export interface HubRace {
  readonly work: string;
  /** The racers `many` take the hub at the same instant; says how many hold it then, and what lies in the folder then and after the release. */
  round(folder: string, many: number): Promise<{ holders: number; held: string[]; released: string[] }>;
  /** Each takes and lets go `times` times; says how often one found another inside. */
  churn(folder: string, times: number): Promise<number[]>;
  end(): Promise<void>;
}

export async function hubRace(): Promise<HubRace> {
  const work = await mkdtemp(join(tmpdir(), 'ilrs-lock-'));
  const module = await lockModule(join(work, 'module'));
  const racers = Array.from({ length: 4 }, () => fork(here('./race-for-hub.mjs'), [module]));
  await Promise.all(racers.map((racer) => ask(racer)));
  return {
    work,
    async round(folder, many) {
      const task = { task: 'take', folder, atMs: Date.now() + 2 };
      const said = await Promise.all(racers.slice(0, many).map((racer) => ask(racer, task)));
      const held = await readdir(folder);
      await Promise.all(racers.map((racer) => ask(racer, { task: 'release' })));
      return { holders: said.filter((one) => one === 'won').length, held, released: await readdir(folder) };
    },
    churn(folder, times) {
      const task = { task: 'churn', folder, times, witness: join(work, 'witness') };
      return Promise.all(racers.map(async (racer) => (await ask(racer, task)) as number));
    },
    async end() {
      for (const racer of racers) racer.disconnect();
      await Promise.all(racers.map((racer) => racer.exitCode ?? once(racer, 'exit')));
      await rm(work, { recursive: true });
    },
  };
}

/** The lock as a module that plain Node runs, from its very source. */
async function lockModule(outDir: string): Promise<string> {
  const alias = [{ find: '@openilrs/core/errors', replacement: here('../../../../core/src/errors/index.ts') }];
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias },
    ssr: { noExternal: true },
    build: { ssr: here('../hub-lock.ts'), outDir, rolldownOptions: { output: { entryFileNames: 'lock.mjs' } } },
  });
  return pathToFileURL(join(outDir, 'lock.mjs')).href;
}

async function ask(racer: ChildProcess, message?: object): Promise<unknown> {
  const answer = once(racer, 'message');
  if (message) racer.send(message);
  const [{ answer: said, failure }] = (await answer) as [{ answer?: unknown; failure?: string }];
  if (failure !== undefined) throw new Error(failure);
  return said;
}

/** Name of the file of him who takes over from a mark. */
export function heirOf(mark: string): string {
  return `lock.after-${createHash('sha256').update(mark).digest('hex').slice(0, 32)}`;
}

/** Leaves what a crash may have left, by the number of the round: marks of processes that are gone. */
export const LEFT: Readonly<Record<string, (folder: string, round: number) => Promise<void>>> = {
  nothing: async () => {},
  'the lock of a dead process': (folder, round) => writeFile(join(folder, 'lock'), `999999999 1 ? ${round}`),
  'an empty lock': (folder) => writeFile(join(folder, 'lock'), ''),
  'a lock whose heir died too': async (folder, round) => {
    const mark = `999999999 1 ? ${round}`;
    const heir = `999999998 1 ? heir ${round}`;
    await writeFile(join(folder, 'lock'), mark);
    await writeFile(join(folder, heirOf(mark)), heir);
    await writeFile(join(folder, 'lock.new-999999998-x'), heir);
  },
};
