import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import {
  MOON_RADIUS_M,
  parseTerrainManifest,
  type Dem,
  type DemGrid,
  type TerrainManifestEntry,
} from '@openilrs/core/terrain';

/** What a `terrain.json` in the file's folder says about it. */
export async function manifestEntry(path: string): Promise<TerrainManifestEntry | undefined> {
  const file = join(dirname(path), 'terrain.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? undefined : parseTerrainManifest(text, file).grids.find((g) => g.file === basename(path));
}

/** Lowest and highest heights of the Moon (-9.1 km, +10.8 km) with a margin, metres. */
const LOWEST_M = -12_000;
const HIGHEST_M = 14_000;
/**
 * Ground whose relief is below this share of the side of its grid (20 m over 100 km) is flatter than any on the Moon: such numbers are kilometres, as in the CGI Moon Kit's
 * `ldem_*.tif`, which do not say so. Relief of 20 and more cannot be in kilometres.
 */
const FLATTEST = 2e-4;
const RELIEF_OF_THE_MOON_KM = 20;

/**
 * Turns radii into heights and refuses numbers that cannot be heights of the Moon in metres; `unitIsKnown`: file or manifest says in which unit they are.
 * @throws InputError `DEM_HEIGHTS`, `DEM_EMPTY` when no cell has a height
 */
export function asHeights(dem: Dem, path: string, unitIsKnown: boolean): Dem {
  let [min, max] = [Infinity, -Infinity];
  const { values, noData } = dem;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === noData) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max)
    throw new InputError('DEM_EMPTY', 'no cell of the part that was read has a height', {
      where: path,
      legal: 'heights at the place or region asked for',
      remedy: 'Choose a file that covers it; `gdalinfo -stats FILE` shows where heights are',
    });
  const [low, high] = [min * dem.scale + dem.offset, max * dem.scale + dem.offset];
  const relief = high - low;
  if (!unitIsKnown && relief > 0 && relief < Math.min(FLATTEST * sideM(dem.grid), RELIEF_OF_THE_MOON_KM))
    throw new InputError(
      'DEM_HEIGHTS',
      `heights from ${low} to ${high} over ${Math.round(sideM(dem.grid) / 1000)} km`,
      {
        where: path,
        legal: 'metres, unless the file or a terrain.json beside it names another unit',
        remedy: 'If they are kilometres, say so: `"heightUnit": "km"` in terrain.json; if they are metres, "m"',
      },
    );
  if (low >= LOWEST_M && high <= HIGHEST_M) return dem;
  if (low >= MOON_RADIUS_M + LOWEST_M && high <= MOON_RADIUS_M + HIGHEST_M)
    return { ...dem, offset: dem.offset - MOON_RADIUS_M };
  throw new InputError('DEM_HEIGHTS', `heights from ${low} to ${high} m`, {
    where: path,
    legal: `${LOWEST_M} to ${HIGHEST_M} m above the ${MOON_RADIUS_M} m sphere, or radii of that range`,
    remedy: 'Set scale, offset, unit and no-data value with `gdal_edit.py -scale 0.5 -offset 0 -a_nodata VALUE FILE`',
  });
}

function sideM({ kind, columns, rows, step }: DemGrid): number {
  return Math.min(columns, rows) * (kind === 'equirectangular' ? step * MOON_RADIUS_M : step);
}

const digests = new Map<string, Promise<string>>();

/** Digest in hex, read block by block; of a file that did not change since it was last read, the one found then. */
export async function sha256OfFile(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const key = `${path}\0${size}\0${mtimeMs}`;
  const known = digests.get(key) ?? hashOf(path);
  digests.set(key, known);
  return known;
}

function hashOf(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(path, { highWaterMark: 1 << 20 })
      .on('data', (chunk) => hash.update(chunk))
      .on('end', () => resolve(hash.digest('hex')))
      .on('error', reject);
  });
}
