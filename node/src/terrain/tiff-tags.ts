/**
 * The directories of a classic little-endian TIFF (TIFF 6.0, section 2), laid out as a cloud-optimised GeoTIFF wants them: all directories before all image data.
 *
 *      header (8) | ghost area | directory, its long values | directory, its long values | ... | blocks
 */
export type TagValue =
  | { readonly type: 'ascii'; readonly text: string }
  | { readonly type: 'short' | 'long' | 'double'; readonly values: readonly number[] };

export type Tags = ReadonlyMap<number, TagValue>;

const TYPE_CODE = { ascii: 2, short: 3, long: 4, double: 12 } as const;
const TYPE_SIZE = { ascii: 1, short: 2, long: 4, double: 8 } as const;
const HEADER_SIZE = 8;

/** Bytes of header, ghost area and directories; blocks may follow at once (the length is even). */
export function tiffHead(directories: readonly Tags[], ghost: string): Uint8Array<ArrayBuffer> {
  const start = HEADER_SIZE + even(ghost.length);
  const sizes = directories.map(directorySize);
  const head = new Uint8Array(start + sizes.reduce((sum, size) => sum + size, 0));
  const view = new DataView(head.buffer);
  head.set([0x49, 0x49, 42, 0]); // "II", magic number
  view.setUint32(4, start, true);
  head.set(new TextEncoder().encode(ghost), HEADER_SIZE);
  let at = start;
  directories.forEach((tags, i) => {
    const next = at + sizes[i]!;
    writeDirectory(head, at, tags, i + 1 < directories.length ? next : 0);
    at = next;
  });
  return head;
}

function directorySize(tags: Tags): number {
  let size = 2 + 12 * tags.size + 4;
  for (const value of tags.values()) {
    const bytes = valueLength(value);
    if (bytes > 4) size += even(bytes);
  }
  return size;
}

function writeDirectory(head: Uint8Array<ArrayBuffer>, start: number, tags: Tags, next: number): void {
  const view = new DataView(head.buffer);
  const entries = [...tags].sort(([a], [b]) => a - b);
  let position = start + 2 + 12 * entries.length + 4;
  view.setUint16(start, entries.length, true);
  entries.forEach(([tag, value], i) => {
    const entry = start + 2 + 12 * i;
    const bytes = valueBytes(value);
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, TYPE_CODE[value.type], true);
    view.setUint32(entry + 4, bytes.length / TYPE_SIZE[value.type], true);
    if (bytes.length <= 4) return head.set(bytes, entry + 8);
    view.setUint32(entry + 8, position, true);
    head.set(bytes, position);
    position += even(bytes.length);
  });
  view.setUint32(start + 2 + 12 * entries.length, next, true);
}

const even = (length: number): number => length + (length % 2);

function valueLength(value: TagValue): number {
  return value.type === 'ascii' ? valueBytes(value).length : value.values.length * TYPE_SIZE[value.type];
}

function valueBytes(value: TagValue): Uint8Array {
  if (value.type === 'ascii') return new TextEncoder().encode(`${value.text}\0`);
  const bytes = new Uint8Array(value.values.length * TYPE_SIZE[value.type]);
  const view = new DataView(bytes.buffer);
  value.values.forEach((v, i) => {
    if (value.type === 'short') view.setUint16(2 * i, v, true);
    else if (value.type === 'long') view.setUint32(4 * i, v, true);
    else view.setFloat64(8 * i, v, true);
  });
  return bytes;
}
