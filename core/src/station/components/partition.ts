import { z } from 'zod';
import { componentId, parameter } from './parameter.ts';

/** A part of the store. Full, it takes nothing more: new data is lost and counted (`loseNew`), or the instruments that fill it are stopped (`stopProducers`); nothing is overwritten. */
export interface PartitionSpec {
  readonly id: string;
  readonly capacityBit: number;
  readonly whenFull: 'loseNew' | 'stopProducers';
}

export const partitionSchema = z.strictObject({
  id: componentId,
  capacity: parameter('data', 1, 1e18, 'of the partition'),
  whenFull: z.enum(['loseNew', 'stopProducers']).default('loseNew'),
});

export function partitionSpec(p: z.output<typeof partitionSchema>): PartitionSpec {
  return { id: p.id, capacityBit: p.capacity.si, whenFull: p.whenFull };
}

export interface Partition {
  readonly spec: PartitionSpec;
  storedBit: number;
  inBitS: number;
  outBitS: number;
  /** What has left it, sent or lost with it. */
  leftBit: number;
  /** It is full, and has said so. */
  full: boolean;
}

/** Shares the rate of the open links among partitions in their order: one that holds data takes all that is left of it, an empty one what comes in. */
export function shareLink(partitions: readonly Partition[], rateBitS: number): void {
  let left = rateBitS;
  for (const partition of partitions) {
    partition.outBitS = partition.storedBit > 0 ? left : Math.min(left, partition.inBitS);
    left -= partition.outBitS;
    if (partition.inBitS <= partition.outBitS) partition.full = false;
  }
}

/** Until one of them is full or empty, at most `spanS`. */
export function timeToPartition(
  partitions: readonly Partition[],
  spanS: number,
): { readonly s: number; readonly at: Partition | null } {
  let s = spanS;
  let at: Partition | null = null;
  for (const partition of partitions) {
    const rate = partition.inBitS - partition.outBitS;
    const gap = rate > 0 ? partition.spec.capacityBit - partition.storedBit : partition.storedBit;
    const untold = rate > 0 && gap <= 0 && !partition.full;
    if (rate === 0 || (gap <= 0 && !untold) || gap / Math.abs(rate) >= s) continue;
    s = Math.max(0, gap) / Math.abs(rate);
    at = partition;
  }
  return { s, at };
}

/** Moves a partition on; what was lost because it is full, bit. */
export function advancePartition(partition: Partition, dtS: number): number {
  const change = (partition.inBitS - partition.outBitS) * dtS;
  partition.leftBit += partition.outBitS * dtS;
  if (change > 0 && partition.storedBit >= partition.spec.capacityBit) return change;
  partition.storedBit = Math.min(partition.spec.capacityBit, Math.max(0, partition.storedBit + change));
  return 0;
}
