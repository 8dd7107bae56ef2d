import type { Tags, TagValue } from '../terrain/tiff-tags.ts';

/**
 * The directories of a little-endian BigTIFF (https://www.awaresystems.be/imaging/tiff/bigtiff.html), laid out like those of `tiffHead`: for files beyond 4 GB.
 *
 *      header (16) | ghost area | directory, its long values | directory, its long values | ... | blocks
 *
 * Offsets of tiles (tag 324) are 64-bit numbers, exact to 2^53.
 */
export function bigTiffHead(directories: readonly Tags[], ghost: string): Uint8Array<ArrayBuffer> {
  const start = HEADER + pad(ghost.length);
  const sizes = directories.map(directorySize);
  const head = new Uint8Array(start + sizes.reduce((sum, size) => sum + size, 0));
  const view = new DataView(head.buffer);
  head.set([0x49, 0x49, 43, 0, 8, 0, 0, 0]); // "II", magic number, size of offsets
  view.setBigUint64(8, BigInt(start), true);
  head.set(new TextEncoder().encode(ghost), HEADER);
  let at = start;
  directories.forEach((tags, i) => {
    const next = at + sizes[i]!;
    writeDirectory(head, at, tags, i + 1 < directories.length ? next : 0);
    at = next;
  });
  return head;
}

const HEADER = 16;
const ENTRY = 20;
const TILE_OFFSETS = 324;
const TYPES = { ascii: [2, 1], short: [3, 2], long: [4, 4], double: [12, 8], long8: [16, 8] } as const;

const pad = (length: number): number => Math.ceil(length / 8) * 8;
const typeOf = (tag: number, value: TagValue): keyof typeof TYPES => (tag === TILE_OFFSETS ? 'long8' : value.type);

function directorySize(tags: Tags): number {
  let size = 8 + ENTRY * tags.size + 8;
  for (const [tag, value] of tags) {
    const bytes = valueBytes(tag, value).length;
    if (bytes > 8) size += pad(bytes);
  }
  return pad(size);
}

function writeDirectory(head: Uint8Array<ArrayBuffer>, start: number, tags: Tags, next: number): void {
  const view = new DataView(head.buffer);
  const entries = [...tags].sort(([a], [b]) => a - b);
  let position = start + 8 + ENTRY * entries.length + 8;
  view.setBigUint64(start, BigInt(entries.length), true);
  entries.forEach(([tag, value], i) => {
    const entry = start + 8 + ENTRY * i;
    const bytes = valueBytes(tag, value);
    const [code, size] = TYPES[typeOf(tag, value)];
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, code, true);
    view.setBigUint64(entry + 4, BigInt(bytes.length / size), true);
    if (bytes.length <= 8) return head.set(bytes, entry + 12);
    view.setBigUint64(entry + 12, BigInt(position), true);
    head.set(bytes, position);
    position += pad(bytes.length);
  });
  view.setBigUint64(start + 8 + ENTRY * entries.length, BigInt(next), true);
}

function valueBytes(tag: number, value: TagValue): Uint8Array {
  if (value.type === 'ascii') return new TextEncoder().encode(`${value.text}\0`);
  const type = typeOf(tag, value);
  const size = TYPES[type][1];
  const bytes = new Uint8Array(value.values.length * size);
  const view = new DataView(bytes.buffer);
  value.values.forEach((v, i) => {
    if (type === 'short') view.setUint16(size * i, v, true);
    else if (type === 'long') view.setUint32(size * i, v, true);
    else if (type === 'long8') view.setBigUint64(size * i, BigInt(v), true);
    else view.setFloat64(size * i, v, true);
  });
  return bytes;
}
