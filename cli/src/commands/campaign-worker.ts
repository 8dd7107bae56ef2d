import { createSeedCrew, serveSeeds } from '@openilrs/node/campaign';
import { openQueue } from '@openilrs/node/work-queue';
import type { Command } from 'commander';
import { sayNotice } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { countOption } from '../place-options.ts';
import { addQueueOptions, queueAddress, type QueueOptions } from './cap-options.ts';

interface CampaignWorkerOptions extends QueueOptions {
  readonly queue: string;
  readonly workers?: string;
  readonly once?: true;
  readonly json?: true;
}

/** `ilrs campaign-worker --queue nats://host:port`: runs lives of `ilrs campaign` runs, on any machine, from now until it is stopped. */
export function registerCampaignWorker(program: Command): void {
  const command = program
    .command('campaign-worker')
    .description('run lives of an `ilrs campaign --queue` run; may join and leave at any time')
    .requiredOption('--queue <url>', 'NATS server with JetStream, nats://host:port')
    .option('--workers <count>', 'worker threads (default: all cores)')
    .option('--once', 'end when the campaign is finished instead of waiting for the next');
  addQueueOptions(command, 'ilrs-campaign')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  ilrs campaign-worker --queue nats://10.0.0.1:4222')
    .action(async (options: CampaignWorkerOptions) => {
      const lives = await interruptible((signal) => work(options, signal));
      console.log(options.json ? JSON.stringify({ lives }) : `ran ${lives} lives`);
    });
}

async function work(options: CampaignWorkerOptions, signal: AbortSignal): Promise<number> {
  const threads = options.workers === undefined ? undefined : countOption('--workers', options.workers, 1, 64, 'threads'); // prettier-ignore
  const queue = await openQueue(queueAddress(options.queue, options));
  const crew = await createSeedCrew(threads);
  try {
    const say = (text: string): void => sayNotice(text, options.json);
    return await serveSeeds(queue, crew, { signal, once: options.once === true, say });
  } finally {
    await crew.close();
    await queue.close();
  }
}
