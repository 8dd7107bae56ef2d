export { hubState } from './hub-state.ts';
export { missingHubs, openHubs, openSomeHub, type DamagedHub, type OpenedHubs } from './open-hubs.ts';
export { findHubs, openRunArchive, RunArchive, type ReadAs } from './run-archive.ts';
export { runShare, shareInput, type ShareOptions } from './run-share.ts';
