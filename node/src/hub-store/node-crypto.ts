import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { ArchiveCrypto } from '@openilrs/core/archive';

// DER around the 32 raw bytes of an Ed25519 key: RFC 8410 sections 4 and 7.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Parsing a key costs as much as using it, and an archive uses few keys: keep the last ones. Pure memory, no state that shows. */
function remembered(parse: (bytes: Uint8Array) => KeyObject): (bytes: Uint8Array) => KeyObject {
  const known = new Map<string, KeyObject>();
  return (bytes) => {
    const id = Buffer.from(bytes).toString('latin1');
    let key = known.get(id);
    if (key === undefined) {
      key = parse(bytes);
      if (known.size >= 256) known.clear();
      known.set(id, key);
    }
    return key;
  };
}

const privateKey = remembered((seed) =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' }),
);
const publicKeyOf = remembered((raw) =>
  createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' }),
);

/** The native twin of `pureCrypto`: same bytes; how much faster, bench/archive.bench.ts prints. */
export const nodeCrypto: ArchiveCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  publicKey(seed) {
    const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
    return new Uint8Array(der.subarray(SPKI.length));
  },
  sign: (seed, message) => new Uint8Array(sign(null, message, privateKey(seed))),
  verify(publicKey, message, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    try {
      return verify(null, message, publicKeyOf(publicKey), signature);
    } catch {
      return false;
    }
  },
};
