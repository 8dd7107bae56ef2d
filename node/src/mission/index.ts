export { bundledGroundStations, groundStationsInput } from './ground-stations.ts';
export { openWorld, terrainOfRegion, type OpenWorld } from './open-world.ts';
export { missionInputs, namedInputs, type Inputs } from './mission-inputs.ts';
export { missionInCommand, outInCommand, shellWord } from './recorded-command.ts';
export { requireWritable } from './run-folder.ts';
export { readBytes, readMission, refusedInFile, whereIs, type MissionOnDisk } from './read-mission.ts';
export { checkTerrainCoverage, ownTerrain, type GroundPlace } from './terrain-coverage.ts';
