import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFrontier, extendFrontier, frontierRoot } from './merkle-frontier.ts';
import { verifyConsistency, verifyInclusion } from './merkle-proofs.ts';
import { leafHash, MerkleTree, nodeHash } from './merkle-tree.ts';

// Vectors of google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc (Apache-2.0), also in transparency-dev/merkle testonly/constants.go.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const PATHS: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const CONSISTENCY: [from: number, size: number, proof: string[]][] = [
  [1, 1, []],
  [1, 8, PATHS[1]![2]],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const reference = new MerkleTree();
const leaves = LEAVES.map((hex) => leafHash(hexToBytes(hex)));
for (const leaf of leaves) reference.append(leaf);
const root = (size: number) => hexToBytes(ROOTS[size]!);

describe('RFC 6962 vectors of certificate-transparency', () => {
  it.each(ROOTS.map((hex, size) => [size, hex] as const))('root of %i leaves', (size, hex) => {
    expect(bytesToHex(reference.root(size))).toBe(hex);
    expect(bytesToHex(frontierRoot(extendFrontier(emptyFrontier, leaves.slice(0, size))))).toBe(hex);
  });

  it.each(PATHS)('path of leaf %i of %i', (index, size, path) => {
    expect(reference.inclusionProof(index, size).map(bytesToHex)).toEqual(path);
    expect(verifyInclusion(leaves[index]!, index, size, path.map(hexToBytes), root(size))).toBe(true);
  });

  it.each(CONSISTENCY)('consistency from %i to %i', (from, size, proof) => {
    expect(reference.consistencyProof(from, size).map(bytesToHex)).toEqual(proof);
    expect(verifyConsistency(from, size, root(from), root(size), proof.map(hexToBytes))).toBe(true);
  });
});

/** MTH straight from the definition in RFC 6962 section 2.1: the oracle. */
function definition(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0]!;
  const k = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return nodeHash(definition(hashes.slice(0, k)), definition(hashes.slice(k)));
}

describe('a tree of any size', () => {
  const SIZE = 70;
  const tree = new MerkleTree();
  const hashes = Array.from({ length: SIZE }, (_, i) => leafHash(Uint8Array.of(i)));
  for (const hash of hashes) tree.append(hash);

  it('has the root of the definition, and so has its right edge', () => {
    for (let size = 1; size <= SIZE; size++) {
      expect(tree.root(size)).toEqual(definition(hashes.slice(0, size)));
      const begun = extendFrontier(emptyFrontier, hashes.slice(0, size >> 1));
      expect(frontierRoot(extendFrontier(begun, hashes.slice(size >> 1, size)))).toEqual(tree.root(size));
    }
  });

  it('proves every leaf of every size, and no other place, root or altered path', () => {
    for (let size = 1; size <= SIZE; size += 3)
      for (let index = 0; index < size; index++) {
        const proof = tree.inclusionProof(index, size);
        const check = (at: number, path: Uint8Array[], head: Uint8Array) =>
          verifyInclusion(hashes[index]!, at, size, path, head);
        expect(check(index, proof, tree.root(size))).toBe(true);
        expect(check((index + 1) % size, proof, tree.root(size))).toBe(size === 1);
        expect(check(index, [...proof, hashes[0]!], tree.root(size))).toBe(false);
        expect(check(index, proof, leafHash(Uint8Array.of(255)))).toBe(false);
        if (proof.length > 0) expect(check(index, proof.slice(1), tree.root(size))).toBe(false);
      }
  });

  it('proves consistency of every pair of sizes, and refuses other roots and altered proofs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: SIZE }), fc.integer({ min: 1, max: SIZE }), fc.nat(), (a, b, at) => {
        const [from, size] = [Math.min(a, b), Math.max(a, b)];
        const proof = tree.consistencyProof(from, size);
        const [old, now] = [tree.root(from), tree.root(size)];
        expect(verifyConsistency(from, size, old, now, proof)).toBe(true);
        if (from === size) return;
        expect(verifyConsistency(from, size, hashes[0]!, leafHash(old), proof)).toBe(false);
        expect(verifyConsistency(from, size, old, leafHash(now), proof)).toBe(false);
        const altered = proof.map((hash, i) => (i === at % proof.length ? leafHash(hash) : hash));
        expect(verifyConsistency(from, size, old, now, altered)).toBe(false);
      }),
      { seed: 6962, numRuns: 400 },
    );
  });

  it('refuses sizes and places that it does not have', () => {
    expect(() => tree.root(SIZE + 1)).toThrow(RangeError);
    expect(() => tree.inclusionProof(5, 5)).toThrow(RangeError);
    expect(() => tree.consistencyProof(6, 5)).toThrow(RangeError);
    expect(verifyInclusion(hashes[0]!, -1, 5, [], tree.root(5))).toBe(false);
    expect(verifyConsistency(0.5, 5, tree.root(1), tree.root(5), [])).toBe(false);
  });
});
