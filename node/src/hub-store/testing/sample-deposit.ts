import { contentAddress, noteSigner, signDeposit, type DepositEntry } from '@openilrs/core/archive';
import type { Deposit } from '../check-deposit.ts';
import { nodeCrypto } from '../node-crypto.ts';

export const sampleDepositor = noteSigner('openilrs.example/partner/tester', new Uint8Array(32).fill(9), nodeCrypto);

/** The n-th of a series of small deposits, all different and the same on every call. */
export function sampleDeposit(
  n: number,
  change: Partial<DepositEntry> = {},
  text = `n,value\r\n${n},${n * n}\r\n`,
): Deposit {
  const bytes = new TextEncoder().encode(text);
  const sha256 = contentAddress(bytes, nodeCrypto);
  const entry = signDeposit(
    {
      product: `urn:openilrs:test:data:product-${n}::1.0`,
      objects: [{ role: 'data', name: `product-${n}.csv`, mediaType: 'text/csv', sha256, bytes: bytes.length }],
      ownerId: `partner-${n % 3}`,
      agreementId: `agreement-${n % 3}`,
      embargoUntilUtc: n % 2 === 0 ? null : '2036-01-01T00:00:00Z',
      metadata: {
        title: `Product ${n}`,
        missionId: 'test',
        instrumentId: `instrument-${n % 4}`,
        experimentId: 'experiment',
        activityId: `activity-${n}`,
        startUtc: '2035-01-01T00:00:00Z',
        stopUtc: '2035-01-01T01:00:00Z',
        latDeg: -89.45,
        lonDeg: 222.75,
        quality: 'complete',
        simulated: true,
      },
      ...change,
    },
    sampleDepositor,
    nodeCrypto,
  );
  return { entry, objects: new Map([[sha256, bytes]]) };
}
