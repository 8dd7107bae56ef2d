import type { ArchiveCrypto } from './archive-crypto.ts';
import { pureCrypto } from './archive-crypto.ts';

/** MTH({d}) = SHA-256(0x00 || d), RFC 6962 section 2.1. */
export function leafHash(data: Uint8Array, crypto: ArchiveCrypto = pureCrypto): Uint8Array {
  const prefixed = new Uint8Array(data.length + 1);
  prefixed.set(data, 1);
  return crypto.sha256(prefixed);
}

/** SHA-256(0x01 || left || right), RFC 6962 section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array, crypto: ArchiveCrypto = pureCrypto): Uint8Array {
  const prefixed = new Uint8Array(65);
  prefixed[0] = 1;
  prefixed.set(left, 1);
  prefixed.set(right, 33);
  return crypto.sha256(prefixed);
}

/** Largest power of two smaller than `n` (n > 1): where RFC 6962 splits a tree of n leaves. Numbers, not bits, so that n may pass 2^31. */
function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * An append-only Merkle tree (RFC 6962 section 2.1) that keeps the hash of every complete subtree, so that the root and the proofs of
 * any earlier size cost O(log^2 n).
 *
 *     levels[1]      h01       h23
 *     levels[0]    h0   h1   h2   h3   h4      root(5) = node(node(h01, h23), h4)
 */
export class MerkleTree {
  private readonly levels: Uint8Array[][] = [[]];
  private readonly crypto: ArchiveCrypto;

  constructor(crypto: ArchiveCrypto = pureCrypto) {
    this.crypto = crypto;
  }

  get size(): number {
    return this.levels[0]!.length;
  }

  /** Adds the hash of one more leaf (see {@link leafHash}); returns its index. */
  append(hash: Uint8Array): number {
    this.levels[0]!.push(hash);
    for (let level = 0; this.levels[level]!.length % 2 === 0; level++) {
      const row = this.levels[level]!;
      const above = (this.levels[level + 1] ??= []);
      above.push(nodeHash(row[row.length - 2]!, row[row.length - 1]!, this.crypto));
    }
    return this.size - 1;
  }

  leaf(index: number): Uint8Array {
    const hash = this.levels[0]![index];
    if (hash === undefined) throw new RangeError(`leaf ${index} of a tree of ${this.size}`);
    return hash;
  }

  /** Root of the first `size` leaves; of the empty tree SHA-256 of nothing. */
  root(size = this.size): Uint8Array {
    this.check(size);
    return size === 0 ? this.crypto.sha256(new Uint8Array(0)) : this.range(0, size);
  }

  /** PATH(index, D[0:size]): sibling hashes from the leaf up. */
  inclusionProof(index: number, size = this.size): Uint8Array[] {
    this.check(size);
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`leaf ${index} of a tree of ${size}`);
    const path = (begin: number, end: number): Uint8Array[] => {
      if (end - begin === 1) return [];
      const middle = begin + splitPoint(end - begin);
      return index < middle
        ? [...path(begin, middle), this.range(middle, end)]
        : [...path(middle, end), this.range(begin, middle)];
    };
    return path(0, size);
  }

  /** PROOF(from, D[0:size]): that the tree of `size` leaves begins with that of `from`. Empty when from is 0 or equal to size. */
  consistencyProof(from: number, size = this.size): Uint8Array[] {
    this.check(size);
    if (!Number.isInteger(from) || from < 0 || from > size)
      throw new RangeError(`consistency from ${from} to ${size} leaves`);
    if (from === 0 || from === size) return [];
    const subproof = (begin: number, end: number, complete: boolean): Uint8Array[] => {
      if (end === from) return complete ? [] : [this.range(begin, end)];
      const middle = begin + splitPoint(end - begin);
      return from <= middle
        ? [...subproof(begin, middle, complete), this.range(middle, end)]
        : [...subproof(middle, end, false), this.range(begin, middle)];
    };
    return subproof(0, size, true);
  }

  /** Hash of leaves [begin, end), where begin is a multiple of the smallest power of two >= end - begin. */
  private range(begin: number, end: number): Uint8Array {
    let level = 0;
    let width = 1;
    while (width * 2 <= end - begin) {
      width *= 2;
      level += 1;
    }
    if (width === end - begin) return this.levels[level]![begin / width]!;
    return nodeHash(this.levels[level]![begin / width]!, this.range(begin + width, end), this.crypto);
  }

  private check(size: number): void {
    if (!Number.isInteger(size) || size < 0 || size > this.size)
      throw new RangeError(`a tree of ${this.size} leaves has no size ${size}`);
  }
}
