import { openByteFile, unreadable, type ByteFile } from './byte-file.ts';
import { noteValue, readGdalNotes } from './gdal-notes.ts';
import { checkedPlace } from './georeference.ts';
import type { RasterSource } from './raster-source.ts';
import { copyBlock, newSamples, SAMPLE_BYTES, type Samples, type SampleType, type Window } from './samples.ts';
import { checkPacking, unpackBlock, type Packing } from './tiff-decode.ts';
import { readTiffDirectories, type TiffDirectory } from './tiff-directory.ts';
import { readTiffPlace } from './tiff-georeference.ts';

/** One resolution of the image: strips or tiles. */
interface TiffLevel {
  readonly columns: number;
  readonly rows: number;
  readonly blockColumns: number;
  readonly blockRows: number;
  readonly tags: TiffDirectory;
  readonly packing: Packing;
}

const SUBFILE_TYPE = 254;
const [REDUCED, MASK] = [1, 4];

/**
 * Opens a GeoTIFF: classic or BigTIFF, either byte order, strips or tiles, one band, with its overviews.
 * @throws InputError `RASTER_MISSING`, `RASTER_UNREADABLE`
 */
export async function openTiff(path: string): Promise<RasterSource> {
  const file = await openByteFile(path);
  try {
    const directories = await readTiffDirectories(file);
    const levels = [await levelOf(directories[0]!, path)];
    await checkComplete(file, levels[0]!);
    for (const tags of directories.slice(1))
      if (await isOverview(tags, levels[0]!)) levels.push(await levelOf(tags, path));
    levels.sort((a, b) => b.columns - a.columns);
    return await sourceOf(file, levels);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function isOverview(tags: TiffDirectory, full: TiffLevel): Promise<boolean> {
  const kind = await tags.number(SUBFILE_TYPE, 0);
  if ((kind & REDUCED) === 0 || (kind & MASK) !== 0) return false;
  const [columns, samples] = [await tags.number(256, 0), await tags.number(277, 1)];
  return columns > 0 && columns < full.columns && samples === 1;
}

async function sourceOf(file: ByteFile, levels: readonly TiffLevel[]): Promise<RasterSource> {
  const full = levels[0]!;
  const { tags, columns, rows } = full;
  const notes = readGdalNotes(await tags.text(42112));
  const { place, southUp } = await readTiffPlace(tags, file.path, rows);
  const noData = Number.parseFloat((await tags.text(42113)).trim());
  const { type } = full.packing;
  return {
    path: file.path,
    format: 'GeoTIFF',
    columns,
    rows,
    type,
    scale: Number(noteValue(notes, 'scale', 'SCALE') ?? 1),
    offset: Number(noteValue(notes, 'offset', 'OFFSET') ?? 0),
    noData: Number.isNaN(noData) ? null : type === 'float32' ? Math.fround(noData) : noData,
    unit: noteValue(notes, 'unittype', 'UNITTYPE')?.trim() ?? '',
    notes: Object.fromEntries(notes.map(({ name, text }) => [name, text])),
    georeference: () => checkedPlace(place(), file.path),
    levels,
    read: (window, level = 0) => readWindow(file, levels[level]!, window, southUp, Number.isNaN(noData) ? 0 : noData),
    close: () => file.close(),
  };
}

async function levelOf(tags: TiffDirectory, path: string): Promise<TiffLevel> {
  const [columns, rows] = [await tags.number(256, 0), await tags.number(257, 0)];
  if (!(columns > 0 && rows > 0)) throw unreadable(path, 'an image without a size');
  const tiled = tags.has(322);
  const blockColumns = tiled ? await tags.number(322, columns) : columns;
  const blockRows = tiled ? await tags.number(323, rows) : Math.min(rows, await tags.number(278, rows));
  const lerc = await tags.numbers(50674);
  const packing: Packing = {
    compression: await tags.number(259, 1),
    predictor: await tags.number(317, 1),
    type: await sampleType(tags, path),
    littleEndian: tags.littleEndian,
    width: blockColumns,
    ...(lerc ? { lerc } : {}),
  };
  checkPacking(packing, path);
  await checkBlocks({ columns, rows, blockColumns, blockRows, tags, packing }, path);
  return { columns, rows, blockColumns, blockRows, tags, packing };
}

/** Largest strip or tile that is taken for one. */
const MOST_BLOCK_BYTES = 1 << 30;

async function checkBlocks(
  { columns, rows, blockColumns, blockRows, tags, packing }: TiffLevel,
  path: string,
): Promise<void> {
  const whole = [columns, rows, blockColumns, blockRows].every((size) => Number.isInteger(size) && size > 0);
  if (!whole || blockColumns * blockRows * SAMPLE_BYTES[packing.type] > MOST_BLOCK_BYTES)
    throw unreadable(path, `an image of ${columns} x ${rows} in strips or tiles of ${blockColumns} x ${blockRows}`);
  const needed = Math.ceil(columns / blockColumns) * Math.ceil(rows / blockRows);
  const [offsets, counts] = [await blockOffsets(tags), await blockCounts(tags)];
  if (!offsets || !counts) throw unreadable(path, 'no strips or tiles');
  if (Math.min(offsets.length, counts.length) < needed)
    throw unreadable(path, `${Math.min(offsets.length, counts.length)} strips or tiles of ${needed}`);
}

const TYPES: Readonly<Record<string, SampleType>> = { '1:8': 'uint8', '1:16': 'uint16', '1:32': 'uint32', '2:8': 'int8', '2:16': 'int16', '2:32': 'int32', '3:32': 'float32', '3:64': 'float64' }; // prettier-ignore

async function sampleType(tags: TiffDirectory, path: string): Promise<SampleType> {
  const [bands, format] = [await tags.number(277, 1), await tags.number(339, 1)];
  const bits = await tags.number(258, 1);
  const type = TYPES[`${format}:${bits}`];
  if (bands === 1 && type !== undefined) return type;
  const remedy = bands === 1 ? 'Bring it to a packing that is read with `gdal_translate -ot Float32 IN.tif OUT.tif`' : 'Take the one band that holds the numbers with `gdal_translate -b 1 IN.tif OUT.tif`'; // prettier-ignore
  throw unreadable(path, `${bands} band${bands === 1 ? '' : 's'} of ${bits} bits in sample format ${format}`, undefined, remedy); // prettier-ignore
}

/** A truncated file reads as zeros in some readers: compare the end of its last strip or tile with its size. */
async function checkComplete(file: ByteFile, { tags }: TiffLevel): Promise<void> {
  const [offsets, counts] = [(await blockOffsets(tags))!, (await blockCounts(tags))!];
  let needed = 0;
  for (let i = 0; i < offsets.length; i++) needed = Math.max(needed, offsets[i]! + counts[i]!);
  if (needed > file.size) throw unreadable(file.path, `truncated: ${file.size} bytes of at least ${needed}`);
}

const blockOffsets = (tags: TiffDirectory) => tags.numbers(tags.has(324) ? 324 : 273);
const blockCounts = (tags: TiffDirectory) => tags.numbers(tags.has(325) ? 325 : 279);

async function readWindow(
  file: ByteFile,
  level: TiffLevel,
  window: Window,
  southUp: boolean,
  empty: number,
): Promise<Samples> {
  const asStored = southUp ? { ...window, row: level.rows - window.row - window.rows } : window;
  const out = newSamples(level.packing.type, window.columns * window.rows);
  if (empty !== 0) out.fill(empty); // what a sparse file leaves out
  const { blockColumns, blockRows } = level;
  const across = Math.ceil(level.columns / blockColumns);
  const lastRow = Math.floor((asStored.row + asStored.rows - 1) / blockRows);
  const lastColumn = Math.floor((asStored.column + asStored.columns - 1) / blockColumns);
  for (let r = Math.floor(asStored.row / blockRows); r <= lastRow; r++)
    for (let c = Math.floor(asStored.column / blockColumns); c <= lastColumn; c++) {
      const block = await readBlock(file, level, r * across + c, asStored, r);
      if (block !== null)
        copyBlock(block.samples, blockColumns, block.rows, c * blockColumns, block.top, asStored, out);
    }
  if (southUp) turnOver(out, window.columns);
  return out;
}

/** A strip or tile, or of an unpacked one the rows that the window needs. Null: a sparse file holds nothing there. */
async function readBlock(file: ByteFile, level: TiffLevel, index: number, window: Window, blockRow: number) {
  const { tags, packing, blockRows, rows, blockColumns } = level;
  const [offsets, counts] = [(await blockOffsets(tags))!, (await blockCounts(tags))!];
  const [offset, count] = [offsets[index] ?? 0, counts[index] ?? 0];
  if (offset === 0 || count === 0) return null;
  const top = blockRow * blockRows;
  const rowBytes = blockColumns * SAMPLE_BYTES[packing.type];
  const tall = tags.has(322) ? blockRows : Math.min(blockRows, rows - top);
  if (packing.compression !== 1) {
    const samples = await unpacked(await file.read(offset, count), packing, tall * rowBytes, file.path);
    return { samples, rows: Math.min(tall, Math.floor(samples.length / blockColumns)), top };
  }
  const first = Math.max(top, window.row);
  const used = Math.min(top + tall, window.row + window.rows) - first;
  const samples = await unpacked(
    await file.read(offset + (first - top) * rowBytes, used * rowBytes),
    packing,
    used * rowBytes,
    file.path,
  );
  return { samples, rows: used, top: first };
}

async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  packing: Packing,
  size: number,
  path: string,
): Promise<Samples> {
  try {
    return await unpackBlock(bytes, packing, size);
  } catch (cause) {
    throw unreadable(path, `a strip or tile cannot be unpacked: ${(cause as Error).message}`, cause);
  }
}

function turnOver(samples: Samples, columns: number): void {
  const rows = samples.length / columns;
  const kept = samples.slice();
  for (let row = 0; row < rows; row++)
    samples.set(kept.subarray((rows - 1 - row) * columns, (rows - row) * columns) as never, row * columns);
}
