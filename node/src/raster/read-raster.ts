import { basename } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { openRaster } from './open-raster.ts';
import { wholeLevel } from './raster-source.ts';

/** One band of numbers, row 0 at the top; no-data is NaN. */
export interface Raster {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/**
 * Reads the whole band of a raster file with scale, offset and no-data applied.
 *
 * @throws InputError `RASTER_UNREADABLE`
 */
export async function readRaster(path: string): Promise<Raster> {
  try {
    const source = await openRaster(path);
    try {
      const { columns, rows, noData, scale, offset } = source;
      const band = await source.read(wholeLevel(source));
      const values = Float32Array.from(band, (value) => (value === noData ? NaN : value * scale + offset));
      return { columns, rows, values };
    } finally {
      await source.close();
    }
  } catch (cause) {
    throw new InputError('RASTER_UNREADABLE', cause instanceof Error ? cause.message : String(cause), {
      where: basename(path),
      legal: 'a GeoTIFF with one band of numbers',
      remedy: 'Run the survey again',
      cause,
    });
  }
}
