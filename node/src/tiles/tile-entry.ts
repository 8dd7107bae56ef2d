import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { tileMaps, type TileTask } from '@openilrs/core/terrain';
import { packError, type WorkerReply, type WorkerTask } from '../workers/worker-messages.ts';

let isFirst = true;

/** Time that this thread has spent on a core, where the system tells (Linux: proc(5), schedstat), else the time of the clock: a busy machine must not make a tile look dear. */
function threadSeconds(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e9;
  } catch {
    return performance.now() / 1000;
  }
}

// What a thread of a tile crew runs. A tile takes many steps and waits between them, so it cannot be a job of the common registry, whose jobs answer at once.
async function answer({ id, input }: WorkerTask): Promise<WorkerReply> {
  try {
    const started = threadSeconds();
    const cold = isFirst;
    isFirst = false;
    const maps = await tileMaps(input as TileTask);
    return { id, ok: true, output: { maps, cost: { seconds: threadSeconds() - started, cold } } };
  } catch (error) {
    return { id, ok: false, error: packError(error) };
  }
}

parentPort?.on('message', (task: WorkerTask) => {
  void answer(task).then((reply) => parentPort!.postMessage(reply));
});
