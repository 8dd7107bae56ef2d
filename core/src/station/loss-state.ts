/**
 * Whose data were lost. The store is a queue: what came first is sent first, so a store that fails loses the data of those that ended last. What a full store refuses is shared among those that
 * fill it, by their rates.
 */
export interface LossState {
  /** Refused by a full store or partition. */
  overflowBit: number;
  /** By activity; only those that have lost something. */
  readonly byActivity: Map<string, number>;
  /** Those that have ended and whose data may still be in the store, or in each partition: how much had come by then, and at most so much of it from them. */
  readonly ended: readonly { readonly id: string; readonly cameBit: number; readonly ownBit: number }[][];
}

/** Data that were lost since the start of the run, bit. */
export interface DataLosses {
  /** Refused by a full store or partition: never without the signal `storeFull` or `partitionFull` first, in which whoever commands can stop what fills it. */
  readonly overflowBit: number;
  /** By activity, of a store that failed at most so much. */
  readonly byActivity: ReadonlyMap<string, number>;
}

export function createLosses(queues: number): LossState {
  return { overflowBit: 0, byActivity: new Map(), ended: Array.from({ length: queues }, () => []) };
}
