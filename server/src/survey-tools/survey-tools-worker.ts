import { workerData } from 'node:worker_threads';
import type { NetworkQuery, TraverseQuery } from '@openilrs/api/contract';
import { missionInCommand, missionInputs, openWorld, readMission } from '@openilrs/node/mission';
import { createWorkerRunner } from '@openilrs/node/workers';
import { serveThread } from '../threads/serve-thread.ts';
import { NetworkFinder } from './network-finder.ts';
import { findTraverse } from './traverse-finder.ts';

// Thread that holds terrain and kernels of a mission and answers about networks of places and drives between them.
serveThread(async () => {
  const { file, software } = workerData as { readonly file: string; readonly software: string };
  const onDisk = readMission(file);
  const open = await openWorld(onDisk);
  const { terrain, ephemeris } = open;
  const inputs = await missionInputs(onDisk, open);
  const { mission } = onDisk;
  const missionFile = missionInCommand(onDisk);
  const world = { mission, terrain, ephemeris, inputs, missionFile, software };
  const networks = new NetworkFinder({ ...world, runner: await createWorkerRunner() });
  return {
    network: (query: NetworkQuery) => networks.find(query),
    traverse: (query: TraverseQuery) => findTraverse(query, world),
  };
});
