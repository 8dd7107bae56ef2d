import { mkdtemp, readFile, rm, truncate, writeFile, stat, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatKey, pureCrypto, verifyReceipt } from '@openilrs/core/archive';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hub, HubOptions } from './hub.ts';
import { openHub } from './open-hub.ts';
import { nodeCrypto } from './node-crypto.ts';
import { sampleDeposit, sampleDepositor } from './testing/sample-deposit.ts';
import { verifyHub } from './verify-hub.ts';

const create = { id: 'beijing', title: 'Hub', country: 'CN' };
const code = (name: string) => expect.objectContaining({ code: name });
let folder: string;
let open: Hub[] = [];

const openIt = async (options: HubOptions = { create }) => {
  const hub = await openHub(folder, options);
  open.push(hub);
  return hub;
};
const closeAll = async () => {
  for (const hub of open) await hub.close();
  open = [];
};
const depositAll = async (hub: Hub, from: number, to: number) =>
  Promise.all(Array.from({ length: to - from }, (_, i) => hub.deposit(sampleDeposit(from + i))));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ilrs-hub-'));
});
afterEach(async () => {
  await closeAll();
  await rm(folder, { recursive: true });
});

describe('a hub', () => {
  it('keeps deposits over a restart and vouches for them with receipts', async () => {
    const hub = await openIt();
    const receipts = [...(await depositAll(hub, 0, 20)), await hub.deposit(sampleDeposit(20))];
    for (const receipt of receipts) verifyReceipt(receipt, hub.known);
    const { rootHash } = hub;
    await closeAll();

    const again = await openIt({});
    expect(again.size).toBe(21);
    expect(again.rootHash).toBe(rootHash);
    expect(await again.entry(receipts[7]!.entryHash)).toEqual(sampleDeposit(7).entry);
    const { sha256 } = sampleDeposit(7).entry.objects[0]!;
    expect(Buffer.from((await again.objects.get(sha256))!).toString()).toBe('n,value\r\n7,49\r\n');
    verifyReceipt(again.receipt(receipts[7]!.entryHash)!, again.known);
    expect(await verifyHub(again)).toMatchObject({ entries: 21, objects: 21, orphans: 0, problems: [] });
  });

  it('gives the same receipt index for the same deposit, and stores nothing twice', async () => {
    const hub = await openIt();
    const [first, twin] = await Promise.all([hub.deposit(sampleDeposit(1)), hub.deposit(sampleDeposit(1))]);
    const again = await hub.deposit(sampleDeposit(1));
    expect([first.logIndex, twin!.logIndex, again.logIndex]).toEqual([0, 0, 0]);
    expect(hub.size).toBe(1);
  });

  it('shares one checkpoint among deposits that wait together', async () => {
    const hub = await openIt();
    await depositAll(hub, 0, 50);
    expect((await verifyHub(hub)).checkpoints).toBe(1);
  });

  it('refuses what does not fit, and goes on', async () => {
    const hub = await openIt({ create, depositors: [formatKey(sampleDepositor.key)] });
    const good = sampleDeposit(1);
    const sha256 = good.entry.objects[0]!.sha256;
    const forged = { ...good.entry, ownerId: 'somebody else' };
    await expect(hub.deposit({ ...good, entry: forged })).rejects.toEqual(code('BAD_ENTRY'));
    await expect(hub.deposit({ ...good, objects: new Map() })).rejects.toEqual(code('MISSING_OBJECT'));
    const altered = new Map([[sha256, new Uint8Array(3)]]);
    await expect(hub.deposit({ ...good, objects: altered })).rejects.toEqual(code('ALTERED_OBJECT'));
    await hub.deposit(good);
    await expect(hub.deposit(sampleDeposit(1, {}, 'other content'))).rejects.toEqual(code('PRODUCT_EXISTS'));
    await closeAll();
    const strict = await openIt({ depositors: [] });
    await expect(strict.deposit(sampleDeposit(2))).rejects.toEqual(code('UNKNOWN_DEPOSITOR'));
    expect(strict.size).toBe(1);
  });

  it('is open for one writer at a time, for readers always', async () => {
    const hub = await openIt();
    await depositAll(hub, 0, 3);
    await expect(openHub(folder)).rejects.toEqual(code('HUB_LOCKED'));
    const reader = await openIt({ readOnly: true });
    expect(reader.size).toBe(3);
    expect((await verifyHub(reader)).problems).toEqual([]);
  });

  it('that only reads refuses every deposit, new or there already, and goes on', async () => {
    await depositAll(await openIt(), 0, 1);
    await closeAll();
    const reader = await openIt({ readOnly: true });
    for (const n of [0, 1, 0])
      await expect(reader.deposit(sampleDeposit(n))).rejects.toThrow('hub beijing is not open for deposits');
    const together = await Promise.allSettled([0, 1, 0].map((n) => reader.deposit(sampleDeposit(n))));
    expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('takes over the lock of a process that died, also when its id was given away again', async () => {
    await (await openHub(folder, { create })).close();
    await writeFile(join(folder, 'lock'), `${process.pid} 1`);
    await (await openHub(folder)).close();
    await writeFile(join(folder, 'lock'), '999999999 1');
    await (await openHub(folder)).close();
  });

  it('says when there is no hub', async () => {
    await expect(openHub(join(folder, 'nothing'))).rejects.toEqual(code('HUB_MISSING'));
  });

  it('derives its key from a seed when it is told to', async () => {
    const hub = await openIt({ create, seed: new Uint8Array(32).fill(5) });
    expect(hub.key.publicKey).toEqual(pureCrypto.publicKey(new Uint8Array(32).fill(5)));
    expect((await stat(join(folder, 'key'))).mode & 0o077).toBe(0);
  });
});

describe('after a crash', () => {
  it('cuts off a tail torn at any byte, and keeps everything acknowledged', async () => {
    const hub = await openIt();
    await depositAll(hub, 0, 3);
    const acknowledged = (await stat(join(folder, 'log'))).size;
    await depositAll(hub, 3, 6);
    await closeAll();
    const whole = await readFile(join(folder, 'log'));
    for (let size = whole.length - 1; size > acknowledged; size -= 97) {
      await rm(join(folder, 'log.cut'), { force: true });
      await writeFile(join(folder, 'log'), whole.subarray(0, size));
      const again = await openIt({});
      expect(again.size).toBe(3);
      expect(again.recoveredBytes).toBe(size - acknowledged);
      expect(await readFile(join(folder, 'log.cut'))).toEqual(whole.subarray(acknowledged, size));
      await closeAll();
    }
    const again = await openIt({});
    await depositAll(again, 3, 5);
    expect(await verifyHub(again)).toMatchObject({ entries: 5, problems: [] });
  });

  it('cuts off rubbish and a hole at the end', async () => {
    const hub = await openIt();
    await depositAll(hub, 0, 3);
    await closeAll();
    const { size } = await stat(join(folder, 'log'));
    await appendFile(join(folder, 'log'), 'E 0123\n\nrubbish');
    await truncate(join(folder, 'log'), size + 5000);
    expect((await openIt({})).size).toBe(3);
    expect((await stat(join(folder, 'log'))).size).toBe(size);
  });

  it('names damage to what it had acknowledged instead of cutting it off', async () => {
    const hub = await openIt();
    for (let n = 0; n < 3; n++) await hub.deposit(sampleDeposit(n));
    await closeAll();
    const whole = await readFile(join(folder, 'log'));
    const lastCheckpoint = whole.lastIndexOf('\nC ');
    await fc.assert(
      fc.asyncProperty(fc.nat(lastCheckpoint - 1), fc.integer({ min: 1, max: 255 }), async (at, xor) => {
        const altered = Buffer.from(whole);
        altered[at]! ^= xor;
        await writeFile(join(folder, 'log'), altered);
        await expect(openHub(folder)).rejects.toEqual(code('DAMAGED_LOG'));
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('finds objects that are altered or gone', async () => {
    const hub = await openIt();
    await depositAll(hub, 0, 3);
    const [a, b] = [0, 1].map((n) => sampleDeposit(n).entry.objects[0]!.sha256);
    await writeFile(hub.objects.path(a!), 'n,value\r\n0,1\r\n');
    await rm(hub.objects.path(b!));
    const { problems } = await verifyHub(hub);
    expect(problems.map((problem) => [problem.code, problem.subject])).toEqual([
      ['ALTERED_OBJECT', a],
      ['MISSING_OBJECT', b],
    ]);
  });
});

describe('native and pure cryptography', () => {
  it('give the same bytes and the same verdicts', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array(),
        fc.nat(511),
        (seed, message, bit) => {
          expect([...nodeCrypto.sha256(message)]).toEqual([...pureCrypto.sha256(message)]);
          const key = nodeCrypto.publicKey(seed);
          expect(key).toEqual(pureCrypto.publicKey(seed));
          const signature = nodeCrypto.sign(seed, message);
          expect(signature).toEqual(pureCrypto.sign(seed, message));
          expect([nodeCrypto, pureCrypto].map((crypto) => crypto.verify(key, message, signature))).toEqual([
            true,
            true,
          ]);
          signature[bit >> 3]! ^= 1 << (bit & 7);
          expect([nodeCrypto, pureCrypto].map((crypto) => crypto.verify(key, message, signature))).toEqual([
            false,
            false,
          ]);
        },
      ),
      { seed: 6, numRuns: 20 },
    );
  });
});
