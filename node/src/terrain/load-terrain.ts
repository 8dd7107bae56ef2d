import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { cellSizeM, parseTerrainManifest, type Dem, type Terrain } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';
import { readDem, readDems } from './dem-reader.ts';
import type { TerrainAround } from './dem-window.ts';

/** The grids that ship with OpenILRS, finest first; about 35 MB of memory, 0.3 s. */
export function loadBundledTerrain(): Promise<Terrain> {
  return loadTerrainFolder(bundledPath('terrain/terrain.json'));
}

/**
 * The grids that a `terrain.json` lists, in its order.
 * @throws InputError `DEM_MISSING` when there is no such file, `TERRAIN_MANIFEST`, and those of {@link readDem}.
 */
export async function loadTerrainFolder(manifestPath: string): Promise<Terrain> {
  const text = await readFile(manifestPath, 'utf8').catch((cause: unknown) => {
    throw new InputError('DEM_MISSING', 'no such file', { where: manifestPath, cause });
  });
  const { grids } = parseTerrainManifest(text, manifestPath);
  return Promise.all(grids.map(({ file }) => readDem(join(dirname(manifestPath), file))));
}

/**
 * The user's own grids, finest first, before the bundled ones: a fine survey of a site keeps the far mountains around it.
 *
 * @param around of files of more than 67 million cells only what skylines there can see is read: see {@link readDems}
 */
export async function loadTerrain(files: readonly string[], around?: TerrainAround): Promise<Terrain> {
  const own: Dem[] = (await Promise.all(files.map((file) => readDems(file, around)))).flat();
  own.sort((a, b) => cellSizeM(a.grid) - cellSizeM(b.grid));
  return [...own, ...(await loadBundledTerrain())];
}
