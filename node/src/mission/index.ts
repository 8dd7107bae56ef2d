export { bundledGroundStations } from './ground-stations.ts';
export { openWorld, type OpenWorld } from './open-world.ts';
export { requireWritable } from './run-folder.ts';
export { readBytes, readMission, whereIs, type MissionOnDisk } from './read-mission.ts';
export { checkTerrainCoverage, ownTerrain, type GroundPlace } from './terrain-coverage.ts';
