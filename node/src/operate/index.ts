export {
  operatedSite,
  placeOf,
  prepareOperations,
  runOperations,
  siteOfRun,
  type PreparedOperations,
  type RunOptions,
  type RunSite,
} from './operate-mission.ts';
export { profilesCsv, writeOperate } from './write-operate.ts';
