import type { MessagePort } from 'node:worker_threads';
import type { Job } from '@openilrs/core/jobs';
import { packError, type WorkerReply, type WorkerTask } from './worker-messages.ts';

/** Makes the calling thread answer tasks of its pool, one at a time: the pool sends the next when it has the answer. */
export function serveJobs(port: MessagePort, jobs: ReadonlyMap<string, Job<never, unknown>>): void {
  port.on('message', (task: WorkerTask) => {
    const reply = run(task, jobs);
    try {
      port.postMessage(reply, transferables(reply));
    } catch (error) {
      // A result that cannot be cloned (a function in it, say) is an error of the job, not a reason to fall silent.
      port.postMessage({ id: task.id, ok: false, error: packError(error) } satisfies WorkerReply);
    }
  });
}

function run({ id, name, input }: WorkerTask, jobs: ReadonlyMap<string, Job<never, unknown>>): WorkerReply {
  try {
    const job = jobs.get(name);
    if (!job) throw new Error(`no job is registered under "${name}"`);
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
