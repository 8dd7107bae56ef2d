import { join } from 'node:path';
import { projectPath } from '@openilrs/node/bundled';
import { runChain } from '@openilrs/node/chain';
import { readMission } from '@openilrs/node/mission';
import type { RunState } from '@openilrs/api/contract';
import { startServer } from '@openilrs/server/serve';
import type { Command } from 'commander';
import { sayVerb } from '../chain-words.ts';
import { interruptible, untilAborted } from '../interrupt.ts';
import { terminalProgress } from '../progress.ts';
import { portFrom } from './serve.ts';

/** `npm start`: the reference mission from end to end on the bundled data, then mission control. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('run the reference mission on the bundled data, then serve mission control (this is `npm start`)')
    .option('--once', 'run and exit')
    .option('--port <number>', 'port, 0 for any free one (default: PORT from the environment, else 8080)')
    .action(async (options: { once?: true; port?: string }) => {
      const port = portFrom(options.port, process.env['PORT']);
      const mission = readMission(projectPath('examples/ilrs-reference.yaml'));
      const runDir = projectPath(join('runs', mission.mission.mission.id));
      await interruptible(async (signal) => {
        // The server starts first: a port that is taken is said at once, and the page shows the run as its results appear.
        let runState: RunState = 'running';
        const server = options.once ? null : await startServer({ runDir, mission, port, runState: () => runState });
        try {
          console.log(`OpenILRS: ${mission.mission.mission.title.en}`);
          await runChain(mission, {
            outDir: runDir,
            signal,
            progress: (verb) => terminalProgress(verb),
            finished: (...finding) => console.log(sayVerb(...finding)),
          });
          runState = 'ready';
          if (server === null) return;
          console.log(`ready ${server.url}`);
          await untilAborted(signal);
        } finally {
          await server?.close();
        }
        console.log('stopped');
      });
    });
}
