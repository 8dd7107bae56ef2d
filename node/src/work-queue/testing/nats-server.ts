import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real nats-server with JetStream on a free port, its files in a folder of its own. */
export interface NatsServer {
  readonly url: string;
  readonly port: number;
  /** Ends it by SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  start(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

const NAMES = ['nats-server', '/usr/sbin/nats-server'];

/** Name of the program, or null when it is not installed. */
export const natsProgram: string | null = NAMES.find((name) => spawnSync(name, ['--version']).status === 0) ?? null;

/**
 * True when tests of the queue are to be left out; says so once. With `ILRS_REQUIRE_NATS=1` (as in .ci/run) they are not left out but fail.
 */
export function withoutNats(): boolean {
  if (natsProgram !== null || process.env['ILRS_REQUIRE_NATS'] === '1') return false;
  console.log(
    'skipped: nats-server is not installed (Debian: apt-get install nats-server); the queue of tiles is not tested',
  );
  return true;
}

/** @param jetstream more lines of the section of this name. @param more more lines of the file */
export async function startNats(jetstream = '', more = ''): Promise<NatsServer> {
  if (natsProgram === null) throw new Error('nats-server is required (ILRS_REQUIRE_NATS=1) but not installed');
  const folder = await mkdtemp(join(tmpdir(), 'ilrs-nats-'));
  const port = await freePort();
  const file = join(folder, 'server.conf');
  await writeFile(
    file,
    `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${folder}/js"\n${jetstream} }\n${more}\n`,
  );
  let child = spawn(natsProgram, ['-c', file], { stdio: 'ignore' });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const server: NatsServer = {
    url: `nats://127.0.0.1:${port}`,
    port,
    kill,
    async start() {
      child = spawn(natsProgram!, ['-c', file], { stdio: 'ignore' });
      await listening(port);
    },
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await listening(port);
  return server;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function listening(port: number): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nats-server does not listen on port ${port}`);
}
