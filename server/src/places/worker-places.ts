import type { SkyResult } from '@openilrs/api/contract';
import type { HorizonResult, LightResult } from '@openilrs/core/mission';
import { WorkerClient, workerEntry } from '../threads/worker-client.ts';
import type { PlaceAnswers } from './place-answers.ts';

/** What the thread loads. */
export interface PlaceInputs {
  readonly frame: string;
  /** The bundled kernels, or paths in the order of loading. */
  readonly kernels: 'bundled' | readonly string[];
  /** Paths of the mission's own grids, before the bundled ones. */
  readonly terrain: readonly string[];
}

/** Answers about places from a thread of their own, so that no request waits for a skyline of another. */
export function workerPlaces(inputs: PlaceInputs): PlaceAnswers {
  const client = new WorkerClient(workerEntry('./place-worker.js', import.meta.url), inputs);
  return {
    horizon: (place, signal) => client.ask('horizon', place, { signal }) as Promise<HorizonResult>,
    light: (request, signal) => client.ask('light', request, { signal }) as Promise<LightResult>,
    sky: (request, signal) => client.ask('sky', request, { signal }) as Promise<SkyResult>,
    close: () => client.close(),
  };
}
