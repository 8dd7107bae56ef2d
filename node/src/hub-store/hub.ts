import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ArchiveError,
  checkDepositSignature,
  checkObject,
  depositSchema,
  entryBytes,
  formatKey,
  leafHash,
  parseEntry,
  signCheckpoint,
  signReceipt,
  type DepositEntry,
  type KnownHub,
  type NoteKey,
  type NoteSigner,
  type Receipt,
} from '@openilrs/core/archive';
import { createIdentity, readIdentity, readSigner, type HubIdentity } from './hub-identity.ts';
import { lockHub } from './hub-lock.ts';
import { HubLog } from './hub-log.ts';
import { nodeCrypto } from './node-crypto.ts';
import { ObjectStore } from './object-store.ts';
import { PeerStore } from './peer-store.ts';

export interface HubOptions {
  /** Creates the hub when the folder holds none; without it a missing hub is an error. */
  readonly create?: HubIdentity;
  /** 32-byte seed of a new hub's key. Default: random. Simulated hubs derive it, so that a run repeats to the byte. */
  readonly seed?: Uint8Array;
  /** Only reads: takes no lock, repairs nothing. */
  readonly readOnly?: boolean;
  /** Verifier keys of those who may deposit; default: anybody whose signature verifies. */
  readonly depositors?: readonly string[];
  /** ISO 8601 UTC of the moment; default: the machine's clock. */
  readonly now?: () => string;
}

/** An entry and the bytes of its objects, by address. */
export interface Deposit {
  readonly entry: DepositEntry;
  readonly objects: ReadonlyMap<string, Uint8Array>;
}

interface Waiting extends Deposit {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly fromPeer: boolean;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (reason: unknown) => void;
}

const BATCH = 512; // deposits per fsync of the log: more did not raise the rate
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/**
 * One hub of the archive: content-addressed objects, an append-only signed log, a key. A deposit is acknowledged by a signed receipt only after
 * its objects and its log entry are on disk; deposits that wait at the same time share one fsync (group commit).
 */
export class Hub {
  readonly identity: HubIdentity;
  readonly key: NoteKey;
  readonly folder: string;
  readonly objects: ObjectStore;
  readonly peers: PeerStore;
  private readonly log: HubLog;
  private readonly signer: NoteSigner | null;
  private readonly options: HubOptions;
  private readonly release: () => Promise<void>;
  private readonly indexOf: Map<string, number>;
  private readonly products: Map<string, string>;
  private readonly queue: Waiting[] = [];
  private running: Promise<void> | null = null;
  private failure: unknown = null;

  /** Use {@link openHub}. */
  constructor(parts: HubParts) {
    this.identity = parts.identity;
    this.key = parts.key;
    this.folder = parts.folder;
    this.objects = parts.objects;
    this.peers = parts.peers;
    this.log = parts.log;
    this.signer = parts.signer;
    this.options = parts.options;
    this.release = parts.release;
    this.indexOf = parts.indexOf;
    this.products = parts.products;
  }

  /** Number of acknowledged entries. */
  get size(): number {
    return this.indexOf.size;
  }

  /** RFC 6962 root of the acknowledged entries, hex. */
  get rootHash(): string {
    return hex(this.log.tree.root(this.size));
  }

  /** How many bytes of a torn tail were cut off when the hub opened. */
  get recoveredBytes(): number {
    return this.log.recoveredBytes;
  }

  /** The latest signed head; null while the log is empty. */
  get checkpoint(): string | null {
    return this.log.checkpoint;
  }

  /** What others need to verify this hub's word. */
  get known(): KnownHub {
    return { id: this.identity.id, country: this.identity.country, key: this.key };
  }

  has(entryHash: string): boolean {
    return this.indexOf.has(entryHash);
  }

  /** True when this very entry is here. */
  holds(entry: DepositEntry): boolean {
    return this.has(hex(leafHash(entryBytes(entry), nodeCrypto)));
  }

  /** Entry hashes in the order of the log. */
  entryHashes(): Iterable<string> {
    return this.indexOf.keys();
  }

  /** Canonical bytes of the acknowledged entries [from, to). */
  async *entries(from = 0, to = this.size): AsyncGenerator<Uint8Array> {
    const end = Math.min(to, this.size);
    for (let i = from; i < end; i++) yield this.log.entry(i);
  }

