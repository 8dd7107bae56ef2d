import { open, type FileHandle } from 'node:fs/promises';
import {
  ArchiveError,
  decodeBase64,
  encodeBase64,
  leafHash,
  MerkleTree,
  openCheckpoint,
  sameBytes,
  type NoteKey,
} from '@openilrs/core/archive';
import { nodeCrypto } from './node-crypto.ts';
import { appendSynced, formatRecord, openRecords, readRecords } from './record-file.ts';

/**
 * The hub's log on disk: `E` records (time of arrival, then the canonical bytes of an entry) and, after each batch, a `C` record with the
 * signed checkpoint over everything so far. A batch is one write and one fsync, and nothing of it is acknowledged before; so:
 *
 * - whatever follows the last whole checkpoint was never acknowledged, and is moved to `log.cut` when the hub opens: should the disk have altered the
 *   last checkpoint itself, nothing is lost with it (and the receipts at other hubs tell, see `verifyHubs`);
 * - a broken record *before* a whole checkpoint had been acknowledged: the disk lost it, and the hub says so instead of going on.
 */
export interface LogPlace {
  /** Byte offset and length of the entry's JSON in the file. */
  readonly at: number;
  readonly bytes: number;
  readonly atUtc: string;
}

export interface LogScan {
  readonly tree: MerkleTree;
  readonly places: readonly LogPlace[];
  /** Signed note, or null in an empty log. */
  readonly checkpoint: string | null;
  readonly checkpoints: number;
  /** Where the acknowledged part ends, and how many bytes of torn tail follow it. */
  readonly end: number;
  readonly tailBytes: number;
  /** A whole record of that tail fails its check: a power cut may have torn it, or the disk altered what had been acknowledged. */
  readonly isTailAltered: boolean;
}

export type ScanObserver = (entry: Uint8Array, index: number) => void;

/** Reads a log from disk and checks every record, every root and every checkpoint's signature. Throws {@link ArchiveError} `DAMAGED_LOG`. */
export async function scanLog(file: FileHandle, key: NoteKey, observe?: ScanObserver): Promise<LogScan> {
  const tree = new MerkleTree(nodeCrypto);
  const acknowledged: LogPlace[] = [];
  let batch: { place: LogPlace; hash: Uint8Array; entry: Uint8Array }[] = [];
  let [checkpoint, checkpoints, end, last, isBroken, isTailAltered] = [null as string | null, 0, 0, 0, false, false];
  for await (const record of readRecords(file)) {
    last = record.end;
    if (record.type !== 'E' && record.type !== 'C') {
      isBroken = true;
      isTailAltered ||= record.type !== null || record.isWhole;
    } else if (record.type === 'E') {
      batch.push(readPlace(record.payload, record.at, record.bytes));
    } else {
      if (isBroken) throw new ArchiveError('DAMAGED_LOG', `a record after entry ${tree.size} was altered or lost`);
      for (const { place, hash, entry } of batch) {
        observe?.(entry, tree.size);
        tree.append(hash);
        acknowledged.push(place);
      }
      batch = [];
      checkpoint = checkNote(record.payload, key, tree);
      checkpoints += 1;
      end = record.end;
    }
  }
  return { tree, places: acknowledged, checkpoint, checkpoints, end, tailBytes: last - end, isTailAltered };
}

function readPlace(payload: string, at: number, bytes: number) {
  const space = payload.indexOf(' ');
  const entry = Buffer.from(payload.slice(space + 1), 'utf8');
  const place = { atUtc: payload.slice(0, space), at: at + space + 1, bytes: bytes - space - 1 };
  return { place, hash: leafHash(entry, nodeCrypto), entry };
}

function checkNote(payload: string, key: NoteKey, tree: MerkleTree): string {
  const note = Buffer.from(decodeBase64(payload) ?? []).toString('utf8');
  const { size, root } = openCheckpoint(note, key, nodeCrypto);
  if (size !== tree.size || !sameBytes(root, tree.root()))
    throw new ArchiveError(
      'DAMAGED_LOG',
      `the log has ${tree.size} entries where its checkpoint signs ${size}, or others`,
    );
  return note;
}

/** Adds the tail to a file beside the log, durably. */
async function keepTail(file: FileHandle, { end, tailBytes }: LogScan, path: string): Promise<void> {
  const tail = Buffer.alloc(tailBytes);
  await file.read(tail, 0, tailBytes, end);
  const kept = await open(path, 'a');
  try {
    await kept.writeFile(tail);
    await kept.sync();
  } finally {
    await kept.close();
  }
}

/** The open log: appends batches, reads entries back by index. */
export class HubLog {
  readonly tree: MerkleTree;
  readonly recoveredBytes: number;
  private readonly file: FileHandle;
  private readonly places: LogPlace[];
  private end: number;
  private note: string | null;

  private constructor(file: FileHandle, scan: LogScan) {
    this.file = file;
    this.tree = scan.tree;
    this.places = [...scan.places];
    this.end = scan.end;
    this.note = scan.checkpoint;
    this.recoveredBytes = scan.tailBytes;
  }

  /** Opens and verifies; unless read-only, cuts off a torn tail. `observe` sees every acknowledged entry in order. */
  static async open(path: string, key: NoteKey, readOnly: boolean, observe: ScanObserver): Promise<HubLog> {
    const file = await openRecords(path, readOnly);
    try {
      const scan = await scanLog(file, key, observe);
      if (scan.tailBytes > 0 && !readOnly) {
        await keepTail(file, scan, `${path}.cut`);
        await file.truncate(scan.end);
        await file.sync();
      }
      return new HubLog(file, scan);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The latest signed head, null before the first entry. */
  get checkpoint(): string | null {
    return this.note;
  }

  /**
   * Adds a batch durably. `signHead` is called when the tree holds the entries. When this rejects, it is unknown what the disk holds:
   * the caller must not use the log any more.
   */
  async append(entries: readonly Uint8Array[], atUtc: string, signHead: (tree: MerkleTree) => string): Promise<void> {
    const lines: string[] = [];
    let at = this.end;
    for (const entry of entries) {
      const line = formatRecord('E', `${atUtc} ${Buffer.from(entry).toString('utf8')}`);
      lines.push(line);
      at += Buffer.byteLength(line);
      this.places.push({ atUtc, at: at - 1 - entry.length, bytes: entry.length });
      this.tree.append(leafHash(entry, nodeCrypto));
    }
    const note = signHead(this.tree);
    lines.push(formatRecord('C', encodeBase64(Buffer.from(note, 'utf8'))));
    this.end = await appendSynced(this.file, lines.join(''), this.end);
    this.note = note;
  }

  atUtc(index: number): string {
    return this.places[index]!.atUtc;
  }

  /** The canonical bytes of an entry. */
  async entry(index: number): Promise<Uint8Array> {
    const place = this.places[index];
    if (place === undefined) throw new RangeError(`entry ${index} of a log of ${this.places.length}`);
    const bytes = Buffer.alloc(place.bytes);
    await this.file.read(bytes, 0, place.bytes, place.at);
    return bytes;
  }

  /** Scans the file again, from its first byte. */
  rescan(key: NoteKey, observe: ScanObserver): Promise<LogScan> {
    return scanLog(this.file, key, observe);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
