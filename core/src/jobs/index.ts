export { inlineRunner, type Job, type JobOptions, type JobRunner, type Progress } from './job-runner.ts';
