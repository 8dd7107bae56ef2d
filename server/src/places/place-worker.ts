import { workerData } from 'node:worker_threads';
import { openWorld, readMission } from '@openilrs/node/mission';
import { serveThread } from '../threads/serve-thread.ts';
import type { LightRequest, Place, SkyRequest } from './place-answers.ts';
import { PlaceComputer } from './place-computer.ts';

// Thread that holds terrain and kernels of a mission and answers about places.
serveThread(async () => {
  const { file } = workerData as { readonly file: string };
  const { terrain, ephemeris, frame } = await openWorld(readMission(file));
  const places = new PlaceComputer(terrain, ephemeris, frame);
  return {
    horizon: (place: Place) => places.horizon(place),
    light: (request: LightRequest) => places.light(request),
    sky: (request: SkyRequest) => places.skyOver(request),
  };
});
