export { readBytes, readMission, type MissionOnDisk } from './read-mission.ts';
