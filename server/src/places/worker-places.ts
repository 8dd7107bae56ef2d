import type { SkyResult } from '@openilrs/api/contract';
import type { HorizonResult, LightResult } from '@openilrs/core/mission';
import type { MissionOnDisk } from '@openilrs/node/mission';
import { WorkerClient, workerEntry } from '../threads/worker-client.ts';
import type { PlaceAnswers } from './place-answers.ts';

/** Answers about places from a thread of their own, so that no request waits for a skyline of another. */
export function workerPlaces({ file }: Pick<MissionOnDisk, 'file'>): PlaceAnswers {
  const client = new WorkerClient(workerEntry('./place-worker.js', import.meta.url), { file });
  return {
    horizon: (place, signal) => client.ask('horizon', place, { signal }) as Promise<HorizonResult>,
    light: (request, signal) => client.ask('light', request, { signal }) as Promise<LightResult>,
    sky: (request, signal) => client.ask('sky', request, { signal }) as Promise<SkyResult>,
    warm: async ({ light, sky }) => {
      const asked = [client.ask('light', light), client.ask('sky', sky)];
      await Promise.allSettled(asked);
    },
    close: () => client.close(),
  };
}
