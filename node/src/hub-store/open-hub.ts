import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, formatKey, leafHash, type DepositEntry } from '@openilrs/core/archive';
import { Hub, type HubOptions } from './hub.ts';
import { syncFolder } from './durable-file.ts';
import { createIdentity, readIdentity, readSigner } from './hub-identity.ts';
import { lockHub } from './hub-lock.ts';
import { HubLog } from './hub-log.ts';
import { nodeCrypto } from './node-crypto.ts';
import { ObjectStore } from './object-store.ts';
import { PeerStore } from './peer-store.ts';

/**
 * Opens the hub in `folder`: verifies its whole log, cuts off what a crash left unacknowledged, takes the lock.
 * Throws `InputError` (`HUB_MISSING`, `HUB_CARD`, `HUB_KEY`, `HUB_LOCKED`) or {@link ArchiveError} `DAMAGED_LOG`.
 */
export async function openHub(folder: string, options: HubOptions = {}): Promise<Hub> {
  const isLocked = options.readOnly !== true;
  const readOnly = !isLocked || options.objectsOnly === true;
  if (options.create === undefined || readOnly) await readIdentity(folder);
  else await mkdir(folder, { recursive: true });
  const release = isLocked ? await lockHub(folder) : async () => {};
  let log: HubLog | null = null;
  try {
    if (options.create !== undefined && !readOnly) await createIdentity(folder, options.create, options.seed);
    const { key, ...identity } = await readIdentity(folder);
    const signer = readOnly ? null : await readSigner(folder);
    if (signer !== null && formatKey(signer.key) !== formatKey(key))
      throw new ArchiveError('DAMAGED_LOG', `the key of hub ${identity.id} is not the one on its card`, identity.id);
    const [indexOf, products] = [new Map<string, number>(), new Map<string, string>()];
    log = await HubLog.open(join(folder, 'log'), key, readOnly, (bytes, index) => {
      const hash = Buffer.from(leafHash(bytes, nodeCrypto)).toString('hex');
      indexOf.set(hash, index);
      products.set((JSON.parse(Buffer.from(bytes).toString('utf8')) as DepositEntry).product, hash);
    });
    const objects = await ObjectStore.open(join(folder, 'objects'), !isLocked);
    const peers = await PeerStore.open(folder, readOnly);
    if (!readOnly) await syncFolder(folder); // a log whose name is lost in a power cut is lost with all that it acknowledged
    return new Hub({ identity, key, folder, objects, peers, log, signer, options, release, indexOf, products });
  } catch (error) {
    await log?.close();
    await release();
    throw error;
  }
}
