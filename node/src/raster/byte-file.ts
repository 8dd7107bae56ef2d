import { open, stat } from 'node:fs/promises';
import { InputError } from '@openilrs/core/errors';

/** A file read in pieces: nothing is held but what was asked for. */
export interface ByteFile {
  readonly path: string;
  readonly size: number;
  /** Exactly `length` bytes from `offset`; the buffer is the caller's. @throws InputError `RASTER_UNREADABLE` past the end */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Short reads fetch this much: a file of strips of a few kilobytes is read in few pieces. */
const AHEAD_BYTES = 1 << 18;

const FETCH_AGAIN = 'Fetch the file again and compare its size and digest with those of its origin';

/** @throws InputError `RASTER_MISSING` */
export async function openByteFile(path: string): Promise<ByteFile> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile())
    throw new InputError('RASTER_MISSING', 'no such file', {
      where: path,
      remedy: 'Give the path of a GeoTIFF, of a PDS3 image or label, or of a PDS4 label',
    });
  const handle = await open(path);
  const { size } = found;
  const fill = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
      if (bytesRead === 0) throw unreadable(path, `ended after ${offset + at} bytes of ${offset + length}`);
      at += bytesRead;
    }
    return bytes;
  };
  let [ahead, aheadAt] = [new Uint8Array(0), 0];
  return {
    path,
    size,
    async read(offset, length) {
      if (!(offset >= 0 && length >= 0 && offset + length <= size))
        throw unreadable(path, `truncated: ${size} bytes of at least ${offset + length}`);
      if (length >= AHEAD_BYTES) return fill(offset, length);
      if (offset < aheadAt || offset + length > aheadAt + ahead.length) {
        const bytes = await fill(offset, Math.min(AHEAD_BYTES, size - offset));
        [ahead, aheadAt] = [bytes, offset];
        return bytes.slice(0, length);
      }
      return ahead.slice(offset - aheadAt, offset - aheadAt + length);
    },
    close: () => handle.close(),
  };
}

export function unreadable(path: string, what: string, cause?: unknown, remedy = FETCH_AGAIN): InputError {
  return new InputError('RASTER_UNREADABLE', what, {
    where: path,
    legal: 'a complete GeoTIFF, PDS3 image or PDS4 array with one band of numbers',
    remedy,
    cause,
  });
}
