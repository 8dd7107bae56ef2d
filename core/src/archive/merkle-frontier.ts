import type { ArchiveCrypto } from './archive-crypto.ts';
import { pureCrypto } from './archive-crypto.ts';
import { nodeHash } from './merkle-tree.ts';

/**
 * The right edge of a Merkle tree: the roots of its complete subtrees, largest first, one per set bit of `size`. With these O(log n)
 * hashes a reader that keeps no leaves can append to a tree that it verified before and knows the new root.
 */
export interface MerkleFrontier {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export const emptyFrontier: MerkleFrontier = { size: 0, hashes: [] };

/** The frontier after these leaf hashes too. */
export function extendFrontier(
  frontier: MerkleFrontier,
  leaves: Iterable<Uint8Array>,
  crypto: ArchiveCrypto = pureCrypto,
): MerkleFrontier {
  const hashes = [...frontier.hashes];
  let size = frontier.size;
  for (const leaf of leaves) {
    let hash = leaf;
    for (let n = size; n % 2 === 1; n = (n - 1) / 2) hash = nodeHash(hashes.pop()!, hash, crypto);
    hashes.push(hash);
    size += 1;
  }
  return { size, hashes };
}

/** Root of the tree whose right edge this is. */
export function frontierRoot(frontier: MerkleFrontier, crypto: ArchiveCrypto = pureCrypto): Uint8Array {
  if (frontier.hashes.length === 0) return crypto.sha256(new Uint8Array(0));
  return frontier.hashes.reduceRight((right, left) => nodeHash(left, right, crypto));
}