  /** One entry by its hash, or null. */
  async entry(entryHash: string): Promise<DepositEntry | null> {
    const index = this.indexOf.get(entryHash);
    return index === undefined ? null : parseEntry(await this.log.entry(index));
  }

  /** Proof that the head of `size` entries begins with that of `from`. */
  consistencyProof(from: number, size = this.size): Uint8Array[] {
    if (size > this.size) throw new RangeError(`the log has ${this.size} entries, not ${size}`);
    return this.log.tree.consistencyProof(from, size);
  }

  /** Where and when an entry became durable here, or null. */
  acknowledged(entryHash: string): { readonly logIndex: number; readonly atUtc: string } | null {
    const logIndex = this.indexOf.get(entryHash);
    return logIndex === undefined ? null : { logIndex, atUtc: this.log.atUtc(logIndex) };
  }

  /** A receipt for an entry that this hub holds, against its present head; null for one that it does not hold. */
  receipt(entryHash: string): Receipt | null {
    const logIndex = this.indexOf.get(entryHash);
    if (logIndex === undefined || this.checkpoint === null) return null;
    const proof = this.log.tree.inclusionProof(logIndex, this.size).map(hex);
    const { id: hubId, country } = this.identity;
    const atUtc = this.log.atUtc(logIndex);
    const receipt = { hubId, country, entryHash, logIndex, atUtc, checkpoint: this.checkpoint, proof };
    return signReceipt(receipt, this.writer(), nodeCrypto);
  }

  /**
   * Stores a deposit; resolves with the receipt once it is durable. The same entry again gives its receipt again.
   * Rejects with {@link ArchiveError}: `BAD_ENTRY`, `ALTERED_OBJECT`, `MISSING_OBJECT`, `UNKNOWN_DEPOSITOR`, `PRODUCT_EXISTS`.
   *
   * @param fromPeer another hub has acknowledged it and the caller has verified entry and objects: neither is checked again, and it is
   *   kept although its `lidvid` is here with other content, and whoever deposited it
   */
  async deposit(deposit: Deposit, { fromPeer = false } = {}): Promise<Receipt> {
    if (!fromPeer) this.checkDeposit(deposit);
    const bytes = entryBytes(deposit.entry);
    const hash = hex(leafHash(bytes, nodeCrypto));
    return new Promise((resolve, reject) => {
      this.queue.push({ ...deposit, bytes, hash, fromPeer, resolve, reject });
      this.running ??= this.drain();
    });
  }

  private checkDeposit({ entry, objects }: Deposit): void {
    const parsed = depositSchema.safeParse(entry);
    if (!parsed.success) throw new ArchiveError('BAD_ENTRY', parsed.error.message, undefined, parsed.error);
    checkDepositSignature(entry, nodeCrypto);
    const { depositors } = this.options;
    if (depositors !== undefined && !depositors.includes(entry.depositor))
      throw new ArchiveError(
        'UNKNOWN_DEPOSITOR',
        `hub ${this.identity.id} does not know ${entry.depositor}`,
        entry.depositor,
      );
    for (const object of entry.objects) {
      const bytes = objects.get(object.sha256);
      if (bytes === undefined)
        throw new ArchiveError('MISSING_OBJECT', `${object.name} of ${entry.product} was not sent`, object.sha256);
      checkObject(object, bytes, nodeCrypto);
      if (bytes.length !== object.bytes)
        throw new ArchiveError(
          'BAD_ENTRY',
          `${object.name} has ${bytes.length} bytes, not ${object.bytes}`,
          object.sha256,
        );
    }
  }

  private async drain(): Promise<void> {
    await null; // lets callers of the same turn join the first batch
    while (this.queue.length > 0) await this.commit(this.queue.splice(0, BATCH));
    this.running = null;
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    const fresh = this.withoutConflicts(batch);
    try {
      if (fresh.size > 0) await this.makeDurable([...fresh.values()]);
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { hash, resolve } of batch) if (this.has(hash)) resolve(this.receipt(hash)!);
  }

