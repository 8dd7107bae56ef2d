export { createWorkerRunner, type WorkerRunner, type WorkerRunnerOptions } from './worker-runner.ts';
