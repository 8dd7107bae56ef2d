import type { LossState } from './loss-state.ts';
import type { Activity, StationState } from './station-state.ts';

function lose({ byActivity }: LossState, id: string, bit: number): void {
  byActivity.set(id, (byActivity.get(id) ?? 0) + bit);
}

/** Shares what a full store or partition refuses. */
export function bookOverflow(state: StationState, bit: number, inBitS: number, partition: number | null): void {
  if (bit <= 0) return;
  state.losses.overflowBit += bit;
  for (const { id, instrument, dataRateBitS } of state.activities.values())
    if (dataRateBitS > 0 && (partition === null || instrument.partition === partition))
      lose(state.losses, id, (bit * dataRateBitS) / inBitS);
}

/** An activity ends: its data stand in the queue behind all that came before. */
export function bookEnd(state: StationState, { id, instrument, dataRateBitS, startS }: Activity): void {
  if (dataRateBitS <= 0) return;
  const at = state.partitions.length === 0 ? 0 : instrument.partition;
  const ended = state.losses.ended[at]!;
  const { leftBit, storedBit } = queueOf(state, at);
  const waiting = ended.findIndex(({ cameBit }) => cameBit > leftBit);
  ended.splice(0, waiting < 0 ? ended.length : waiting);
  ended.push({ id, cameBit: leftBit + storedBit, ownBit: dataRateBitS * (state.timeS - startS) });
}

/** The store, or a partition, fails: before what it holds is cleared. */
export function bookFailure(state: StationState, at: number): void {
  const { leftBit } = queueOf(state, at);
  for (const { id, cameBit, ownBit } of state.losses.ended[at]!.splice(0))
    // less than a bit is rounding of sums
    if (cameBit - leftBit > 1) lose(state.losses, id, Math.min(ownBit, cameBit - leftBit));
}

/** What has left a queue so far, sent or lost, and what is in it. */
function queueOf(state: StationState, at: number): { readonly leftBit: number; readonly storedBit: number } {
  const partition = state.partitions[at];
  if (partition !== undefined) return partition;
  const { returnedBit, lostBit, losses, storeBit } = state;
  return { leftBit: returnedBit + lostBit - losses.overflowBit, storedBit: storeBit };
}
