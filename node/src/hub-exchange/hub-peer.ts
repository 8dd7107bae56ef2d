import type { Receipt } from '@openilrs/core/archive';
import type { Hub } from '../hub-store/index.ts';

/**
 * Another hub as this one sees it: five questions, all pulled, all answers verified by the asker. In-process here; over HTTP or a
 * delay-tolerant link the same five. Whoever answers may lie, stop or come back years later.
 */
export interface HubPeer {
  readonly id: string;
  /** The latest signed head, null while its log is empty. */
  checkpoint(): Promise<string | null>;
  /** Canonical bytes of entries [from, to). */
  entries(from: number, to: number): Promise<readonly Uint8Array[]>;
  /** RFC 6962 proof that the head of `to` entries begins with that of `from`. */
  consistencyProof(from: number, to: number): Promise<readonly Uint8Array[]>;
  object(sha256: string): Promise<Uint8Array | null>;
  /** Receipts for those of the entries that it holds. */
  receipts(entryHashes: readonly string[]): Promise<readonly Receipt[]>;
}

/** The peer that is a hub in the same process. */
export function localPeer(hub: Hub): HubPeer {
  return {
    id: hub.identity.id,
    checkpoint: async () => hub.checkpoint,
    async entries(from, to) {
      const entries: Uint8Array[] = [];
      for await (const entry of hub.entries(from, to)) entries.push(entry);
      return entries;
    },
    consistencyProof: async (from, to) => hub.consistencyProof(from, to),
    object: (sha256) => hub.objects.get(sha256),
    receipts: async (hashes) => hashes.map((hash) => hub.receipt(hash)).filter((receipt) => receipt !== null),
  };
}
