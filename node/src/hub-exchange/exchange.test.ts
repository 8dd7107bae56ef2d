import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveUnion, noteSigner, signReceipt, type Receipt } from '@openilrs/core/archive';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeCrypto, openHub, verifyHub, type Hub } from '../hub-store/index.ts';
import { sampleDeposit } from '../hub-store/testing/sample-deposit.ts';
import { exchange, isEntrySafe, receiptsOf } from './exchange.ts';
import { localPeer, type HubPeer } from './hub-peer.ts';
import { pull } from './pull.ts';

const code = (name: string) => expect.objectContaining({ code: name });
const specs = [
  { id: 'beijing', title: 'A', country: 'CN' },
  { id: 'moscow', title: 'B', country: 'RU' },
  { id: 'caracas', title: 'C', country: 'VE' },
];
let folder: string;
let hubs: Hub[];

async function openHubs(count: number, into = folder): Promise<Hub[]> {
  const opened: Hub[] = [];
  for (const [i, create] of specs.slice(0, count).entries())
    opened.push(await openHub(join(into, create.id), { create, seed: new Uint8Array(32).fill(i + 1) }));
  hubs.push(...opened);
  return opened;
}
const depositAll = (hub: Hub, numbers: readonly number[]) =>
  Promise.all(numbers.map((n) => hub.deposit(sampleDeposit(n))));
const stateOf = (hub: Hub) => archiveUnion([hub.entryHashes()], nodeCrypto);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-exchange-'));
  hubs = [];
});
afterEach(async () => {
  for (const hub of hubs) await hub.close();
  await rm(folder, { recursive: true });
});

describe('two hubs', () => {
  it('end with the same archive and with each other’s receipts, so that every deposit is safe', async () => {
    const [a, b] = (await openHubs(2)) as [Hub, Hub];
    const receipts = [...(await depositAll(a, [1, 2, 3, 4])), ...(await depositAll(b, [3, 5]))];
    const known = [a.known, b.known];
    expect(isEntrySafe(a, receipts[0]!.entryHash, known, 2)).toBe(false);
    const result = await exchange([a, b]);
    expect(result.stored).toBe(4);
    expect(stateOf(a)).toEqual(stateOf(b));
    for (const { entryHash } of receipts) {
      expect(isEntrySafe(a, entryHash, known, 2)).toBe(true);
      expect(receiptsOf(b, entryHash, known).map((receipt) => receipt.hubId)).toEqual(['moscow', 'beijing']);
      expect(receiptsOf(b, entryHash, [b.known])).toHaveLength(1);
    }
    for (const hub of [a, b]) expect((await verifyHub(hub)).problems).toEqual([]);
  });

  it('have nothing to do the second time, also after a restart', async () => {
    const [a, b] = (await openHubs(2)) as [Hub, Hub];
    await depositAll(a, [1, 2, 3]);
    await exchange([a, b]);
    for (const hub of hubs) await hub.close();
    hubs = [];
    const again = await openHubs(2);
    expect(await exchange(again)).toEqual({ stored: 0, receipts: 0 });
    expect(
      receiptsOf(
        again[0]!,
        [...again[0]!.entryHashes()][0]!,
        again.map((hub) => hub.known),
      ),
    ).toHaveLength(2);
  });

  it('keep both when each accepted other content under one name while they were cut off', async () => {
    const [a, b] = (await openHubs(2)) as [Hub, Hub];
    await a.deposit(sampleDeposit(1));
    await b.deposit(sampleDeposit(1, {}, 'other content'));
    await exchange([a, b]);
    expect([a.size, b.size]).toEqual([2, 2]);
    expect(stateOf(a)).toEqual(stateOf(b));
  });
});

