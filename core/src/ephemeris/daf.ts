import { InputError } from '../errors/index.ts';

// A DAF (double precision array file) is a chain of 1024-byte records; addresses count 8-byte words from 1.
//
//   record 1     file record: id word, ND, NI, name, first and last summary record, free address, byte order
//   2 ..         comments
//   summaries    next, previous, count | count x (ND doubles, NI integers), followed by a record of names
//   arrays       data words, addressed by the last two integers of a summary
const RECORD_BYTES = 1024;

/** One array of a DAF: its summary and how to get at its words. */
export interface DafArray {
  readonly doubles: readonly number[];
  readonly integers: readonly number[];
  readonly name: string;
}

export interface Daf {
  /** What the id word says: `SPK`, `PCK`, or `` for old files with `NAIF/DAF`. */
  readonly kind: string;
  readonly arrays: readonly DafArray[];
  /** Words `first..last` (1-based, inclusive) in the byte order of this machine; a view of the file's bytes where that is possible. */
  words(first: number, last: number): Float64Array;
}

/** True when the bytes begin like a DAF. */
export function isDaf(bytes: Uint8Array): boolean {
  const id = latin1(bytes, 0, 8);
  return id.startsWith('DAF/') || id.startsWith('NAIF/DAF');
}

/**
 * Reads the structure of a DAF of either byte order. A file whose last record is not padded is accepted.
 *
 * @throws InputError `KERNEL_FORMAT` for anything that is not a whole DAF
 * @see NAIF, DAF Required Reading
 */
export function readDaf(bytes: Uint8Array, file: string): Daf {
  if (bytes.byteLength < RECORD_BYTES || !isDaf(bytes)) throw malformed(file, 'is not a DAF');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = isLittleEndian(view, bytes, file);
  const nd = view.getInt32(8, little);
  const ni = view.getInt32(12, little);
  if (!(nd >= 0 && nd <= 124 && ni >= 2 && ni <= 250 && nd + (ni + 1) / 2 <= 125))
    throw malformed(file, `has summaries of ${nd} doubles and ${ni} integers`);
  const wordCount = Math.floor(bytes.byteLength / 8);
  return {
    kind: latin1(bytes, 0, 8).startsWith('DAF/') ? latin1(bytes, 4, 4).trim() : '',
    arrays: readSummaries(view, bytes, { little, nd, ni }, file),
    words: (first, last) => {
      if (!(first >= 1 && last >= first && last <= wordCount))
        throw malformed(file, `has an array at words ${first}..${last} of ${wordCount}; it may be cut short`);
      return readWords(bytes, view, first, last - first + 1, little);
    },
  };
}

interface Layout {
  readonly little: boolean;
  readonly nd: number;
  readonly ni: number;
}

function readSummaries(view: DataView, bytes: Uint8Array, { little, nd, ni }: Layout, file: string): DafArray[] {
  const summaryWords = nd + Math.floor((ni + 1) / 2);
  const arrays: DafArray[] = [];
  const recordCount = Math.ceil(bytes.byteLength / RECORD_BYTES);
  let record = view.getInt32(76, little);
  for (let visited = 0; record !== 0; visited += 1) {
    const base = (record - 1) * RECORD_BYTES;
    if (!(record >= 2 && base + RECORD_BYTES <= bytes.byteLength && visited < recordCount))
      throw malformed(file, `has a broken chain of summaries at record ${record}`);
    const count = view.getFloat64(base + 16, little);
    if (!(Number.isInteger(count) && count >= 0 && count * summaryWords <= 125))
      throw malformed(file, `has ${count} summaries in record ${record}`);
    for (let i = 0; i < count; i += 1) {
      const at = base + 24 + i * summaryWords * 8;
      const nameAt = base + RECORD_BYTES + i * summaryWords * 8;
      arrays.push({
        doubles: Array.from({ length: nd }, (_, k) => view.getFloat64(at + 8 * k, little)),
        integers: Array.from({ length: ni }, (_, k) => view.getInt32(at + 8 * nd + 4 * k, little)),
        name: latin1(bytes, nameAt, summaryWords * 8).trim(),
      });
    }
    record = view.getFloat64(base, little);
  }
  return arrays;
}

/** Byte order from the format word; files older than 1999 have none and are told by ND = 2. */
function isLittleEndian(view: DataView, bytes: Uint8Array, file: string): boolean {
  const format = latin1(bytes, 88, 8);
  if (format === 'LTL-IEEE') return true;
  if (format === 'BIG-IEEE') return false;
  if (view.getInt32(8, true) === 2) return true;
  if (view.getInt32(8, false) === 2) return false;
  throw malformed(file, `has the number format "${format.trim()}" (known: LTL-IEEE, BIG-IEEE)`);
}

const HOST_IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function readWords(bytes: Uint8Array, view: DataView, first: number, count: number, little: boolean): Float64Array {
  const start = (first - 1) * 8;
  if (little === HOST_IS_LITTLE && (bytes.byteOffset + start) % 8 === 0)
    return new Float64Array(bytes.buffer, bytes.byteOffset + start, count);
  const words = new Float64Array(count);
  for (let i = 0; i < count; i += 1) words[i] = view.getFloat64(start + 8 * i, little);
  return words;
}

export function malformed(file: string, what: string): InputError {
  return new InputError('KERNEL_FORMAT', what, {
    where: file,
    legal: 'binary kernels as NAIF publishes them',
    remedy: 'Fetch the file again in binary mode and compare its digest with that of its source',
  });
}

function latin1(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(bytes.byteLength, start + length))).replaceAll(
    '\0',
    ' ',
  );
}
