import type { NetworkAnswer, TraverseAnswer } from '@openilrs/api/contract';
import type { MissionOnDisk } from '@openilrs/node/mission';
import { WorkerClient, workerEntry } from '../threads/worker-client.ts';
import type { SurveyTools } from './survey-tools.ts';

/** Networks and drives from a thread of their own, which starts when one is asked for. */
export function workerSurveyTools({ file }: Pick<MissionOnDisk, 'file'>, software: string): SurveyTools {
  const entry = workerEntry('./survey-tools-worker.js', import.meta.url);
  const client = new WorkerClient(entry, { file, software }, { stopsOnAbort: true });
  return {
    network: (query, signal) => client.ask('network', query, { signal }) as Promise<NetworkAnswer>,
    traverse: (query, signal) => client.ask('traverse', query, { signal }) as Promise<TraverseAnswer>,
    close: () => client.close(),
  };
}
