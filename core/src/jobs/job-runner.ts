/**
 * The port through which long work is spread over cores.
 *
 * A job is a pure function known by name, so that a worker thread (or a machine) can find it: its input is plain data that
 * survives structured cloning; large read-only inputs travel once, in SharedArrayBuffers. Results come back in the order of the inputs, so a
 * run gives the same bytes on one worker or on many.
 */
export interface Job<I, O> {
  /** Name under which every worker registers the same function, e.g. `terrain/sweep-orientation`. */
  readonly name: string;
  readonly run: (input: I) => O;
}

/** Called with the number of finished parts, their total and what is being done; may be called often. */
export type Progress = (done: number, total: number, what: string) => void;

export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

export interface JobRunner {
  /** How many jobs run at the same time. */
  readonly parallel: number;
  /** Runs `job` on every input; rejects with the first error, or with `signal.reason` when aborted. */
  map<I, O>(job: Job<I, O>, inputs: readonly I[], options?: JobOptions): Promise<O[]>;
}

/** Runs jobs one after the other in the calling thread: the runner of browsers, tests and one-core machines. */
export const inlineRunner: JobRunner = {
  parallel: 1,
  async map(job, inputs, options = {}) {
    const results = [];
    for (const [index, input] of inputs.entries()) {
      options.signal?.throwIfAborted();
      options.progress?.(index, inputs.length, job.name);
      results.push(job.run(input));
      await Promise.resolve(); // lets an abort arrive between jobs
    }
    options.progress?.(inputs.length, inputs.length, job.name);
    return results;
  },
};
