import type { ArchiveCrypto } from './archive-crypto.ts';
import { pureCrypto } from './archive-crypto.ts';
import { nodeHash } from './merkle-tree.ts';

/** Equality of two byte strings. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const isIndex = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isOdd = (value: number) => value % 2 === 1;
const half = (value: number) => Math.floor(value / 2);

/** True when `proof` leads from the leaf at `index` to the root of a tree of `size` leaves. RFC 9162 section 2.1.3.2, the tree of RFC 6962. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  crypto: ArchiveCrypto = pureCrypto,
): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0 || sibling.length !== 32) return false;
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(sibling, hash, crypto);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = nodeHash(hash, sibling, crypto);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameBytes(hash, root);
}

/** True when `proof` shows that the tree of `size` leaves with `root` begins with the tree of `from` leaves with `fromRoot`. RFC 9162 section 2.1.4.2. */
export function verifyConsistency(
  from: number,
  size: number,
  fromRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
  crypto: ArchiveCrypto = pureCrypto,
): boolean {
  if (!isIndex(from) || !isIndex(size) || from > size) return false;
  if (from === size) return proof.length === 0 && sameBytes(fromRoot, root);
  if (from === 0) return proof.length === 0;
  if (proof.length === 0 || proof.some((hash) => hash.length !== 32)) return false;
  const isPowerOfTwo = Number.isInteger(Math.log2(from));
  const path = isPowerOfTwo ? [fromRoot, ...proof] : proof;
  let [fn, sn] = [from - 1, size - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [path[0]!, path[0]!];
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      fr = nodeHash(c, fr, crypto);
      sr = nodeHash(c, sr, crypto);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = nodeHash(sr, c, crypto);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameBytes(fr, fromRoot) && sameBytes(sr, root);
}