  private async makeDurable(fresh: readonly Waiting[]): Promise<void> {
    if (this.failure !== null) throw this.failure;
    const signer = this.writer();
    const objects = fresh.flatMap((waiting) =>
      waiting.entry.objects.map(({ sha256 }) => [sha256, waiting.objects.get(sha256)!] as const),
    );
    await this.objects.putAll(new Map(objects));
    const signHead = (tree: HubLog['tree']) =>
      signCheckpoint({ origin: this.key.name, size: tree.size, root: tree.root() }, signer, nodeCrypto);
    try {
      const lines = fresh.map(({ bytes }) => bytes);
      await this.log.append(lines, this.now(), signHead);
    } catch (error) {
      this.failure = error; // after a failed write nobody knows what the log on disk holds: only opening it again finds out
      throw error;
    }
    for (const { hash, entry } of fresh) {
      this.indexOf.set(hash, this.indexOf.size);
      this.products.set(entry.product, hash);
    }
  }

  /** The entries of a batch that are new, by hash; rejects those whose product is there with other content. */
  private withoutConflicts(batch: readonly Waiting[]): Map<string, Waiting> {
    const fresh = new Map<string, Waiting>();
    const products = new Map<string, string>();
    for (const waiting of batch) {
      const { product } = waiting.entry;
      const there = this.products.get(product) ?? products.get(product);
      if (this.has(waiting.hash) || fresh.has(waiting.hash)) continue;
      if (there !== undefined && !waiting.fromPeer) {
        waiting.reject(
          new ArchiveError(
            'PRODUCT_EXISTS',
            `${product} is in the archive with other content; raise its version`,
            product,
          ),
        );
        continue;
      }
      fresh.set(waiting.hash, waiting);
      products.set(product, waiting.hash);
    }
    return fresh;
  }

  /** Checks everything that this hub vouches for; see `verifyHub`. */
  rescan(observe: (entry: Uint8Array, index: number) => void) {
    return this.log.rescan(this.key, observe);
  }

  /** Lets waiting deposits finish, then lets go of files and lock. */
  async close(): Promise<void> {
    await this.running;
    await this.log.close();
    await this.peers.close();
    await this.release();
  }

  private now(): string {
    return this.options.now?.() ?? new Date().toISOString();
  }

  private writer(): NoteSigner {
    if (this.signer === null) throw new RangeError(`hub ${this.identity.id} is open for reading only`);
    return this.signer;
  }
}

interface HubParts {
  readonly identity: HubIdentity;
  readonly key: NoteKey;
  readonly folder: string;
  readonly objects: ObjectStore;
  readonly peers: PeerStore;
  readonly log: HubLog;
  readonly signer: NoteSigner | null;
  readonly options: HubOptions;
  readonly release: () => Promise<void>;
  readonly indexOf: Map<string, number>;
  readonly products: Map<string, string>;
}

/**
 * Opens the hub in `folder`: verifies its whole log, cuts off what a crash left unacknowledged, takes the lock.
 * Throws `InputError` (`HUB_MISSING`, `HUB_CARD`, `HUB_KEY`, `HUB_LOCKED`) or {@link ArchiveError} `DAMAGED_LOG`.
 */
export async function openHub(folder: string, options: HubOptions = {}): Promise<Hub> {
  const readOnly = options.readOnly ?? false;
  if (options.create === undefined || readOnly) await readIdentity(folder);
  else await mkdir(folder, { recursive: true });
  const release = readOnly ? async () => {} : await lockHub(folder);
  try {
    if (options.create !== undefined && !readOnly) await createIdentity(folder, options.create, options.seed);
    const { key, ...identity } = await readIdentity(folder);
    const signer = readOnly ? null : await readSigner(folder);
    if (signer !== null && formatKey(signer.key) !== formatKey(key))
      throw new ArchiveError('DAMAGED_LOG', `the key of hub ${identity.id} is not the one on its card`, identity.id);
    const [indexOf, products] = [new Map<string, number>(), new Map<string, string>()];
    const log = await HubLog.open(join(folder, 'log'), key, readOnly, (bytes, index) => {
      const hash = hex(leafHash(bytes, nodeCrypto));
      indexOf.set(hash, index);
      products.set((JSON.parse(Buffer.from(bytes).toString('utf8')) as DepositEntry).product, hash);
    });
    const objects = await ObjectStore.open(join(folder, 'objects'), readOnly);
    const peers = await PeerStore.open(folder, readOnly);
    return new Hub({ identity, key, folder, objects, peers, log, signer, options, release, indexOf, products });
  } catch (error) {
    await release();
    throw error;
  }
}
