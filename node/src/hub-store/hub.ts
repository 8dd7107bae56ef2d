import {
  ArchiveError,
  entryBytes,
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
import { checkDeposit, type Deposit } from './check-deposit.ts';
import type { HubIdentity } from './hub-identity.ts';
import type { HubLog } from './hub-log.ts';
import { nodeCrypto } from './node-crypto.ts';
import type { ObjectStore } from './object-store.ts';
import type { PeerStore } from './peer-store.ts';

export interface HubOptions {
  /** Creates the hub when the folder holds none; without it a missing hub is an error. */
  readonly create?: HubIdentity;
  /** 32-byte seed of a new hub's key. Default: random. Simulated hubs derive it, so that a run repeats to the byte. */
  readonly seed?: Uint8Array;
  /** Only reads: takes no lock, repairs nothing. */
  readonly readOnly?: boolean;
  /** Writes objects only: takes the lock, needs no private key, leaves the log and what is known of peers as they are. For repair. */
  readonly objectsOnly?: boolean;
  /** Verifier keys of those who may deposit; default: anybody whose signature verifies. */
  readonly depositors?: readonly string[];
  /** ISO 8601 UTC of the moment; default: the machine's clock. */
  readonly now?: () => string;
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

  /** Use `openHub`. */
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
    if (!fromPeer) checkDeposit(deposit, this.options.depositors);
    const bytes = entryBytes(deposit.entry);
    const hash = hex(leafHash(bytes, nodeCrypto));
    return new Promise((resolve, reject) => {
      this.queue.push({ ...deposit, bytes, hash, fromPeer, resolve, reject });
      this.running ??= this.drain();
    });
  }

  private async drain(): Promise<void> {
    await null; // lets callers of the same turn join the first batch
    while (this.queue.length > 0) await this.commit(this.queue.splice(0, BATCH));
    this.running = null;
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const fresh = this.withoutConflicts(batch);
      if (fresh.size > 0) await this.makeDurable([...fresh.values()]);
      for (const { hash, resolve } of batch) if (this.has(hash)) resolve(this.receipt(hash)!);
    } catch (error) {
      for (const { reject } of batch) reject(error); // nothing to those that are settled; later deposits must not wait for ever
    }
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
    if (this.signer === null) throw new RangeError(`hub ${this.identity.id} is not open for deposits`);
    return this.signer;
  }
}

/** What `openHub` puts together. */
export interface HubParts {
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
