import { inflateSync } from 'node:zlib';
import { getDecoder } from 'geotiff';
import { InputError } from '@openilrs/core/errors';
import { unpackLzw } from './tiff-lzw.ts';
import { SAMPLE_BYTES, samplesOf, type Samples, type SampleType } from './samples.ts';

/** How the strips or tiles of an image are packed. */
export interface Packing {
  readonly compression: number;
  /** 1 none, 2 differences of integers, 3 differences of float bytes (TIFF 6.0 section 14, TIFF technical note 3). */
  readonly predictor: number;
  readonly type: SampleType;
  readonly littleEndian: boolean;
  readonly width: number;
  /** Tag 50674 of a LERC file: its version and what is packed once more. */
  readonly lerc?: ArrayLike<number>;
}

const [NONE, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS] = [1, 5, 8, 32946, 32773];
/** What geotiff.js unpacks beside those above: LERC and Zstandard. */
const BY_LIBRARY: Readonly<Record<number, string>> = { 34887: 'LERC', 50000: 'Zstandard' };

/** @throws InputError `RASTER_UNREADABLE` for a packing that cannot be undone */
export function checkPacking({ compression, predictor, type }: Packing, path: string): void {
  const known = [NONE, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS].includes(compression) || compression in BY_LIBRARY;
  const undone = predictor === 1 || predictor === 2 || (predictor === 3 && type.startsWith('float'));
  if (known && undone) return;
  throw new InputError(
    'RASTER_UNREADABLE',
    known ? `predictor ${predictor} of ${type} numbers` : `compression of code ${compression}`,
    {
      where: path,
      legal: 'no compression, deflate, LZW, PackBits, LERC, Zstandard; predictors 1 and 2, and 3 for floats',
      remedy: 'Convert it with `gdal_translate -co COMPRESS=DEFLATE IN OUT`',
    },
  );
}

/** The numbers of one packed strip or tile of `width` columns, `size` bytes when unpacked: no more is made of it, whatever the file holds. */
export async function unpackBlock(bytes: Uint8Array<ArrayBuffer>, packing: Packing, size: number): Promise<Samples> {
  const plain = await decompress(bytes, packing, size);
  if (packing.predictor === 3) return samplesOf(packing.type, joinFloatBytes(plain, packing), true);
  const samples = samplesOf(packing.type, plain, packing.littleEndian);
  if (packing.predictor === 2) addDifferences(samples, packing.width);
  return samples;
}

async function decompress(
  bytes: Uint8Array<ArrayBuffer>,
  packing: Packing,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (packing.compression) {
    case NONE:
      return bytes;
    case DEFLATE:
    case OLD_DEFLATE: {
      const out = inflateSync(bytes, { maxOutputLength: size + SLACK });
      return new Uint8Array(out.buffer as ArrayBuffer, out.byteOffset, out.length);
    }
    case PACK_BITS:
      return unpackBits(bytes, size);
    case LZW:
      return unpackLzw(bytes, size);
    default:
      return new Uint8Array(await byLibrary(bytes, packing));
  }
}

/** Some writers pad a strip a little. */
const SLACK = 1 << 16;

/** The library is given no predictor: differences are undone here, for every compression alike. */
async function byLibrary(
  bytes: Uint8Array<ArrayBuffer>,
  { compression, width, type, lerc }: Packing,
): Promise<ArrayBuffer> {
  const decoder = await getDecoder(compression, {
    tileWidth: width,
    tileHeight: 1,
    predictor: 1,
    bitsPerSample: [8 * SAMPLE_BYTES[type]],
    planarConfiguration: 1,
    LercParameters: lerc ?? [4, 0],
  } as never);
  return (await decoder.decode(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))) as ArrayBuffer;
}

/** TIFF 6.0, section 9: n >= 0 copies n + 1 bytes, -1 to -127 repeats one 1 - n times. */
function unpackBits(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (let at = 0, made = 0; at < bytes.length && made < size; made += parts.at(-1)?.length ?? 0) {
    const n = (bytes[at++]! << 24) >> 24;
    if (n >= 0) {
      parts.push(bytes.subarray(at, at + n + 1));
      at += n + 1;
    } else if (n !== -128) parts.push(new Uint8Array(1 - n).fill(bytes[at++]!));
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Floats are differences of their bit patterns, as GDAL writes them. */
function addDifferences(samples: Samples, width: number): void {
  const { buffer, byteOffset, length } = samples;
  if (samples instanceof Float64Array) return addLongDifferences(new BigUint64Array(buffer, byteOffset, length), width);
  const numbers = samples instanceof Float32Array ? new Uint32Array(buffer, byteOffset, length) : samples;
  for (let row = 0; row + width <= length; row += width)
    for (let i = row + 1; i < row + width; i++) numbers[i] = numbers[i]! + numbers[i - 1]!;
}

function addLongDifferences(numbers: BigUint64Array, width: number): void {
  for (let row = 0; row + width <= numbers.length; row += width)
    for (let i = row + 1; i < row + width; i++) numbers[i] = numbers[i]! + numbers[i - 1]!;
}

/** Each row holds all first bytes, then all second ones, ..., most significant first, as differences. */
function joinFloatBytes(bytes: Uint8Array, { type, width }: Packing): Uint8Array<ArrayBuffer> {
  const size = SAMPLE_BYTES[type];
  const row = width * size;
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at + row <= bytes.length; at += row) {
    for (let i = at + 1; i < at + row; i++) bytes[i] = (bytes[i]! + bytes[i - 1]!) & 255;
    for (let i = 0; i < width; i++)
      for (let b = 0; b < size; b++) out[at + i * size + size - 1 - b] = bytes[at + b * width + i]!;
  }
  return out;
}
