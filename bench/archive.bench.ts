import { mkdtemp, open, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pureCrypto } from '@openilrs/core/archive';
import { makeProducts } from '@openilrs/core/mission';
import { bundledPath } from '@openilrs/node/bundled';
import { openCatalogue } from '@openilrs/node/catalogue';
import { exchange } from '@openilrs/node/hub-exchange';
import { nodeCrypto, openHub, verifyHub } from '@openilrs/node/hub-store';
import { folderDictionaries, Pds4Validator } from '@openilrs/node/pds4-validator';
import { shareInput } from '@openilrs/node/share';
import { sampleDeposit } from '../node/src/hub-store/testing/sample-deposit.ts';
import { sampleShare } from '../node/src/share/testing/sample-run.ts';

export const title = 'Archive: deposits, exchange, catalogue, PDS4 labels';

const COUNT = 1000;
const LABELS = 60;

/** Every rate is beside what the machine gives by itself in the same run: fsync of the disk, native cryptography. */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ilrs-bench-archive-'));
  try {
    const rawPerS = await rawSyncRate(join(folder, 'raw'));
    print(`raw fsync of a 4 KiB append                    ${rawPerS.toFixed(0).padStart(8)} /s`);
    await hubs(folder, rawPerS, print);
    await labels(print);
    cryptography(print);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function rawSyncRate(path: string): Promise<number> {
  const file = await open(path, 'w');
  const block = Buffer.alloc(4096, 1);
  const ms = await timed(async () => {
    for (let i = 0; i < 300; i++) {
      await file.write(block);
      await file.datasync();
    }
  });
  await file.close();
  return (300 / ms) * 1000;
}

async function hubs(folder: string, rawPerS: number, print: (line: string) => void): Promise<void> {
  const a = await openHub(join(folder, 'a'), { create: { id: 'a', title: 'A', country: 'CN' } });
  const b = await openHub(join(folder, 'b'), { create: { id: 'b', title: 'B', country: 'RU' } });
  const deposits = Array.from({ length: COUNT + 100 }, (_, n) => sampleDeposit(n));
  const rate = (name: string, count: number, ms: number, peer = '') =>
    print(`${name.padEnd(46)} ${((count / ms) * 1000).toFixed(0).padStart(8)} /s${peer}`);
  const perRaw = (count: number, ms: number) => `  ${((count / ms) * 1000 / rawPerS).toFixed(2)} deposits per raw fsync`; // prettier-ignore
  const single = await timed(async () => {
    for (const deposit of deposits.slice(COUNT)) await a.deposit(deposit);
  });
  rate('deposits, one waiting for the other', 100, single, perRaw(100, single));
  const together = await timed(() => Promise.all(deposits.slice(0, COUNT).map((deposit) => a.deposit(deposit))));
  rate('deposits, 1000 waiting together', COUNT, together, perRaw(COUNT, together));
  const synced = await timed(() => exchange([a, b]));
  if (b.size !== COUNT + 100) throw new Error('the hubs did not exchange everything');
  rate('exchange to the second hub, with receipts', COUNT, synced);
  const verified = await timed(async () => {
    if ((await verifyHub(b)).problems.length > 0) throw new Error('the hub does not verify');
  });
  rate('verification of all of a hub', COUNT, verified);
  const catalogue = await openCatalogue({ k: 2 });
  const rebuilt = await timed(() => catalogue.rebuild([a, b]));
  rate('catalogue rebuilt from the logs, products', COUNT + 100, rebuilt);
  const context = { reader: null, policy: {}, nowUtc: '2035-06-01T00:00:00Z' };
  const found = await timed(async () => {
    for (let i = 0; i < 20; i++)
      await catalogue.search({ instrumentId: `instrument-${i % 4}`, text: 'product' }, context);
  });
  rate('searches with facets and extent', 20, found);
  await catalogue.close();
  await a.close();
  await b.close();
}

async function labels(print: (line: string) => void): Promise<void> {
  const dictionaries = folderDictionaries(bundledPath('pds4/core'));
  const products = makeProducts(shareInput(sampleShare('', LABELS)));
  const validator = new Pds4Validator(dictionaries);
  const check = (schematron: boolean) => {
    for (const { label } of products)
      if (validator.validate(label, { schematron }).length > 0) throw new Error('a label does not validate');
  };
  const first = await timed(async () => validator.validate(products[0]!.label));
  check(true); // warm
  const [both, xsd] = [await timed(async () => check(true)), await timed(async () => check(false))];
  print(`PDS4 label, XSD and Schematron                 ${(both / LABELS).toFixed(2).padStart(8)} ms  (XSD alone ${(xsd / LABELS).toFixed(2)} ms; the first, with the dictionaries, ${first.toFixed(0)} ms)`); // prettier-ignore
}

function cryptography(print: (line: string) => void): void {
  const block = new Uint8Array(readFileSync(bundledPath('pds4/core/PDS4_PDS_1Q00.xsd')));
  const seed = new Uint8Array(32).fill(1);
  const signature = nodeCrypto.sign(seed, block);
  const [key, rounds] = [nodeCrypto.publicKey(seed), 20];
  for (const [name, crypto] of [
    ['native', nodeCrypto],
    ['pure', pureCrypto],
  ] as const) {
    const time = (work: () => void) => {
      work();
      const started = performance.now();
      for (let i = 0; i < rounds; i++) work();
      return (performance.now() - started) / rounds;
    };
    const hash = block.length / 1e3 / time(() => crypto.sha256(block));
    const small = signature; // 64 bytes
    const signed = crypto.sign(seed, small);
    const [sign, verify] = [time(() => crypto.sign(seed, small)), time(() => crypto.verify(key, small, signed))];
    print(
      `${name.padEnd(7)} SHA-256 ${hash.toFixed(0).padStart(30)} MB/s  Ed25519 sign ${sign.toFixed(3)} ms, verify ${verify.toFixed(3)} ms`,
    );
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
