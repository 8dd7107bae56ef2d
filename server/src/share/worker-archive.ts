import type { HubsAnswer, VerifyAnswer } from '@openilrs/api/contract';
import { WorkerClient, workerEntry } from '../threads/worker-client.ts';
import type { Archive, Found, ProductFound } from './archive.ts';
import type { HubArchiveOptions } from './hub-archive.ts';

/** The archive of a run in a thread of its own; resolves once its catalogue is built, unless `signal` ends that. */
export async function workerArchive(options: HubArchiveOptions, signal?: AbortSignal): Promise<Archive> {
  const client = new WorkerClient(workerEntry('./archive-worker.js', import.meta.url), options, { stopsOnAbort: true });
  try {
    await client.ask('open', null, { signal });
  } catch (error) {
    await client.close();
    throw error;
  }
  return {
    nowUtc: options.nowUtc,
    search: (query) => client.ask('search', query) as Promise<Found>,
    product: (lidvid, reader) => client.ask('product', [lidvid, reader]) as Promise<ProductFound>,
    bytes: (sha256, reader) => client.ask('bytes', [sha256, reader]) as Promise<Uint8Array>,
    hubs: () => client.ask('hubs', null) as Promise<HubsAnswer>,
    verify: () => client.ask('verify', null) as Promise<VerifyAnswer['hubs']>,
    close: async () => {
      await client.ask('close', null).catch(() => {}); // a thread that is gone has nothing to close
      await client.close();
    },
  };
}
