import { isReceiptValid, isSafe, type KnownHub, type OpenedHeads, type Receipt } from '@openilrs/core/archive';
import { nodeCrypto, type Hub } from '../hub-store/index.ts';
import { localPeer } from './hub-peer.ts';
import { pull, type PullOptions } from './pull.ts';

/**
 * Lets hubs of one process pull from each other until all hold the same and have each other's receipts: twice round, because an entry
 * must arrive before its receipt can be given.
 *
 * @returns how many entries were copied and how many receipts came back
 */
export async function exchange(
  hubs: readonly Hub[],
  options: PullOptions = {},
): Promise<{ stored: number; receipts: number }> {
  const total = { stored: 0, receipts: 0 };
  for (let round = 0; round < 2; round++)
    for (const hub of hubs)
      for (const other of hubs) {
        if (other === hub) continue;
        const result = await pull(hub, localPeer(other), other.known, options);
        total.stored += result.stored;
        total.receipts += result.receipts;
      }
  return total;
}

/**
 * All receipts for an entry that `hub` can show, its own and those of others, verified again with the keys of the hubs known.
 * Give the same `heads` to many calls to verify each signed head only once.
 */
export function receiptsOf(
  hub: Hub,
  entryHash: string,
  known: readonly KnownHub[],
  heads: OpenedHeads = new Map(),
): readonly Receipt[] {
  const own = hub.receipt(entryHash);
  const all = [...(own === null ? [] : [own]), ...hub.peers.of(entryHash)];
  return all.filter((receipt) =>
    known.some((one) => one.id === receipt.hubId && isReceiptValid(receipt, one, nodeCrypto, heads)),
  );
}

/** True when `hub` can show valid receipts of k hubs in k countries. */
export function isEntrySafe(hub: Hub, entryHash: string, known: readonly KnownHub[], k: number): boolean {
  return isSafe(receiptsOf(hub, entryHash, known), k);
}
