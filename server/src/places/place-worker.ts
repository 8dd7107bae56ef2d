import { workerData } from 'node:worker_threads';
import { openEphemeris } from '@openilrs/core/ephemeris';
import { loadBundledKernels, readKernels } from '@openilrs/node/kernels';
import { loadTerrain } from '@openilrs/node/terrain';
import { serveThread } from '../threads/serve-thread.ts';
import type { LightRequest, Place, SkyRequest } from './place-answers.ts';
import { PlaceComputer } from './place-computer.ts';
import type { PlaceInputs } from './worker-places.ts';

// Thread that holds terrain and kernels and answers about places.
serveThread(async () => {
  const { frame, kernels, terrain } = workerData as PlaceInputs;
  const [files, grids] = await Promise.all([
    kernels === 'bundled' ? loadBundledKernels() : readKernels(kernels),
    loadTerrain(terrain),
  ]);
  const places = new PlaceComputer(grids, openEphemeris(files), frame);
  return {
    horizon: (place: Place) => places.horizon(place),
    light: (request: LightRequest) => places.light(request),
    sky: (request: SkyRequest) => places.skyOver(request),
  };
});
