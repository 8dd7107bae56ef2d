export {
  placeOf,
  prepareOperations,
  runOperations,
  siteOfRun,
  type PreparedOperations,
  type RunOptions,
} from './operate-mission.ts';
export { profilesCsv, writeOperate } from './write-operate.ts';
