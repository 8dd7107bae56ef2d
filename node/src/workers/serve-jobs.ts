import type { MessagePort } from 'node:worker_threads';
import type { Job } from '@openilrs/core/jobs';
import { packError, type WorkerReply, type WorkerTask } from './worker-messages.ts';

/** Where a thread finds the jobs that it can run: by name, read when first asked for. */
export type JobTable = ReadonlyMap<string, () => Promise<Job<never, unknown>>>;

/** Makes the calling thread answer tasks of its pool, one at a time: the pool sends the next when it has the answer. */
export function serveJobs(port: MessagePort, jobs: JobTable): void {
  const answer = async (task: WorkerTask): Promise<void> => {
    const reply = await run(task, jobs);
    try {
      port.postMessage(reply, transferables(reply));
    } catch (error) {
      // A result that cannot be cloned (a function in it, say) is an error of the job, not a reason to fall silent.
      port.postMessage({ id: task.id, ok: false, error: packError(error) } satisfies WorkerReply);
    }
  };
  port.on('message', (task: WorkerTask) => void answer(task));
}

async function run({ id, name, input }: WorkerTask, jobs: JobTable): Promise<WorkerReply> {
  try {
    const load = jobs.get(name);
    if (!load) throw new Error(`no job is registered under "${name}"`);
    const job = await load();
    return { id, ok: true, output: job.run(input as never) };
  } catch (error) {
    return { id, ok: false, error: packError(error) };
  }
}

/** Arrays of numbers in the answer move to the caller instead of being copied. */
function transferables(reply: WorkerReply): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const search = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (Array.isArray(value)) value.forEach(search);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(search);
  };
  if (reply.ok) search(reply.output);
  return [...found];
}
