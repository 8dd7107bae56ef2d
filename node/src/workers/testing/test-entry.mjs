// What the threads of worker-runner.slow.ts run: small jobs that answer late, fail, die, or tell what they were given.
import process from 'node:process';
import { parentPort, threadId } from 'node:worker_threads';
import { InputError } from '@openilrs/core/errors';
import { serveJobs } from '../../../dist/workers/serve-jobs.js';

function busyFor(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const jobs = {
  square: ({ value, ms }) => {
    busyFor(ms);
    return { square: value * value, thread: threadId };
  },
  fill: ({ shared, from, to }) => {
    for (let i = from; i < to; i++) shared[i] = i;
    return Float64Array.of(from, to);
  },
  refuse: (where) => {
    throw new InputError('SURVEY_REGION', 'too wide', { where, legal: '0 to 1', remedy: 'Ask for less' });
  },
  spin: () => busyFor(600_000),
  die: () => process.exit(3),
  unclonable: () => ({ answer: () => 1 }),
};
serveJobs(parentPort, new Map(Object.entries(jobs).map(([name, run]) => [name, () => Promise.resolve({ name, run })])));
