import { basename } from 'node:path';
import { fromFile } from 'geotiff';
import { InputError } from '@openilrs/core/errors';

/** One band of numbers, row 0 at the top; no-data is NaN. */
export interface Raster {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/**
 * Reads the first band of a GeoTIFF with GDAL's scale, offset and no-data applied.
 *
 * @throws InputError `RASTER_UNREADABLE`
 */
export async function readRaster(path: string): Promise<Raster> {
  try {
    const image = await (await fromFile(path)).getImage();
    const [columns, rows] = [image.getWidth(), image.getHeight()];
    const [band] = (await image.readRasters({ samples: [0] })) as unknown as [ArrayLike<number>];
    const noData = image.getGDALNoData();
    const metadata = ((await image.getGDALMetadata(0)) ?? {}) as Record<string, unknown>;
    const scale = Number(metadata['SCALE'] ?? 1);
    const offset = Number(metadata['OFFSET'] ?? 0);
    const values = Float32Array.from(band, (value) => (value === noData ? NaN : value * scale + offset));
    return { columns, rows, values };
  } catch (cause) {
    throw new InputError('RASTER_UNREADABLE', cause instanceof Error ? cause.message : String(cause), {
      where: basename(path),
      legal: 'a GeoTIFF with one band of numbers',
      remedy: 'Run the survey again',
      cause,
    });
  }
}
