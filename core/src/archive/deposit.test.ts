import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveUnion } from './archive-union.ts';
import { contentAddress } from './archive-crypto.ts';
import { canonicalJson } from './canonical-json.ts';
import { signCheckpoint } from './checkpoint.ts';
import { checkObject, entryBytes, entryHash, readEntry, signDeposit, type DepositStatement } from './deposit.ts';
import { MerkleTree } from './merkle-tree.ts';
import { isReceiptValid, isSafe, signReceipt, verifyReceipt } from './receipt.ts';
import { noteSigner } from './signed-note.ts';

const depositor = noteSigner('example.org/partner', new Uint8Array(32).fill(1));
const data = new TextEncoder().encode('a,b\r\n1,2\r\n');
const statement: DepositStatement = {
  product: 'urn:openilrs:example:data:thing::1.0',
  objects: [
    { role: 'data', name: 'thing.csv', mediaType: 'text/csv', sha256: contentAddress(data), bytes: data.length },
  ],
  ownerId: 'partner',
  agreementId: 'founders',
  embargoUntilUtc: '2036-01-01T00:00:00Z',
  metadata: {
    title: 'A thing',
    missionId: 'example',
    instrumentId: 'meter',
    experimentId: 'weather',
    activityId: 'a-1',
    startUtc: '2035-01-01T00:00:00Z',
    stopUtc: '2035-01-01T01:00:00Z',
    latDeg: -89.5,
    lonDeg: 222.7,
    quality: 'complete',
    simulated: true,
  },
};
const entry = signDeposit(statement, depositor);

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 section 3.2.2', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as RFC 8785 section 3.2.3', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(text).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`);
    expect(() => canonicalJson(NaN)).toThrow(RangeError);
  });
});

describe('a deposit', () => {
  it('survives the way through bytes, whatever the order of its fields', () => {
    expect(readEntry(entryBytes(entry))).toEqual(entry);
    const shuffled = Object.fromEntries(Object.entries(entry).reverse()) as typeof entry;
    expect(entryHash(shuffled)).toEqual(entryHash(entry));
  });

  it('is refused when any byte is altered', () => {
    const bytes = entryBytes(entry);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, xor) => {
        const altered = bytes.slice();
        altered[at]! ^= xor;
        expect(() => readEntry(altered)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/BAD_(ENTRY|NOTE)/) }),
        );
      }),
      { seed: 2, numRuns: 80 },
    );
  });

  it('knows its own objects', () => {
    checkObject(entry.objects[0]!, data);
    expect(() => checkObject(entry.objects[0]!, data.slice(1))).toThrow(
      expect.objectContaining({ code: 'ALTERED_OBJECT' }),
    );
  });
});

describe('a receipt', () => {
  const signer = noteSigner('example.org/hub', new Uint8Array(32).fill(2));
  const hub = { id: 'hub', country: 'CN', key: signer.key };
  const tree = new MerkleTree();
  for (let i = 0; i < 5; i++) tree.append(entryHash({ ...entry, ownerId: `owner ${i}` }));
  const logIndex = tree.append(entryHash(entry));
  const receipt = signReceipt(
    {
      hubId: 'hub',
      country: 'CN',
      entryHash: bytesToHex(entryHash(entry)),
      logIndex,
      atUtc: '2035-01-02T00:00:00Z',
      checkpoint: signCheckpoint({ origin: signer.key.name, size: tree.size, root: tree.root() }, signer),
      proof: tree.inclusionProof(logIndex).map(bytesToHex),
    },
    signer,
  );

  it('verifies with the key of the hub alone', () => {
    expect(() => verifyReceipt(receipt, hub)).not.toThrow();
    expect(isReceiptValid(receipt, { ...hub, country: 'RU' })).toBe(false);
    expect(isReceiptValid(receipt, { ...hub, key: depositor.key })).toBe(false);
  });

  it('is worth nothing when a field is altered, or when the hub signs for a place that it cannot prove', () => {
    const { signature, ...honest } = receipt;
    for (const change of [
      { logIndex: 4 },
      { atUtc: '2034-01-01T00:00:00Z' },
      { country: 'RU' },
      { entryHash: '00'.repeat(32) },
    ]) {
      expect(isReceiptValid({ ...honest, ...change, signature }, hub)).toBe(false);
      if (!('atUtc' in change)) expect(isReceiptValid(signReceipt({ ...honest, ...change }, signer), hub)).toBe(false);
    }
  });

  it('makes a deposit safe only with others from other countries', () => {
    const at = (hubId: string, country: string) => ({ hubId, country });
    expect(isSafe([at('a', 'CN')], 2)).toBe(false);
    expect(isSafe([at('a', 'CN'), at('b', 'CN')], 2)).toBe(false);
    expect(isSafe([at('a', 'CN'), at('a', 'CN')], 2)).toBe(false);
    expect(isSafe([at('a', 'CN'), at('b', 'RU')], 2)).toBe(true);
  });
});

describe('the state of the archive', () => {
  it('is the union of the logs, whatever their order and overlap', () => {
    const hash = fc.nat(40).map((n) => contentAddress(Uint8Array.of(n)));
    fc.assert(
      fc.property(fc.array(hash), fc.array(hash), (a, b) => {
        const state = archiveUnion([a, b]);
        expect(archiveUnion([b, [...a].reverse(), a])).toEqual(state);
        expect(state.entries).toBe(new Set([...a, ...b]).size);
      }),
      { seed: 3, numRuns: 50 },
    );
  });
});
