export { type Deposit } from './check-deposit.ts';
export { Hub, type HubOptions } from './hub.ts';
export { openHub } from './open-hub.ts';
export { hubOrigin, isHub, isHubFolder, readIdentity, type HubIdentity } from './hub-identity.ts';
export { syncFolder, writeSynced } from './durable-file.ts';
export { nodeCrypto } from './node-crypto.ts';
export type { ObjectStore } from './object-store.ts';
export type { PeerProgress, PeerStore } from './peer-store.ts';
export { lostDeposits, verifyHub, verifyHubs, type HubReport } from './verify-hub.ts';
