import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyFrontier, type MerkleFrontier, type Receipt } from '@openilrs/core/archive';
import { replaceDurably } from './durable-file.ts';
import { appendSynced, formatRecord, openRecords, readRecords } from './record-file.ts';

/** How far this hub has read and verified another one's log. */
export interface PeerProgress {
  /** The right edge of the part that was read. */
  readonly frontier: MerkleFrontier;
  /** The latest head that the peer signed and this hub accepted; null before the first. Evidence, should it ever sign another history. */
  readonly checkpoint: string | null;
}

const start: PeerProgress = { frontier: emptyFrontier, checkpoint: null };

/** What a hub remembers of others: how far it read their logs, and the receipts they gave. A lost tail only costs asking again. */
export class PeerStore {
  private readonly folder: string;
  private readonly file: FileHandle | null;
  private end: number;
  private readonly receipts: Map<string, Map<string, Receipt>>;

  private constructor(folder: string, file: FileHandle | null, end: number, receipts: PeerStore['receipts']) {
    this.folder = folder;
    this.file = file;
    this.end = end;
    this.receipts = receipts;
  }

  static async open(hubFolder: string, readOnly: boolean): Promise<PeerStore> {
    const [folder, path] = [join(hubFolder, 'peers'), join(hubFolder, 'receipts')];
    if (!readOnly) await mkdir(folder, { recursive: true });
    if (readOnly && !existsSync(path)) return new PeerStore(folder, null, 0, new Map());
    const file = await openRecords(path, readOnly);
    const receipts: PeerStore['receipts'] = new Map();
    let end = 0;
    for await (const record of readRecords(file)) {
      if (record.type === null) break; // receipts can be asked for again: read up to the tear and write on from there
      remember(receipts, JSON.parse(record.payload) as Receipt);
      end = record.end;
    }
    if (readOnly) await file.close();
    else await file.truncate(end);
    return new PeerStore(folder, readOnly ? null : file, end, receipts);
  }

  /** Receipts that other hubs gave for an entry, one per hub. Verified before they were stored. */
  of(entryHash: string): readonly Receipt[] {
    return [...(this.receipts.get(entryHash)?.values() ?? [])];
  }

  /** Stores verified receipts durably. */
  async add(receipts: readonly Receipt[]): Promise<void> {
    if (receipts.length === 0 || this.file === null) return;
    const lines = receipts.map((receipt) => formatRecord('R', JSON.stringify(receipt)));
    this.end = await appendSynced(this.file, lines.join(''), this.end);
    for (const receipt of receipts) remember(this.receipts, receipt);
  }

  async progress(peerId: string): Promise<PeerProgress> {
    const text = await readFile(join(this.folder, `${peerId}.json`), 'utf8').catch(() => null);
    if (text === null) return start;
    const { checkpoint, size, hashes } = JSON.parse(text) as { checkpoint: string; size: number; hashes: string[] };
    return { checkpoint, frontier: { size, hashes: hashes.map((hash) => Buffer.from(hash, 'hex')) } };
  }

  async setProgress(peerId: string, { checkpoint, frontier }: PeerProgress): Promise<void> {
    const hashes = frontier.hashes.map((hash) => Buffer.from(hash).toString('hex'));
    const text = JSON.stringify({ checkpoint, size: frontier.size, hashes }, null, 2);
    await replaceDurably(join(this.folder, `${peerId}.json`), `${text}\n`);
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}

function remember(receipts: Map<string, Map<string, Receipt>>, receipt: Receipt): void {
  const ofEntry = receipts.get(receipt.entryHash) ?? new Map<string, Receipt>();
  receipts.set(receipt.entryHash, ofEntry.set(receipt.hubId, receipt));
}
