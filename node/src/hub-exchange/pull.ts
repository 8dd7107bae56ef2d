import {
  ArchiveError,
  checkObject,
  extendFrontier,
  frontierRoot,
  leafHash,
  openCheckpoint,
  readEntry,
  sameBytes,
  verifyConsistency,
  verifyReceipt,
  type Checkpoint,
  type DepositEntry,
  type KnownHub,
  type MerkleFrontier,
  type OpenedHeads,
} from '@openilrs/core/archive';
import type { Progress } from '@openilrs/core/jobs';
import { nodeCrypto, type Hub, type PeerProgress } from '../hub-store/index.ts';
import type { HubPeer } from './hub-peer.ts';

const CHUNK = 256; // entries verified and stored together: what an interruption can cost

export interface PullOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

export interface PullResult {
  /** Entries of the peer's log read this time, and those that were new here. */
  readonly read: number;
  readonly stored: number;
  /** Receipts that came back for entries held here. */
  readonly receipts: number;
}

/**
 * Brings everything that `peer` holds into `hub` and fetches the peer's receipts, from where the last pull stopped.
 *
 * Nothing is stored before it is verified: the head's signature with the key known beforehand, its consistency with the head accepted last,
 * every chunk of entries against the head, each depositor's signature, each object's digest. A peer that fails any of these is refused
 * with an {@link ArchiveError} (`BAD_SIGNATURE`, `BAD_NOTE`, `ROLLED_BACK_LOG`, `FORKED_LOG`, `BAD_ENTRY`, `ALTERED_OBJECT`, `MISSING_OBJECT`,
 * `BAD_PROOF`) and nothing of the chunk is kept.
 */
export async function pull(hub: Hub, peer: HubPeer, known: KnownHub, options: PullOptions = {}): Promise<PullResult> {
  let progress = await hub.peers.progress(known.id);
  const note = await peer.checkpoint();
  if (note === null && progress.checkpoint === null) return { read: 0, stored: 0, receipts: 0 };
  if (note === null) throw new ArchiveError('ROLLED_BACK_LOG', `hub ${known.id} shows an empty log`, known.id);
  const head = openCheckpoint(note, known.key, nodeCrypto);
  await checkAgainstLastHead(peer, known, progress, head);
  const from = progress.frontier.size;
  let [stored, receipts] = [0, 0];
  while (progress.frontier.size < head.size) {
    options.signal?.throwIfAborted();
    const chunk = await fetchChunk(peer, known, progress.frontier, head);
    stored += await storeChunk(hub, peer, chunk.entries);
    receipts += await fetchReceipts(hub, peer, known, chunk.hashes);
    progress = { checkpoint: note, frontier: chunk.frontier };
    await hub.peers.setProgress(known.id, progress);
    options.progress?.(chunk.frontier.size, head.size, `reading hub ${known.id}`);
  }
  return { read: head.size - from, stored, receipts };
}

/** A peer may only ever add to the history that it signed before. */
async function checkAgainstLastHead(
  peer: HubPeer,
  known: KnownHub,
  progress: PeerProgress,
  head: Checkpoint,
): Promise<void> {
  if (progress.checkpoint === null) return;
  const last = openCheckpoint(progress.checkpoint, known.key, nodeCrypto);
  if (head.size < last.size)
    throw new ArchiveError(
      'ROLLED_BACK_LOG',
      `hub ${known.id} shows ${head.size} entries after it signed ${last.size}`,
      known.id,
    );
  const proof = await peer.consistencyProof(last.size, head.size);
  if (!verifyConsistency(last.size, head.size, last.root, head.root, proof, nodeCrypto))
    throw new ArchiveError(
      'FORKED_LOG',
      `hub ${known.id} shows another history than the one it signed before`,
      known.id,
    );
}

interface Chunk {
  readonly entries: readonly DepositEntry[];
  readonly hashes: readonly string[];
  readonly frontier: MerkleFrontier;
}

/** The next entries, shown to be those of the signed head. */
async function fetchChunk(peer: HubPeer, known: KnownHub, frontier: MerkleFrontier, head: Checkpoint): Promise<Chunk> {
  const to = Math.min(frontier.size + CHUNK, head.size);
  const bytes = await peer.entries(frontier.size, to);
  const leaves = bytes.map((entry) => leafHash(entry, nodeCrypto));
  const next = extendFrontier(frontier, leaves, nodeCrypto);
  const root = frontierRoot(next, nodeCrypto);
  const isOfHead =
    next.size === to &&
    (to === head.size
      ? sameBytes(root, head.root)
      : verifyConsistency(to, head.size, root, head.root, await peer.consistencyProof(to, head.size), nodeCrypto));
  if (!isOfHead)
    throw new ArchiveError(
      'FORKED_LOG',
      `entries ${frontier.size} to ${to} of hub ${known.id} are not those it signed`,
      known.id,
    );
  const hashes = leaves.map((leaf) => Buffer.from(leaf).toString('hex'));
  return { entries: bytes.map((entry) => readEntry(entry, nodeCrypto)), hashes, frontier: next };
}

/** Fetches and checks the objects of what is new, all before any is stored. */
async function storeChunk(hub: Hub, peer: HubPeer, entries: readonly DepositEntry[]): Promise<number> {
  const deposits = [];
  for (const entry of entries) {
    if (hub.holds(entry)) continue;
    const objects = new Map<string, Uint8Array>();
    for (const object of entry.objects) objects.set(object.sha256, await fetchObject(hub, peer, object.sha256));
    deposits.push({ entry, objects });
  }
  await Promise.all(deposits.map((deposit) => hub.deposit(deposit, { fromPeer: true })));
  return deposits.length;
}

async function fetchObject(hub: Hub, peer: HubPeer, sha256: string): Promise<Uint8Array> {
  const own = await hub.objects.getIntact(sha256); // bytes of our own that went bad are no fault of the peer: ask it
  if (own !== null) return own;
  const bytes = await peer.object(sha256);
  if (bytes === null) throw new ArchiveError('MISSING_OBJECT', `hub ${peer.id} does not give object ${sha256}`, sha256);
  checkObject({ sha256 }, bytes, nodeCrypto);
  return bytes;
}

/** The peer's receipts for entries held here: with those of this hub they show what is safe. */
async function fetchReceipts(hub: Hub, peer: HubPeer, known: KnownHub, hashes: readonly string[]): Promise<number> {
  const wanted = hashes.filter((hash) => !hub.peers.of(hash).some((receipt) => receipt.hubId === known.id));
  const receipts = (await peer.receipts(wanted)).filter((receipt) => wanted.includes(receipt.entryHash));
  const heads: OpenedHeads = new Map();
  for (const receipt of receipts) verifyReceipt(receipt, known, nodeCrypto, heads);
  await hub.peers.add(receipts);
  return receipts.length;
}
