export { bundledGroundStations } from './ground-stations.ts';
export { openWorld, type OpenWorld } from './open-world.ts';
export { readBytes, readMission, type MissionOnDisk } from './read-mission.ts';
