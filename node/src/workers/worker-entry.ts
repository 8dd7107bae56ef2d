import { parentPort } from 'node:worker_threads';
import { JOBS } from './job-registry.ts';
import { packError, type WorkerReply, type WorkerTask } from './worker-messages.ts';

// One task at a time: the pool sends the next when it has the answer.
parentPort?.on('message', (task: WorkerTask) => {
  const reply = run(task);
  parentPort?.postMessage(reply, transferables(reply));
});

function run({ id, name, input }: WorkerTask): WorkerReply {
  try {
    const job = JOBS.get(name);
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
