/** What a test wants in a GeoTIFF; tags that are left out are not written. */
export interface TinyGeotiff {
  readonly columns: number;
  readonly rows: number;
  readonly values: Int16Array | Float32Array;
  readonly pixelScale?: readonly number[];
  readonly tiepoint?: readonly number[];
  /** GeoKeys: short values; doubles go to GeoDoubleParams. */
  readonly shortKeys?: Readonly<Record<number, number>>;
  readonly doubleKeys?: Readonly<Record<number, number>>;
  readonly gdalMetadata?: string;
  readonly noData?: string;
}

/** GeoKeys of south polar stereographic on the Moon sphere, as GDAL writes them. */
export const MOON_SOUTH = {
  shortKeys: { 1024: 1, 1025: 1, 2048: 32767, 3072: 32767, 3074: 32767, 3075: 15, 3076: 9001 },
  doubleKeys: { 2057: 1_737_400, 2058: 1_737_400, 3081: -90, 3082: 0, 3083: 0, 3092: 1, 3095: 0 },
} as const;

const [ASCII, SHORT, LONG, DOUBLE] = [2, 3, 4, 12];
const SIZE: Readonly<Record<number, number>> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };

/** A little-endian TIFF of one uncompressed strip, field by field. */
export function tinyGeotiff(spec: TinyGeotiff): Uint8Array {
  const strip = new Uint8Array(spec.values.buffer, spec.values.byteOffset, spec.values.byteLength);
  const float = spec.values instanceof Float32Array;
  const entries: [tag: number, type: number, values: readonly number[]][] = [
    [256, LONG, [spec.columns]], // ImageWidth
    [257, LONG, [spec.rows]], // ImageLength
    [258, SHORT, [float ? 32 : 16]], // BitsPerSample
    [259, SHORT, [1]], // Compression: none
    [262, SHORT, [1]], // PhotometricInterpretation: black is zero
    [273, LONG, [8]], // StripOffsets: right after the header
    [277, SHORT, [1]], // SamplesPerPixel
    [278, LONG, [spec.rows]], // RowsPerStrip
    [279, LONG, [strip.length]], // StripByteCounts
    [339, SHORT, [float ? 3 : 2]], // SampleFormat
  ];
  if (spec.pixelScale) entries.push([33550, DOUBLE, spec.pixelScale]);
  if (spec.tiepoint) entries.push([33922, DOUBLE, spec.tiepoint]);
  entries.push(...geoKeys(spec));
  const ascii = (text: string) => [...text, '\0'].map((letter) => letter.charCodeAt(0));
  if (spec.gdalMetadata) entries.push([42112, ASCII, ascii(spec.gdalMetadata)]);
  if (spec.noData) entries.push([42113, ASCII, ascii(spec.noData)]);
  return assemble(strip, entries);
}

function geoKeys({ shortKeys = {}, doubleKeys = {} }: TinyGeotiff): [number, number, number[]][] {
  const shorts = Object.entries(shortKeys).map(([key, value]) => [Number(key), 0, 1, value]);
  const doubles = Object.entries(doubleKeys);
  const pointers = doubles.map(([key], index) => [Number(key), 34736, 1, index]);
  const all = [...shorts, ...pointers].sort((a, b) => a[0]! - b[0]!);
  if (all.length === 0) return [];
  const directory: [number, number, number[]] = [34735, SHORT, [1, 1, 0, all.length, ...all.flat()]];
  return doubles.length === 0 ? [directory] : [directory, [34736, DOUBLE, doubles.map(([, value]) => value)]];
}

function assemble(strip: Uint8Array, entries: readonly (readonly [number, number, readonly number[]])[]): Uint8Array {
  const directoryAt = 8 + strip.length + (strip.length % 2);
  let extraAt = directoryAt + 2 + 12 * entries.length + 4;
  const total = extraAt + entries.reduce((sum, [, type, values]) => sum + SIZE[type]! * values.length + 8, 0);
  const view = new DataView(new ArrayBuffer(total));
  const bytes = new Uint8Array(view.buffer);
  bytes.set([0x49, 0x49, 42, 0]); // II, 42
  view.setUint32(4, directoryAt, true);
  bytes.set(strip, 8);
  view.setUint16(directoryAt, entries.length, true);
  for (const [index, [tag, type, values]] of entries.entries()) {
    const at = directoryAt + 2 + 12 * index;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, values.length, true);
    const size = SIZE[type]! * values.length;
    if (size > 4) view.setUint32(at + 8, extraAt, true);
    values.forEach((value, i) => write(view, type, (size > 4 ? extraAt : at + 8) + SIZE[type]! * i, value));
    if (size > 4) extraAt += size + (size % 2);
  }
  return bytes;
}

function write(view: DataView, type: number, at: number, value: number): void {
  if (type === ASCII) view.setUint8(at, value);
  else if (type === SHORT) view.setUint16(at, value, true);
  else if (type === LONG) view.setUint32(at, value, true);
  else view.setFloat64(at, value, true);
}
