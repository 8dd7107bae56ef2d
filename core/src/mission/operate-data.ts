import type { Execution } from '../autonomy/index.ts';
import type { DataAccount, DataLosses } from '../station/index.ts';

/** As plans and bounds count a store that is filled to its brim: so much of its capacity is rounding. */
const ROUNDING = 1e-9;

/** What of a loss is rounding of sums, bit. */
export function lossGraceBit(store: { readonly capacityBit: number }): number {
  return 1 + ROUNDING * store.capacityBit;
}

/** Which executions have all their data: sent to the ground, or kept in the store to the end of the run. What a full store refused or a store that failed took with it is paid by nobody. */
export function dataKept(
  { byActivity }: DataLosses,
  store: { readonly capacityBit: number },
): (execution: Pick<Execution, 'id'>) => boolean {
  const graceBit = lossGraceBit(store);
  return ({ id }) => (byActivity.get(id) ?? 0) <= graceBit;
}

/** For the summary: produced = returned + kept + lost. */
export function dataFigures({ producedBit, returnedBit, storedBit, lostBit }: DataAccount) {
  return { dataProducedBit: producedBit, dataReturnedBit: returnedBit, dataKeptBit: storedBit, dataLostBit: lostBit };
}
