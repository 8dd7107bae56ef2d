import { extname } from 'node:path';
import { openByteFile, unreadable } from './byte-file.ts';
import { jpeg2000, openPds3 } from './pds3-source.ts';
import { openPds4 } from './pds4-source.ts';
import type { RasterSource } from './raster-source.ts';
import { openTiff } from './tiff-source.ts';

/**
 * Opens a raster by what the file holds: GeoTIFF, PDS3 image or label, PDS4 label. Only head and tables are read; a file of 1.8 GB opens in milliseconds.
 * @throws InputError `RASTER_MISSING`, `RASTER_UNREADABLE`
 */
export async function openRaster(path: string): Promise<RasterSource> {
  const file = await openByteFile(path);
  let head: string;
  try {
    head = Buffer.from(await file.read(0, Math.min(file.size, 512))).toString('latin1');
  } finally {
    await file.close();
  }
  if (/^(II|MM)/.test(head)) return openTiff(path);
  if (head.slice(4, 8) === 'jP  ' || /\.jp2$/i.test(path)) throw jpeg2000(path, 'itself');
  if (/^\uFEFF?(ï»¿)?\s*<\?xml|^\s*<Product_/.test(head) || /\.(xml|lblx)$/i.test(path)) return openPds4(path);
  if (/^\.(lbl|img|pds)$/i.test(extname(path)) || head.includes('PDS_VERSION_ID')) return openPds3(path);
  if (/^\.tiff?$/i.test(extname(path))) return openTiff(path); // says what is wrong with it
  throw unreadable(path, 'neither a GeoTIFF nor a PDS3 or PDS4 image');
}
