import { unreadable, type ByteFile } from './byte-file.ts';

/**
 * The image directories of a TIFF or BigTIFF of either byte order (TIFF 6.0, section 2; BigTIFF, LibTIFF).
 *
 *      "II" or "MM" | 42 or 43 | offset of the first directory ...  directory: count | entries | offset of the next
 *
 * Long lists (offsets of strips and tiles) are read when asked for: a file of 30,000 strips opens at once.
 */
export interface TiffDirectory {
  readonly littleEndian: boolean;
  has(tag: number): boolean;
  /** Numbers of a tag; undefined when the file has none. */
  numbers(tag: number): Promise<Float64Array | undefined>;
  number(tag: number, fallback: number): Promise<number>;
  /** Text of an ASCII tag without its closing zero; empty when the file has none. */
  text(tag: number): Promise<string>;
}

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the values lie in the file. */
  readonly at: number;
}

/** Bytes of the types of TIFF: byte, ASCII, short, long, rational, sbyte, undefined, sshort, slong, srational, float, double, ifd; BigTIFF: long8, slong8, ifd8. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8,
}; // prettier-ignore
const MOST_DIRECTORIES = 64;

/** @throws InputError `RASTER_UNREADABLE` when it is no TIFF */
export async function readTiffDirectories(file: ByteFile): Promise<TiffDirectory[]> {
  if (file.size < 16) throw unreadable(file.path, `not a TIFF: ${file.size} bytes`);
  const head = new DataView((await file.read(0, 16)).buffer);
  const order = head.getUint16(0);
  const littleEndian = order === 0x4949;
  const magic = head.getUint16(2, littleEndian);
  if ((!littleEndian && order !== 0x4d4d) || (magic !== 42 && magic !== 43))
    throw unreadable(file.path, 'not a TIFF: it does not begin with II or MM and 42 or 43');
  const big = magic === 43;
  const found: TiffDirectory[] = [];
  let at = big ? Number(head.getBigUint64(8, littleEndian)) : head.getUint32(4, littleEndian);
  while (at !== 0 && found.length < MOST_DIRECTORIES) {
    const { entries, next } = await readEntries(file, at, big, littleEndian);
    found.push(directory(file, entries, littleEndian));
    at = next;
  }
  if (found.length === 0) throw unreadable(file.path, 'a TIFF without an image');
  return found;
}

async function readEntries(file: ByteFile, at: number, big: boolean, little: boolean) {
  const [countBytes, entryBytes, nextBytes, inline] = big ? [8, 20, 8, 8] : [2, 12, 4, 4];
  const head = new DataView((await file.read(at, countBytes)).buffer);
  const count = big ? Number(head.getBigUint64(0, little)) : head.getUint16(0, little);
  const size = countBytes + entryBytes * count + nextBytes;
  if (at + size > file.size) throw unreadable(file.path, `truncated: a directory of ${count} entries at byte ${at}`);
  const view = new DataView((await file.read(at, size)).buffer);
  const whole = (offset: number) => (big ? Number(view.getBigUint64(offset, little)) : view.getUint32(offset, little));
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const entry = countBytes + entryBytes * i;
    const type = view.getUint16(entry + 2, little);
    const length = whole(entry + 4);
    const valueAt = entry + entryBytes - inline;
    const fits = (TYPE_BYTES[type] ?? 1) * length <= inline;
    entries.set(view.getUint16(entry, little), { type, count: length, at: fits ? at + valueAt : whole(valueAt) });
  }
  return { entries, next: whole(size - nextBytes) };
}

function directory(file: ByteFile, entries: ReadonlyMap<number, Entry>, littleEndian: boolean): TiffDirectory {
  const kept = new Map<number, Float64Array>();
  const bytesOf = ({ at, type, count }: Entry) => file.read(at, (TYPE_BYTES[type] ?? 1) * count);
  const numbers = async (tag: number): Promise<Float64Array | undefined> => {
    const entry = entries.get(tag);
    if (entry === undefined) return undefined;
    const known = kept.get(tag) ?? decode(entry, new DataView((await bytesOf(entry)).buffer), littleEndian);
    kept.set(tag, known);
    return known;
  };
  return {
    littleEndian,
    has: (tag) => entries.has(tag),
    numbers,
    number: async (tag, fallback) => (await numbers(tag))?.[0] ?? fallback,
    async text(tag) {
      const entry = entries.get(tag);
      return entry === undefined
        ? ''
        : Buffer.from(await bytesOf(entry))
            .toString('utf8')
            .replace(/\0+$/, '');
    },
  };
}

function decode({ type, count }: Entry, view: DataView, little: boolean): Float64Array {
  const width = TYPE_BYTES[type] ?? 1;
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = one(view, type, i * width, little);
  return out;
}

function one(view: DataView, type: number, at: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}