describe('a hub that lies', () => {
  /** Hub b with entries 1..3, of which a has read the first two; then a pulls through `lie`. */
  async function pullThrough(lie: (honest: HubPeer, b: Hub) => Partial<HubPeer> | Promise<Partial<HubPeer>>) {
    const [a, b] = (await openHubs(2)) as [Hub, Hub];
    await depositAll(b, [1, 2]);
    await pull(a, localPeer(b), b.known);
    await depositAll(b, [3, 4]);
    const honest = localPeer(b);
    const before = { state: stateOf(a), progress: await a.peers.progress('moscow') };
    const attempt = pull(a, { ...honest, ...(await lie(honest, b)) }, b.known);
    const error = await attempt.catch((reason: unknown) => reason);
    expect({ state: stateOf(a), progress: await a.peers.progress('moscow') }).toEqual(before);
    expect((await verifyHub(a)).problems).toEqual([]);
    await pull(a, honest, b.known); // the truth still gets through
    expect(stateOf(a)).toEqual(stateOf(b));
    return error;
  }
  /** Another history signed with the key of hub b. */
  async function forkOf(numbers: readonly number[]): Promise<Hub> {
    const spec = specs[1]!;
    const fork = await openHub(join(folder, 'fork'), { create: spec, seed: new Uint8Array(32).fill(2) });
    hubs.push(fork);
    await depositAll(fork, numbers);
    return fork;
  }

  it('with altered objects', async () => {
    expect(await pullThrough(() => ({ object: async () => new Uint8Array(5) }))).toEqual(code('ALTERED_OBJECT'));
  });

  it('with objects kept back', async () => {
    expect(await pullThrough(() => ({ object: async () => null }))).toEqual(code('MISSING_OBJECT'));
  });

  it('with altered, left out, repeated or reordered entries', async () => {
    const changes: ((entries: Uint8Array[]) => Uint8Array[])[] = [
      (entries) => entries.map((entry) => Buffer.from(Buffer.from(entry).toString().replace('Product 3', 'Product 9'))),
      (entries) => entries.slice(1),
      (entries) => [...entries, entries[0]!],
      (entries) => entries.reverse(),
    ];
    for (const change of changes) {
      const lie = (honest: HubPeer) => ({
        entries: async (i: number, j: number) => change([...(await honest.entries(i, j))]),
      });
      expect(await pullThrough(lie)).toEqual(code('FORKED_LOG'));
      for (const hub of hubs) await hub.close();
      hubs = [];
      await rm(folder, { recursive: true });
    }
    await openHubs(1); // leaves something for afterEach
  });

  it('with a head signed by another key', async () => {
    const lie = async () => {
      const stranger = await openHub(join(folder, 'stranger'), { create: specs[1]! });
      hubs.push(stranger);
      await depositAll(stranger, [1, 2, 3]);
      return { checkpoint: async () => stranger.checkpoint };
    };
    expect(await pullThrough(lie)).toEqual(code('BAD_SIGNATURE'));
  });

  it('with the name of another hub', async () => {
    const lie = async () => {
      const other = await openHub(join(folder, 'other'), { create: specs[2]! });
      hubs.push(other);
      await depositAll(other, [1, 2, 3]);
      return localPeer(other);
    };
    expect(await pullThrough(lie)).toEqual(code('BAD_SIGNATURE'));
  });

  it('with a fork of its own log, whichever proof it gives', async () => {
    expect(await pullThrough(async () => localPeer(await forkOf([1, 7, 8, 9])))).toEqual(code('FORKED_LOG'));
  });

  it('with a fork of the same length', async () => {
    expect(await pullThrough(async () => localPeer(await forkOf([1, 7])))).toEqual(code('FORKED_LOG'));
  });

  it('with a head older than the one it signed before', async () => {
    expect(await pullThrough(async () => localPeer(await forkOf([1])))).toEqual(code('ROLLED_BACK_LOG'));
  });

  it('with an empty log after a full one', async () => {
    expect(await pullThrough(() => ({ checkpoint: async () => null }))).toEqual(code('ROLLED_BACK_LOG'));
  });

  it('with receipts that it did not sign, or for a place that it cannot prove', async () => {
    const [a, b] = (await openHubs(2)) as [Hub, Hub];
    await depositAll(b, [1, 2, 3]);
    const honest = localPeer(b);
    const signer = noteSigner(b.key.name, new Uint8Array(32).fill(2), nodeCrypto);
    const lies: ((receipt: Receipt) => Receipt)[] = [
      (receipt) => ({ ...receipt, country: 'CN' }),
      (receipt) => signReceipt({ ...receipt, logIndex: (receipt.logIndex + 1) % 3 }, signer, nodeCrypto),
    ];
    for (const lie of lies) {
      const receipts = async (hashes: readonly string[]) => (await honest.receipts(hashes)).map(lie);
      await expect(pull(a, { ...honest, receipts }, b.known)).rejects.toEqual(
        expect.objectContaining({ code: expect.stringMatching(/BAD_SIGNATURE|BAD_PROOF/) }),
      );
      for (const hash of a.entryHashes()) expect(a.peers.of(hash)).toEqual([]);
    }
  });
});

describe('three hubs, cut off and reconnected', () => {
  type Step =
    { kind: 'deposit'; at: number; n: number } | { kind: 'pull'; at: number; from: number; failAfter: number };
  const hub = fc.nat(2);
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ kind: fc.constant('deposit' as const), at: hub, n: fc.nat(30) }),
    fc.record({ kind: fc.constant('pull' as const), at: hub, from: hub, failAfter: fc.nat(12) }),
  );

  /** A peer whose line goes dead after so many questions. */
  function failing(peer: HubPeer, failAfter: number): HubPeer {
    let questions = 0;
    const ask =
      <A extends unknown[], R>(question: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> =>
        ++questions > failAfter ? Promise.reject(new Error('the line is dead')) : question(...args);
    const { checkpoint, entries, consistencyProof, object, receipts } = peer;
    return {
      id: peer.id,
      checkpoint: ask(checkpoint),
      entries: ask(entries),
      consistencyProof: ask(consistencyProof),
      object: ask(object),
      receipts: ask(receipts),
    };
  }

  it('end with identical archives, whatever the order and the interruptions', async () => {
    let run = 0;
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const three = await openHubs(3, join(folder, String(run++)));
      const deposited = new Set<number>();
      for (const one of steps) {
        if (one.kind === 'deposit') {
          await three[one.at]!.deposit(sampleDeposit(one.n));
          deposited.add(one.n);
        } else if (one.at !== one.from) {
          const [into, from] = [three[one.at]!, three[one.from]!];
          await pull(into, failing(localPeer(from), one.failAfter), from.known).catch(() => {});
        }
      }
      await exchange(three);
      for (const one of three) {
        expect(stateOf(one)).toEqual(stateOf(three[0]!));
        expect(one.size).toBe(deposited.size);
        for (const hash of one.entryHashes())
          expect(
            isEntrySafe(
              one,
              hash,
              three.map(({ known }) => known),
              3,
            ),
          ).toBe(true);
        await one.close();
      }
      hubs = [];
    });
    await fc.assert(property, { seed: 7, numRuns: 15 });
  });
});
