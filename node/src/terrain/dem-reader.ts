import { extname } from 'node:path';
import type { Dem } from '@openilrs/core/terrain';
import { readGeotiff } from './geotiff-reader.ts';
import { readPdsImage } from './pds-image-reader.ts';

/**
 * Reads a file of terrain heights by its ending: `.lbl` or `.img` as a PDS3 image with its label beside it, anything else as GeoTIFF.
 * @throws InputError with the file's name, what is wrong, what is legal and a remedy; see {@link readGeotiff} and {@link readPdsImage}.
 */
export function readDem(path: string): Promise<Dem> {
  return /^\.(lbl|img)$/i.test(extname(path)) ? readPdsImage(path) : readGeotiff(path);
}
