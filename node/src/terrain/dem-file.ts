import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { MOON_RADIUS_M, parseTerrainManifest, type Dem, type TerrainManifestEntry } from '@openilrs/core/terrain';

export function unreadable(path: string, what: string, cause?: unknown): InputError {
  return new InputError('DEM_UNREADABLE', what, {
    where: path,
    legal: 'a complete GeoTIFF or PDS3 image with one band of int16 or float32',
    remedy: 'Fetch the file again and compare its size and digest with those of its origin',
    cause,
  });
}

/** Size in bytes. @throws InputError `DEM_MISSING` */
export async function fileSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return found.size;
  throw new InputError('DEM_MISSING', 'no such file', { where: path, remedy: 'Give the path of a GeoTIFF of heights' });
}

/** What a `terrain.json` in the file's folder says about it. */
export async function manifestEntry(path: string): Promise<TerrainManifestEntry | undefined> {
  const file = join(dirname(path), 'terrain.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? undefined : parseTerrainManifest(text, file).grids.find((g) => g.file === basename(path));
}

/** Lowest and highest heights of the Moon (-9.1 km, +10.8 km) with a margin, metres. */
const LOWEST_M = -12_000;
const HIGHEST_M = 14_000;

/** Turns radii into heights and refuses numbers that cannot be heights of the Moon in metres. */
export function asHeights(dem: Dem, path: string): Dem {
  let [min, max] = [Infinity, -Infinity];
  const { values, noData } = dem;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === noData) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const [low, high] = [min * dem.scale + dem.offset, max * dem.scale + dem.offset];
  if (low >= LOWEST_M && high <= HIGHEST_M) return dem;
  if (low >= MOON_RADIUS_M + LOWEST_M && high <= MOON_RADIUS_M + HIGHEST_M)
    return { ...dem, offset: dem.offset - MOON_RADIUS_M };
  throw new InputError('DEM_HEIGHTS', `heights from ${low} to ${high} m`, {
    where: path,
    legal: `${LOWEST_M} to ${HIGHEST_M} m above the ${MOON_RADIUS_M} m sphere, or radii of that range`,
    remedy: 'Set scale, offset, unit and no-data value with `gdal_edit.py -scale 0.5 -offset 0 -a_nodata VALUE FILE`',
  });
}

/** Digest in hex, read block by block. */
export function sha256OfFile(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(path)
      .on('data', (chunk) => hash.update(chunk))
      .on('end', () => resolve(hash.digest('hex')))
      .on('error', reject);
  });
}
