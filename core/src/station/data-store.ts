import { advancePartition, timeToPartition, type Partition } from './components/partition.ts';
import { bookFailure, bookOverflow } from './data-losses.ts';
import { storeFailed, updateFlows } from './flows.ts';
import { stopActivity } from './station-commands.ts';
import { signal, type StationState } from './station-state.ts';

/** Until the store, or a partition of it, is full or empty; at most `spanS`. */
export function timeToStoreEdge(state: StationState, spanS: number): number {
  if (state.partitions.length > 0) return timeToPartition(state.partitions, spanS).s;
  const rate = state.dataInBitS - state.dataOutBitS;
  // full already, and filled again: it says so before anything is lost
  if (rate > 0 && state.storeBit >= state.spec.store.capacityBit) return state.storeFull ? spanS : 0;
  if (rate > 0) return Math.min(spanS, (state.spec.store.capacityBit - state.storeBit) / rate);
  if (rate < 0 && state.storeBit > 0) return Math.min(spanS, state.storeBit / -rate);
  return spanS;
}

/** The store has come to an edge. Only called at the end of the piece that {@link timeToStoreEdge} has shortened. */
export function reachStoreEdge(state: StationState): void {
  if (state.partitions.length > 0) {
    for (const partition of state.partitions) settlePartition(state, partition);
    return updateFlows(state);
  }
  state.storeFull = state.dataInBitS > state.dataOutBitS;
  state.storeBit = state.storeFull ? state.spec.store.capacityBit : 0;
  signal(state, state.storeFull ? 'storeFull' : 'storeEmpty', 'store');
}

/** Closer to an edge than a bit a partition is on it. */
function settlePartition(state: StationState, partition: Partition): void {
  const { spec, inBitS, outBitS } = partition;
  if (inBitS > outBitS && partition.storedBit >= spec.capacityBit - 1) {
    state.storeBit += spec.capacityBit - partition.storedBit;
    partition.storedBit = spec.capacityBit;
    if (partition.full) return;
    partition.full = true;
    signal(state, 'partitionFull', spec.id);
    if (spec.whenFull !== 'stopProducers') return;
    const at = state.partitions.indexOf(partition);
    for (const { id, instrument } of [...state.activities.values()])
      if (instrument.partition === at) stopActivity(state, id);
  } else if (inBitS < outBitS && partition.storedBit <= 1) {
    state.storeBit -= partition.storedBit;
    partition.storedBit = 0;
    signal(state, 'partitionEmpty', spec.id);
  }
}

/** The store, or the partition `at`, is out of order: what it holds is lost, what fills it stops. */
export function failStore(state: StationState, at: number): void {
  for (const { id, instrument, dataRateBitS } of [...state.activities.values()])
    if (dataRateBitS > 0 && storeFailed(state, instrument)) stopActivity(state, id);
  const partition = state.partitions[at];
  const heldBit = partition?.storedBit ?? state.storeBit;
  bookFailure(state, at);
  state.lostBit += heldBit;
  state.storeBit -= heldBit;
  if (partition !== undefined) {
    partition.storedBit = 0;
    partition.leftBit += heldBit;
    partition.full = false;
  }
  state.storeFull = false;
  signal(state, 'storeFailed', partition?.spec.id ?? 'store');
}

export function moveData(state: StationState, dtS: number): void {
  const { dataInBitS, dataOutBitS } = state;
  const produced = dataInBitS * dtS;
  state.producedBit += produced;
  if (state.partitions.length > 0) return movePartitions(state, dtS);
  if (state.storeBit <= 0 && dataInBitS <= dataOutBitS) {
    state.returnedBit += produced;
  } else if (state.storeBit >= state.spec.store.capacityBit && dataInBitS >= dataOutBitS) {
    state.returnedBit += dataOutBitS * dtS;
    state.lostBit += produced - dataOutBitS * dtS;
    bookOverflow(state, produced - dataOutBitS * dtS, dataInBitS, null);
  } else {
    state.returnedBit += dataOutBitS * dtS;
    state.storeBit += produced - dataOutBitS * dtS;
    state.storeFull = false;
  }
}

function movePartitions(state: StationState, dtS: number): void {
  let held = 0;
  state.partitions.forEach((partition, at) => {
    const lostBit = advancePartition(partition, dtS);
    state.returnedBit += partition.outBitS * dtS;
    state.lostBit += lostBit;
    held += partition.storedBit;
    bookOverflow(state, lostBit, partition.inBitS, at);
  });
  state.storeBit = held;
}
