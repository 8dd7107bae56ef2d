import { InputError } from '@openilrs/core/errors';
import { startServer } from '@openilrs/server/serve';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible, untilAborted } from '../interrupt.ts';
import { runToServe } from '../run-to-serve.ts';

interface ServeOptions {
  readonly run?: string;
  readonly port?: string;
  readonly host: string;
  readonly json?: true;
}

const DEFAULT_PORT = 8080;

/** `ilrs serve [MISSION]`: mission control and data centre of a run, until it is interrupted. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('serve mission control and the data of a run until interrupted')
    .argument('[mission]', 'mission file (default: the one the run was made of, else the reference mission)')
    .option('--run <dir>', 'run folder (default: runs/<mission id>, here or in the project)')
    .option('--port <number>', `port, 0 for any free one (default: PORT from the environment, else ${DEFAULT_PORT})`)
    .option('--host <address>', 'address to listen on; anything but 127.0.0.1 lets others in', '127.0.0.1')
    .option('--json', 'print one line of JSON when ready')
    .action(async (file: string | undefined, options: ServeOptions) => {
      const port = portFrom(options.port, process.env['PORT']);
      const { runDir, mission, notice } = runToServe(file, options.run);
      if (notice !== null) sayNotice(notice, options.json);
      await interruptible(async (signal) => {
        const server = await startServer({ runDir, mission, port, host: options.host });
        console.log(options.json ? JSON.stringify({ ready: server.url }) : `ready ${server.url}`);
        await untilAborted(signal);
        await server.close();
        if (!options.json) console.error('stopped');
      });
    });
}

/** Exported for the test. @throws InputError `PORT_RANGE` */
export function portFrom(option: string | undefined, environment: string | undefined): number {
  const text = option ?? environment ?? String(DEFAULT_PORT);
  const port = Number(text);
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InputError('PORT_RANGE', `"${text}" is not a port`, {
    where: option === undefined ? 'PORT' : '--port',
    legal: '0 to 65535 (0: any free one)',
    remedy: 'Correct it, e.g. --port 8080',
  });
}
