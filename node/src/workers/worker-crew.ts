import { Worker } from 'node:worker_threads';

/** The threads of one runner: idle ones are used again, dead ones forgotten. */
export interface WorkerCrew {
  /** An idle thread, or a new one. @throws Error after {@link close} */
  hire(): Worker;
  /** Gives a thread back in working order. */
  rest(worker: Worker): void;
  /** Stops a thread, whatever it is doing. */
  dismiss(worker: Worker): Promise<void>;
  close(): Promise<void>;
}

export function createCrew(entry: URL): WorkerCrew {
  const idle = new Set<Worker>();
  const all = new Set<Worker>();
  let closed = false;

  function start(): Worker {
    const worker = new Worker(entry);
    worker.unref(); // an idle pool does not keep the process
    all.add(worker);
    worker.on('exit', () => {
      all.delete(worker);
      idle.delete(worker);
    });
    worker.on('error', () => undefined); // whoever waits for its answer hears of it too; an idle thread's death harms nobody
    return worker;
  }

  const dismiss = async (worker: Worker): Promise<void> => {
    await worker.terminate();
  };
  return {
    hire() {
      if (closed) throw new Error('the worker threads were closed');
      const [waiting] = idle;
      if (!waiting) return start();
      idle.delete(waiting);
      return waiting;
    },
    rest(worker) {
      if (all.has(worker)) idle.add(worker);
    },
    dismiss,
    async close() {
      closed = true;
      idle.clear();
      await Promise.all([...all].map(dismiss));
    },
  };
}
