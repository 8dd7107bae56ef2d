import { parentPort } from 'node:worker_threads';
import { caseFrom, runSeed, type CampaignCase } from '@openilrs/core/mission';
import { highsSolver } from '../optimise/index.ts';
import { packError, type WorkerReply, type WorkerTask } from '../workers/worker-messages.ts';
import type { SeedResult, SeedTask } from './seed-crew.ts';

const solver = highsSolver();
let known: { readonly text: string; readonly made: CampaignCase } | null = null;

// What a thread of a seed crew runs. A life of a station waits now and then, so it cannot be a job of the common registry, whose jobs answer at once.
async function answer({ id, input }: WorkerTask): Promise<WorkerReply> {
  try {
    const { text, variant, seed, withOutput } = input as SeedTask;
    if (known?.text !== text) known = { text, made: caseFrom(text) };
    const { record, output } = await runSeed(known.made, variant, seed, await solver);
    const result: SeedResult = { record, ...(withOutput && { output }) };
    return { id, ok: true, output: result };
  } catch (error) {
    return { id, ok: false, error: packError(error) };
  }
}

parentPort?.on('message', (task: WorkerTask) => {
  void answer(task).then((reply) => parentPort!.postMessage(reply));
});
