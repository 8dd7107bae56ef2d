// Deposits without end, several at a time, and prints the entry hash of each receipt: the victim of hub-kill.slow.ts. Runs from dist/.
import { contentAddress, noteSigner, signDeposit } from '@openilrs/core/archive';
import { nodeCrypto, openHub } from '@openilrs/node/hub-store';

const [folder, from] = process.argv.slice(2);
const hub = await openHub(folder, { create: { id: 'victim', title: 'Victim', country: 'CN' } });
const depositor = noteSigner('openilrs.example/partner/tester', new Uint8Array(32).fill(9), nodeCrypto);

async function deposit(n) {
  const bytes = new TextEncoder().encode(`n,value\r\n${n},${'x'.repeat(n % 5000)}\r\n`);
  const sha256 = contentAddress(bytes, nodeCrypto);
  const metadata = { title: `Product ${n}`, missionId: 'test', instrumentId: 'i', experimentId: 'e', activityId: `a-${n}`,
    startUtc: '2035-01-01T00:00:00Z', stopUtc: '2035-01-01T01:00:00Z', latDeg: -89, lonDeg: 0, quality: 'complete', simulated: true }; // prettier-ignore
  const objects = [{ role: 'data', name: `product-${n}.csv`, mediaType: 'text/csv', sha256, bytes: bytes.length }];
  const product = `urn:openilrs:test:data:product-${n}::1.0`;
  const entry = signDeposit(
    { product, objects, ownerId: 'p', agreementId: 'a', embargoUntilUtc: null, metadata },
    depositor,
    nodeCrypto,
  );
  const receipt = await hub.deposit({ entry, objects: new Map([[sha256, bytes]]) });
  process.stdout.write(`${receipt.entryHash} ${product}\n`);
}

process.stdout.write('ready\n');
let n = Number(from);
const worker = async () => {
  for (;;) await deposit(n++);
};
await Promise.all(Array.from({ length: 8 }, worker));
