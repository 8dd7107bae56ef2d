import { parentPort } from 'node:worker_threads';
import { JOBS } from './job-registry.ts';
import { serveJobs } from './serve-jobs.ts';

if (parentPort) serveJobs(parentPort, JOBS);
