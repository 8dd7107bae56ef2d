export { openCheckpoint, type CheckpointFolder } from './checkpoint-folder.ts';
export {
  operatedSite,
  operateInput,
  placeOf,
  prepareOperations,
  runOperations,
  siteOfRun,
  type PreparedOperations,
  type RunOptions,
  type RunSite,
} from './operate-mission.ts';
export { profilesCsv, writeOperate } from './write-operate.ts';
