import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { ArchiveCrypto } from './archive-crypto.ts';
import { pureCrypto } from './archive-crypto.ts';
import { MerkleTree } from './merkle-tree.ts';

/**
 * The state of the archive is the union of its logs: the set of entries, whatever their order and in however many logs each stands.
 * Two hubs hold the same archive exactly when these digests are equal.
 *
 * @param logs entry hashes (hex leaf hashes) of every log
 * @returns the number of different entries and the Merkle root over their sorted hashes, hex
 */
export function archiveUnion(
  logs: Iterable<Iterable<string>>,
  crypto: ArchiveCrypto = pureCrypto,
): { readonly entries: number; readonly digest: string } {
  const union = new Set<string>();
  for (const log of logs) for (const hash of log) union.add(hash);
  const tree = new MerkleTree(crypto);
  for (const hash of [...union].sort()) tree.append(hexToBytes(hash));
  return { entries: union.size, digest: bytesToHex(tree.root()) };
}
