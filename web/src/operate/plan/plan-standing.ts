import type { PlannedStart } from '@openilrs/api/contract';

/** How many activities stand otherwise in one plan than in another: placed, removed or moved. */
export function movedCount(before: readonly PlannedStart[], after: readonly PlannedStart[]): number {
  const startOf = new Map(before.map(({ requestId, startEt }) => [requestId, startEt]));
  const kept = after.filter(({ requestId }) => startOf.has(requestId));
  const moved = kept.filter(({ requestId, startEt }) => startOf.get(requestId) !== startEt);
  return moved.length + (after.length - kept.length) + (before.length - kept.length);
}
