import type { OperateSummary } from '@openilrs/core/mission';

type Left = OperateSummary['notPlaced'];

/** What a run left undone, by whether the station could be asked at all. */
export interface LeftUndone {
  /** Proposals whose facility is not at the station: they make no requests, and none of the total. */
  readonly undelivered: Left;
  readonly notMet: Left;
}

/** The summary lists proposals without a facility first; what is left of the requests are those that the station was asked and did not meet. */
export function leftUndone({
  notPlaced,
  requestsTotal,
  requestsMet,
}: Pick<OperateSummary, 'notPlaced' | 'requestsTotal' | 'requestsMet'>): LeftUndone {
  const undelivered = Math.max(0, notPlaced.length - (requestsTotal - requestsMet));
  return { undelivered: notPlaced.slice(0, undelivered), notMet: notPlaced.slice(undelivered) };
}
