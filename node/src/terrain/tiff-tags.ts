/**
 * The tags of a classic little-endian TIFF with one image (TIFF 6.0, section 2).
 *
 *      header (8) | tag directory | long tag values | strips
 */
export type TagValue =
  | { readonly type: 'ascii'; readonly text: string }
  | { readonly type: 'short' | 'long' | 'double'; readonly values: readonly number[] };

const TYPE_CODE = { ascii: 2, short: 3, long: 4, double: 12 } as const;
const TYPE_SIZE = { ascii: 1, short: 2, long: 4, double: 8 } as const;
const HEADER_SIZE = 8;

/** Bytes of header, directory and tag values; image data may follow at once (the length is even). */
export function tiffHead(tags: ReadonlyMap<number, TagValue>): Uint8Array<ArrayBuffer> {
  const entries = [...tags].sort(([a], [b]) => a - b).map(([tag, value]) => ({ tag, value, bytes: valueBytes(value) }));
  let position = HEADER_SIZE + 2 + 12 * entries.length + 4;
  const size = position + entries.reduce((sum, { bytes }) => sum + (bytes.length > 4 ? even(bytes.length) : 0), 0);
  const head = new Uint8Array(size);
  const view = new DataView(head.buffer);
  head.set([0x49, 0x49, 42, 0]); // "II", magic number
  view.setUint32(4, HEADER_SIZE, true);
  view.setUint16(HEADER_SIZE, entries.length, true);
  entries.forEach(({ tag, value, bytes }, i) => {
    const entry = HEADER_SIZE + 2 + 12 * i;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, TYPE_CODE[value.type], true);
    view.setUint32(entry + 4, bytes.length / TYPE_SIZE[value.type], true);
    if (bytes.length <= 4) return head.set(bytes, entry + 8);
    view.setUint32(entry + 8, position, true);
    head.set(bytes, position);
    position += even(bytes.length);
  });
  return head;
}

const even = (length: number): number => length + (length % 2);

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
