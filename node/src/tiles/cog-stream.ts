import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MapGrid } from '@openilrs/core/mission';
import { syncFolder } from '../hub-store/durable-file.ts';
import { half, packTiles, TILE, type Level } from '../terrain/cog-tiles.ts';
import { ascii, describingTags, GHOST, imageTags, placeTags, type GeoTiffOptions } from '../terrain/geotiff-writer.ts';
import { polarGeoTags } from '../terrain/geotiff-writer-keys.ts';
import { tiffHead, type Tags, type TagValue } from '../terrain/tiff-tags.ts';
import { bigTiffHead } from './big-tiff-head.ts';

export interface CogStreamOptions extends GeoTiffOptions {
  readonly signal?: AbortSignal;
  /** Called with the rows written so far. */
  readonly progress?: (rows: number) => void;
  /** Files that would pass this many bytes are written as BigTIFF: 4 GB, what the offsets of a TIFF can count. A test sets it lower. */
  readonly bigFrom?: number;
}

/**
 * Writes a cloud-optimised GeoTIFF as `writeGeoTiff` does, row by row, so that maps of any size need a few strips of memory (30,000 columns: about 200 MB): each strip of 512
 * rows is packed, halved and handed on to the next smaller picture. Tiles wait in `<path>.part*` until the directories, which stand before them, can be written.
 *
 * The file appears whole or not at all.
 * @param strip gives rows of the map, row 0 at the top
 * @returns size and SHA-256 of the file
 */
export async function writeCogStream(
  path: string,
  grid: MapGrid,
  strip: (top: number, rows: number) => Promise<Float32Array>,
  options: CogStreamOptions,
): Promise<{ bytes: number; sha256: string }> {
  const noData = options.noData ?? -32768;
  const pictures = picturesOf(grid, path);
  try {
    for (const picture of pictures) picture.file = await open(picture.path, 'w+');
    for (let top = 0; top < grid.rows; top += TILE) {
      options.signal?.throwIfAborted();
      const rows = Math.min(TILE, grid.rows - top);
      await take(pictures, 0, { columns: grid.columns, rows, values: await strip(top, rows) }, noData, options);
      options.progress?.(top + rows);
    }
    const written = await assemble(`${path}.part`, headOf(pictures, grid, noData, options), pictures);
    await rename(`${path}.part`, path);
    await syncFolder(dirname(path));
    return written;
  } finally {
    for (const picture of pictures) {
      await picture.file?.close();
      await rm(picture.path, { force: true });
    }
    await rm(`${path}.part`, { force: true });
  }
}

/** One resolution of the map while it is being written. */
interface Picture {
  readonly columns: number;
  readonly rows: number;
  readonly path: string;
  file?: FileHandle;
  /** Rows that wait for a strip to be full. */
  readonly waiting: Float32Array;
  waitingRows: number;
  takenRows: number;
  /** Length of each packed tile. */
  readonly counts: number[];
  size: number;
}

/** The map, and halves of it until one tile holds it. */
function picturesOf(grid: MapGrid, path: string): Picture[] {
  const pictures: Picture[] = [];
  for (let { columns, rows } = grid; ; columns = Math.ceil(columns / 2), rows = Math.ceil(rows / 2)) {
    const waiting = new Float32Array(pictures.length === 0 ? 0 : columns * TILE);
    pictures.push({ columns, rows, path: `${path}.part${pictures.length}`, waiting, waitingRows: 0, takenRows: 0, counts: [], size: 0 }); // prettier-ignore
    if (columns <= TILE && rows <= TILE) return pictures;
  }
}

/** Packs one strip (512 rows, or the last ones) of picture `n`, and gives its half to the next. */
async function take(
  pictures: Picture[],
  n: number,
  strip: Level,
  noData: number,
  options: GeoTiffOptions,
): Promise<void> {
  const picture = pictures[n]!;
  for (const tile of packTiles(strip, noData)) {
    picture.counts.push(tile.length);
    const block = new Uint8Array(tile.length + 8); // its length before, its last four bytes after it
    new DataView(block.buffer).setUint32(0, tile.length, true);
    block.set(tile, 4);
    block.set(tile.subarray(-4), tile.length + 4);
    await picture.file!.write(block);
    picture.size += block.length;
  }
  picture.takenRows += strip.rows;
  const next = pictures[n + 1];
  if (next === undefined) return;
  const small = half(strip, options.classes === true);
  next.waiting.set(small.values, next.waitingRows * next.columns);
  next.waitingRows += small.rows;
  if (next.waitingRows < TILE && next.takenRows + next.waitingRows < next.rows) return;
  const values = next.waiting.subarray(0, next.waitingRows * next.columns);
  const full = { columns: next.columns, rows: next.waitingRows, values };
  next.waitingRows = 0;
  await take(pictures, n + 1, full, noData, options);
}

function headOf(pictures: readonly Picture[], grid: MapGrid, noData: number, options: CogStreamOptions): Uint8Array {
  const directories = pictures.map(({ columns, rows, counts }, i) => {
    const long: TagValue = { type: 'long', values: counts };
    return new Map<number, TagValue>([
      ...imageTags({ columns, rows, values: new Float32Array() }, i > 0),
      [42113, ascii(String(noData))],
      ...(i > 0 ? [] : [...describingTags(options, 'south'), ...placeTags(grid), ...polarGeoTags('south')]),
      [324, long], // of the right length; the offsets need the size of the head
      [325, long],
    ]);
  });
  const blocks = pictures.reduce((sum, { size }) => sum + size, 0);
  const write = (all: readonly Tags[]): Uint8Array => tiffHead(all, GHOST);
  const isBig = write(directories).length + blocks > (options.bigFrom ?? 0xffffffff);
  const head = isBig ? (all: readonly Tags[]) => bigTiffHead(all, GHOST) : write;
  let offset = head(directories).length;
  // The smallest picture lies first, so that a reader of the beginning of the file sees the whole map.
  for (let i = pictures.length - 1; i >= 0; i--) {
    const values = pictures[i]!.counts.map((length) => (offset += length + 8) - length - 4);
    directories[i]!.set(324, { type: 'long', values });
  }
  return head(directories);
}

const CHUNK = 1 << 22;

async function assemble(
  path: string,
  head: Uint8Array,
  pictures: readonly Picture[],
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256').update(head);
  const file = await open(path, 'w');
  let bytes = head.length;
  try {
    await file.write(head);
    for (const { file: tiles, size } of pictures.toReversed()) {
      const chunk = new Uint8Array(Math.min(CHUNK, size));
      for (let at = 0; at < size;) {
        const { bytesRead } = await tiles!.read(chunk, 0, chunk.length, at);
        const part = chunk.subarray(0, bytesRead);
        hash.update(part);
        await file.write(part);
        at += bytesRead;
      }
      bytes += size;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}
