import type { NetworkAnswer, NetworkQuery, TraverseAnswer, TraverseQuery } from '@openilrs/api/contract';

/** Answers of seconds about several places of the region, computed off the thread that answers requests; one that is given up is stopped. */
export interface SurveyTools {
  /** @throws InputError of dates and kernels, `NETWORK_NONE` */
  network(query: NetworkQuery, signal?: AbortSignal): Promise<NetworkAnswer>;
  /** @throws InputError of dates and kernels, `TRAVERSE_*` */
  traverse(query: TraverseQuery, signal?: AbortSignal): Promise<TraverseAnswer>;
  close(): Promise<void>;
}
