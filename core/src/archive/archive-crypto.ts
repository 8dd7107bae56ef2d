import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The two primitives that the archive rests on. Node hands in its native ones, which are about 10 times faster; both give the same bytes. */
export interface ArchiveCrypto {
  /** SHA-256 (FIPS 180-4), 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** Ed25519 (RFC 8032) public key of a 32-byte seed. */
  publicKey(seed: Uint8Array): Uint8Array;
  /** Deterministic 64-byte Ed25519 signature. */
  sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** Audited pure JavaScript, for browsers, workers and tests. */
export const pureCrypto: ArchiveCrypto = {
  sha256: (bytes) => sha256(bytes),
  publicKey: (seed) => ed25519.getPublicKey(seed),
  sign: (seed, message) => ed25519.sign(message, seed),
  verify(publicKey, message, signature) {
    try {
      return ed25519.verify(signature, message, publicKey);
    } catch {
      return false; // malformed keys and signatures verify nothing
    }
  },
};

/** The address of content: its SHA-256 in lower-case hex. */
export function contentAddress(bytes: Uint8Array, crypto: ArchiveCrypto = pureCrypto): string {
  return bytesToHex(crypto.sha256(bytes));
}

/** True for 64 lower-case hex digits, the only form of an address that the archive accepts (so that it is also a safe file name). */
export function isContentAddress(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
