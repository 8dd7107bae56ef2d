import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fromArrayBuffer, fromFile, getDecoder, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import { InputError, isInputError } from '@openilrs/core/errors';
import type { Dem, DemGrid, TerrainManifestEntry } from '@openilrs/core/terrain';
import { asHeights, fileSize, manifestEntry, sha256OfFile, unreadable } from './dem-file.ts';
import { gridFromGeoTags, gridFromManifest, noGeoreference } from './geotiff-reader-georeference.ts';

/**
 * Reads a GeoTIFF of terrain heights: int16 or float32, one band, polar stereographic or equirectangular on the Moon sphere.
 *
 * Scale, offset and no-data value come from GDAL's tags; values that are radii (offset 1737400) become heights above the sphere. What a file does not say itself may
 * stand in a `terrain.json` in its folder, which also gives the notice that viewers must see. Values lie on a SharedArrayBuffer.
 *
 * @throws InputError `DEM_MISSING`, `DEM_UNREADABLE` (not a TIFF, truncated, wrong kind of numbers), `DEM_HEIGHTS` and those of the georeference.
 */
export async function readGeotiff(path: string): Promise<Dem> {
  const size = await fileSize(path);
  const declared = await manifestEntry(path);
  try {
    const { file, sha256 } = await openFile(path, size);
    try {
      const image = await file.getImage();
      const dem = await demOf(image, declared, path, size, sha256);
      return asHeights(dem, path, (await unitM(image, declared, path)) !== undefined);
    } finally {
      file.close();
    }
  } catch (error) {
    if (isInputError(error)) throw error;
    throw unreadable(path, (error as Error).message, error);
  }
}

/** Files up to this size are read at once; larger ones (LDEM_80S_20M has 1.8 GB) block by block. */
const AT_ONCE_BYTES = 256 * 1024 * 1024;

async function openFile(path: string, size: number): Promise<{ file: GeoTIFF; sha256: string }> {
  if (size > AT_ONCE_BYTES) return { file: await fromFile(path), sha256: await sha256OfFile(path) };
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { buffer, byteOffset, byteLength } = bytes;
  return { file: await fromArrayBuffer(buffer.slice(byteOffset, byteOffset + byteLength)), sha256 };
}

async function demOf(
  image: GeoTIFFImage,
  declared: TerrainManifestEntry | undefined,
  path: string,
  size: number,
  sha256: string,
): Promise<Dem> {
  await checkComplete(image, size, path);
  const grid = await gridOf(image, declared, path);
  const { scale, offset } = await scaleOf(image, declared, path);
  const values = await readValues(image, path);
  return {
    name: basename(path),
    sha256,
    notice: declared?.notice ?? '',
    grid,
    values,
    scale,
    offset,
    noData: noDataOf(image),
  };
}

/** A truncated file reads as zeros in some readers: compare the end of its last strip or tile with its size. */
async function checkComplete(image: GeoTIFFImage, size: number, path: string): Promise<void> {
  const [offsets, counts] = await Promise.all(
    image.isTiled
      ? [tagOf(image, 'TileOffsets'), tagOf(image, 'TileByteCounts')]
      : [tagOf(image, 'StripOffsets'), tagOf(image, 'StripByteCounts')],
  );
  if (!offsets || !counts) throw unreadable(path, 'no strips or tiles');
  let needed = 0;
  for (let i = 0; i < offsets.length; i++) needed = Math.max(needed, Number(offsets[i]) + Number(counts[i]));
  if (needed > size) throw unreadable(path, `truncated: ${size} bytes of at least ${needed}`);
}

type ListTag =
  | 'TileOffsets'
  | 'TileByteCounts'
  | 'StripOffsets'
  | 'StripByteCounts'
  | 'ModelTiepoint'
  | 'ModelPixelScale'
  | 'ModelTransformation';

async function tagOf(image: GeoTIFFImage, name: ListTag): Promise<ArrayLike<number> | undefined> {
  return image.fileDirectory.hasTag(name) ? await image.fileDirectory.loadValue(name) : undefined;
}

async function gridOf(image: GeoTIFFImage, declared: TerrainManifestEntry | undefined, path: string): Promise<DemGrid> {
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  const georeference = declared?.georeference;
  if (georeference) return gridFromManifest(georeference, columns, rows, path);
  const [pixelScale, tiepoint, transformation] = await Promise.all([
    tagOf(image, 'ModelPixelScale'),
    tagOf(image, 'ModelTiepoint'),
    tagOf(image, 'ModelTransformation'),
  ]);
  if (image.getGeoKeys() === null && tiepoint === undefined)
    throw noGeoreference(path, 'the GeoTIFF has no georeference');
  return gridFromGeoTags({ columns, rows, keys: image.getGeoKeys(), pixelScale, tiepoint, transformation }, path);
}

