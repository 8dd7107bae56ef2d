import { requireWritable } from '@openilrs/node/mission';
import { createTileCrew, folderBlobs } from '@openilrs/node/tiles';
import { openQueue, serveTiles } from '@openilrs/node/work-queue';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { countOption } from '../place-options.ts';
import { addQueueOptions, queueAddress, type QueueOptions } from './cap-options.ts';

interface CapWorkerOptions extends QueueOptions {
  readonly queue: string;
  readonly cache?: string;
  readonly workers?: string;
  readonly once?: true;
  readonly json?: true;
}

/** `ilrs cap-worker --queue nats://host:port`: works out tiles of `ilrs cap` runs, on any machine, from now until it is stopped. */
export function registerCapWorker(program: Command): void {
  const command = program
    .command('cap-worker')
    .description('work out tiles of an `ilrs cap --queue` run; may join and leave at any time')
    .requiredOption('--queue <url>', 'NATS server with JetStream, nats://host:port')
    .option('--cache <dir>', 'keep fetched terrain in this folder, for later tiles and runs')
    .option('--workers <count>', 'worker threads (default: all cores)')
    .option('--once', 'end when the run is finished instead of waiting for the next');
  addQueueOptions(command)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  ilrs cap-worker --queue nats://10.0.0.1:4222 --cache /var/tmp/ilrs-terrain')
    .action(async (options: CapWorkerOptions) => {
      const tiles = await interruptible((signal) => work(options, signal));
      console.log(options.json ? JSON.stringify({ tiles }) : `worked out ${tiles} tiles`);
    });
}

async function work(options: CapWorkerOptions, signal: AbortSignal): Promise<number> {
  const threads = options.workers === undefined ? undefined : countOption('--workers', options.workers, 1, 64, 'threads'); // prettier-ignore
  if (options.cache !== undefined) await requireWritable(options.cache);
  const queue = await openQueue(queueAddress(options.queue, options));
  const crew = await createTileCrew(threads);
  try {
    return await serveTiles(queue, crew, {
      signal,
      once: options.once === true,
      say: (text) => sayNotice(text, options.json),
      ...(options.cache !== undefined && { cache: folderBlobs(options.cache) }),
    });
  } finally {
    await crew.close();
    await queue.close();
  }
}
