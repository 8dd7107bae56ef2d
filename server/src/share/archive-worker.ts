import { workerData } from 'node:worker_threads';
import type { ProductsQuery } from '@openilrs/api/contract';
import { serveThread } from '../threads/serve-thread.ts';
import type { Archive } from './archive.ts';
import { openHubArchive, type HubArchiveOptions } from './hub-archive.ts';

// Thread that holds the catalogue of a run: its database takes seconds to start and would hold up every other answer meanwhile.
serveThread(async () => {
  const archive: Archive = await openHubArchive(workerData as HubArchiveOptions);
  return {
    open: () => null,
    search: (query: ProductsQuery) => archive.search(query),
    product: ([lidvid, reader]: [string, string]) => archive.product(lidvid, reader),
    bytes: ([sha256, reader]: [string, string]) => archive.bytes(sha256, reader),
    hubs: () => archive.hubs(),
    verify: () => archive.verify(),
    close: () => archive.close(),
  };
});