async function readValues(image: GeoTIFFImage, path: string): Promise<Int16Array | Float32Array> {
  const bits = image.getBitsPerSample();
  const format = image.getSampleFormat(); // 2: signed integer, 3: float
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  if (image.getSamplesPerPixel() !== 1 || !((format === 2 && bits === 16) || (format === 3 && bits === 32)))
    throw unreadable(path, `${image.getSamplesPerPixel()} bands of ${bits} bits in sample format ${format}`);
  const buffer = new SharedArrayBuffer((columns * rows * bits) / 8);
  const values = format === 2 ? new Int16Array(buffer) : new Float32Array(buffer);
  if (image.littleEndian) await copyBlocks(image, values);
  else await copyRows(image, values);
  return values;
}

/** Strips or tiles of a little-endian file, decoded and copied whole: five times as fast as {@link copyRows}. */
async function copyBlocks(image: GeoTIFFImage, values: Int16Array | Float32Array): Promise<void> {
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  const [width, height] = [image.getTileWidth(), image.getTileHeight()];
  const decoder = await decoderOf(image, width, height);
  for (let top = 0; top < rows; top += height)
    for (let left = 0; left < columns; left += width) {
      const { data } = await image.getTileOrStrip(left / width, top / height, 0, decoder);
      const block = values instanceof Int16Array ? new Int16Array(data) : new Float32Array(data);
      const across = Math.min(width, columns - left);
      for (let row = 0; row < Math.min(height, rows - top); row++)
        values.set(block.subarray(row * width, row * width + across), (top + row) * columns + left);
    }
}

async function decoderOf(image: GeoTIFFImage, tileWidth: number, tileHeight: number) {
  const tags = image.fileDirectory;
  const one = async (name: 'Compression' | 'Predictor'): Promise<number> =>
    tags.hasTag(name) ? Number(await tags.loadValue(name)) : 1;
  const lerc = tags.hasTag('LercParameters') ? { LercParameters: await tags.loadValue('LercParameters') } : {};
  return getDecoder(await one('Compression'), {
    tileWidth,
    tileHeight,
    predictor: await one('Predictor'),
    bitsPerSample: [image.getBitsPerSample()],
    planarConfiguration: image.planarConfiguration,
    ...lerc,
  });
}

const ROWS_AT_ONCE = 512;

async function copyRows(image: GeoTIFFImage, values: Int16Array | Float32Array): Promise<void> {
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  for (let top = 0; top < rows; top += ROWS_AT_ONCE) {
    const window = [0, top, columns, Math.min(rows, top + ROWS_AT_ONCE)];
    values.set((await image.readRasters({ window, interleave: true })) as unknown as ArrayLike<number>, top * columns);
  }
}

function noDataOf(image: GeoTIFFImage): number | null {
  const value = image.getGDALNoData();
  if (value === null || Number.isNaN(value)) return null;
  return image.getSampleFormat() === 3 ? Math.fround(value) : value;
}

async function scaleOf(image: GeoTIFFImage, declared: TerrainManifestEntry | undefined, path: string) {
  const band = ((await image.getGDALMetadata(0)) ?? {}) as Record<string, string>;
  const unit = (await unitM(image, declared, path)) ?? 1;
  return {
    scale: Number(declared?.scale ?? band['SCALE'] ?? 1) * unit,
    offset: Number(band['OFFSET'] ?? 0) * unit,
  };
}

/** Metres in the unit of the heights that `terrain.json` or GDAL's tag names; undefined when neither does. */
async function unitM(
  image: GeoTIFFImage,
  declared: TerrainManifestEntry | undefined,
  path: string,
): Promise<number | undefined> {
  const band = ((await image.getGDALMetadata(0)) ?? {}) as Record<string, string | undefined>;
  const name = declared?.heightUnit ?? band['UNITTYPE']?.trim();
  if (name === undefined || name === '') return undefined;
  if (/^(m|met(er|re)s?)$/i.test(name)) return 1;
  if (/^(km|kilomet(er|re)s?)$/i.test(name)) return 1000;
  throw new InputError('DEM_HEIGHTS', `the unit of the numbers is "${name}"`, {
    where: path,
    legal: 'm or km: a raster of heights',
    remedy: 'Give a raster of heights; if it is one, correct its unit or name it in a terrain.json beside the file',
  });
}
