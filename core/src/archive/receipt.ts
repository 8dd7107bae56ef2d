import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { ArchiveCrypto } from './archive-crypto.ts';
import { pureCrypto } from './archive-crypto.ts';
import { ArchiveError } from './archive-error.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { canonicalBytes, type JsonValue } from './canonical-json.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { verifyInclusion } from './merkle-proofs.ts';
import { formatKey, type NoteKey, type NoteSigner } from './signed-note.ts';

/**
 * A hub's promise that it holds a deposit: the entry is at `logIndex` of the log whose signed head is `checkpoint`, with the proof that it
 * is, the time at which it was made durable, and the hub's signature over all of it. Verifiable offline with the hub's key alone.
 */
export interface Receipt {
  readonly hubId: string;
  /** Country in which the hub stores, as the hub states it; checked against what the reader knows of the hub. */
  readonly country: string;
  /** RFC 6962 leaf hash of the entry, hex. */
  readonly entryHash: string;
  readonly logIndex: number;
  readonly atUtc: string;
  /** Signed note. */
  readonly checkpoint: string;
  /** Inclusion proof, hex hashes from the leaf up. */
  readonly proof: readonly string[];
  /** Base64 Ed25519. */
  readonly signature: string;
}

/** What a reader knows of a hub before it talks to it. */
export interface KnownHub {
  readonly id: string;
  readonly country: string;
  readonly key: NoteKey;
}

const DOMAIN = new TextEncoder().encode('openilrs-receipt/1\n');

function receiptBytes(receipt: Omit<Receipt, 'signature'>): Uint8Array {
  return concatBytes(DOMAIN, canonicalBytes(receipt as unknown as JsonValue));
}

export function signReceipt(
  receipt: Omit<Receipt, 'signature'>,
  signer: NoteSigner,
  crypto: ArchiveCrypto = pureCrypto,
): Receipt {
  return { ...receipt, signature: encodeBase64(crypto.sign(signer.seed, receiptBytes(receipt))) };
}

/** Heads that were opened before, by note: many receipts share one, and its signature need be verified only once. */
export type OpenedHeads = Map<string, Checkpoint>;

/** Verifies everything a receipt claims; throws {@link ArchiveError} `BAD_SIGNATURE` or `BAD_PROOF`. */
export function verifyReceipt(
  receipt: Receipt,
  hub: KnownHub,
  crypto: ArchiveCrypto = pureCrypto,
  heads: OpenedHeads = new Map(),
): void {
  const { signature, ...unsigned } = receipt;
  const bytes = decodeBase64(signature);
  const isOfHub = receipt.hubId === hub.id && receipt.country === hub.country;
  if (bytes === null || !isOfHub || !crypto.verify(hub.key.publicKey, receiptBytes(unsigned), bytes))
    throw new ArchiveError('BAD_SIGNATURE', `a receipt in the name of hub ${receipt.hubId} does not verify`, hub.id);
  const head = `${formatKey(hub.key)}\n${receipt.checkpoint}`;
  const { size, root } = heads.get(head) ?? openCheckpoint(receipt.checkpoint, hub.key, crypto);
  heads.set(head, { origin: hub.key.name, size, root });
  const proof = receipt.proof.map(hexToBytes);
  if (!verifyInclusion(hexToBytes(receipt.entryHash), receipt.logIndex, size, proof, root, crypto))
    throw new ArchiveError(
      'BAD_PROOF',
      `hub ${hub.id} does not prove that entry ${receipt.entryHash} is in its log`,
      hub.id,
    );
}

/** True when the receipt verifies, for counting. */
export function isReceiptValid(
  receipt: Receipt,
  hub: KnownHub,
  crypto: ArchiveCrypto = pureCrypto,
  heads: OpenedHeads = new Map(),
): boolean {
  try {
    verifyReceipt(receipt, hub, crypto, heads);
    return true;
  } catch {
    return false;
  }
}

/** A deposit is safe when k hubs in k countries have returned receipts that verify. `verified` holds only such receipts, all for one entry. */
export function isSafe(verified: readonly Pick<Receipt, 'hubId' | 'country'>[], k: number): boolean {
  // As hubs lie in one country each, k different countries imply k different hubs.
  return new Set(verified.map((receipt) => receipt.country)).size >= k;
}
