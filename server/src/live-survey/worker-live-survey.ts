import type { LiveSurveyOptions } from '@openilrs/api/contract';
import type { MissionOnDisk } from '@openilrs/node/mission';
import { WorkerClient, workerEntry } from '../threads/worker-client.ts';
import type { LiveStep, LiveSurveyEngine } from './live-survey-types.ts';

/** Live maps from a thread of their own, which has its own crew: the thread that answers requests never waits for them. */
export function workerLiveSurvey({ file }: Pick<MissionOnDisk, 'file'>, software: string): LiveSurveyEngine {
  const client = new WorkerClient(workerEntry('./live-survey-worker.js', import.meta.url), { file, software });
  return {
    options: () => client.ask('options', null) as Promise<LiveSurveyOptions>,
    open: (question) => client.ask('open', question) as Promise<string>,
    advance: (session) => client.ask('advance', session) as Promise<LiveStep>,
    drop: async (session) => void (await client.ask('drop', session)),
    file: (request) => client.ask('file', request) as Promise<Uint8Array>,
    close: () => client.close(),
  };
}
