export { exchange, isEntrySafe, receiptsOf } from './exchange.ts';
export { localPeer, type HubPeer } from './hub-peer.ts';
export { pull, type PullOptions, type PullResult } from './pull.ts';
export { repairHub, type BadObject, type RepairOptions, type RepairReport } from './repair.ts';
