export { rcpspIslandJob, threadClock } from './island-job.ts';
