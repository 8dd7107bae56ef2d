import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

/**
 * An append-only file of checked text records, one per line, that people can read with any editor:
 *
 *     E 0123456789abcdef payload\n
 *     | |                └ any text without newlines
 *     | └ first 8 bytes of SHA-256(`E payload`), hex
 *     └ type, one capital
 */
export interface FileRecord {
  readonly type: string;
  readonly payload: string;
  /** Where the payload begins in the file, and its length, in bytes. */
  readonly at: number;
  readonly bytes: number;
  /** Where the next record begins. */
  readonly end: number;
}

/** A line that is torn or altered. */
export interface BadRecord {
  readonly type: null;
  /** True when its newline is there: what a crash tears off has none. */
  readonly isWhole: boolean;
  readonly end: number;
}

const check = (type: string, payload: string | Buffer) =>
  createHash('sha256').update(`${type} `).update(payload).digest('hex').slice(0, 16);

export const HEAD_BYTES = 19; // type, space, 16 digits, space

/** The line of one record. */
export function formatRecord(type: string, payload: string): string {
  return `${type} ${check(type, payload)} ${payload}\n`;
}

function parseLine(line: Buffer, at: number): FileRecord | BadRecord {
  const end = at + line.length + 1;
  const head = line.toString('latin1', 0, HEAD_BYTES);
  const type = head[0] ?? '';
  const payload = line.subarray(HEAD_BYTES);
  if (!/^[A-Z] [0-9a-f]{16} $/.test(head) || head.slice(2, 18) !== check(type, payload))
    return { type: null, isWhole: true, end };
  return { type, payload: payload.toString('utf8'), at: at + HEAD_BYTES, bytes: payload.length, end };
}

/** Reads every record from the start, in pieces of 1 MiB; a last line without its newline is torn and comes out as a {@link BadRecord}. */
export async function* readRecords(file: FileHandle): AsyncGenerator<FileRecord | BadRecord> {
  const piece = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  let at = 0; // of the first byte of `rest`
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    rest = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
    let begin = 0;
    for (let newline = rest.indexOf(10); newline >= 0; newline = rest.indexOf(10, begin)) {
      yield parseLine(rest.subarray(begin, newline), at + begin);
      begin = newline + 1;
    }
    rest = rest.subarray(begin);
    at += begin;
  }
  if (rest.length > 0) yield { type: null, isWhole: false, end: at + rest.length };
}

/** Writes all of `text` at `position` and makes it durable. */
export async function appendSynced(file: FileHandle, text: string, position: number): Promise<number> {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
  await file.datasync();
  return position + bytes.length;
}

/** Opens for reading and writing without cutting, or for reading only. */
export async function openRecords(path: string, readOnly: boolean): Promise<FileHandle> {
  if (readOnly) return open(path, 'r');
  return open(path, 'a+').then(async (created) => {
    await created.close(); // 'a' ignores write positions on Linux: reopen
    return open(path, 'r+');
  });
}
