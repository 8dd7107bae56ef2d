export { inlineRunner, type Job, type JobOptions, type JobRunner, type Progress } from './job-runner.ts';
export { namesInside, restoreSnapshot, takeSnapshot, type Fixed, type Snapshot } from './snapshot.ts';
