export { openQueue, type Queue, type QueueAddress } from './open-queue.ts';
export { sendTiles, type SendTilesOptions } from './send-tiles.ts';
export { serveTiles, type ServeTilesOptions } from './serve-tiles.ts';
