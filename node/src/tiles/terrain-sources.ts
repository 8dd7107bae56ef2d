import { InputError } from '@openilrs/core/errors';
import { cellSizeM, type Dem, type DemGrid } from '@openilrs/core/terrain';
import { nativeGrid, openRaster, type RasterSource } from '../raster/index.ts';
import { loadBundledTerrain, readDems, type TerrainAround } from '../terrain/index.ts';

/** A grid of heights that can be read by windows, small or large. */
export interface GridSource {
  readonly dem: Pick<Dem, 'name' | 'sha256' | 'notice' | 'scale' | 'offset' | 'noData'>;
  readonly grid: DemGrid;
  readonly type: 'int16' | 'float32';
  readonly raster: RasterSource;
}

/** Files up to this many cells are held whole while they are cut. */
const WHOLE_CELLS = 1 << 26;

/**
 * The user's grids, finest first, and the bundled ones after them, as `loadTerrain`; files of more than 67 million cells stay on disk and are read by windows.
 * @throws InputError those of `readDems`; `CAP_TERRAIN` for large files that would have to be resampled
 */
export async function terrainSources(files: readonly string[], centre: TerrainAround): Promise<GridSource[]> {
  const own: GridSource[] = [];
  for (const file of files) own.push(...(await sourcesOf(file, centre)));
  own.sort((a, b) => cellSizeM(a.grid) - cellSizeM(b.grid));
  return [...own, ...(await loadBundledTerrain()).map(inMemory)];
}

async function sourcesOf(file: string, centre: TerrainAround): Promise<GridSource[]> {
  const raster = await openRaster(file).catch(() => null);
  if (raster === null || raster.columns * raster.rows <= WHOLE_CELLS) {
    await raster?.close();
    return (await readDems(file)).map(inMemory); // which says what is wrong with a file that does not open
  }
  // A look at the middle of the map tells in what unit the numbers are and whether they are radii.
  const [probe] = await readDems(file, centre);
  const { type } = raster;
  const grid = placeOf(raster);
  if (
    probe === undefined ||
    grid === null ||
    !(type === 'int16' || type === 'float32') ||
    probe.grid.kind !== grid.kind
  ) {
    await raster.close();
    throw new InputError('CAP_TERRAIN', 'a file of this size cannot be resampled for a map by tiles', {
      where: file,
      legal: 'Int16 or Float32 in south polar stereographic with central meridian 0, or in longitude and latitude',
      remedy: 'Bring it into that form once: `gdalwarp -t_srs IAU_2015:30135 -ot Float32 IN OUT`',
    });
  }
  const { name, sha256, notice, scale, offset } = probe;
  return [{ dem: { name, sha256, notice, scale, offset, noData: raster.noData }, grid, type, raster }];
}

function placeOf(raster: RasterSource): DemGrid | null {
  try {
    return nativeGrid(raster.georeference(), raster.columns, raster.rows);
  } catch {
    return null; // declared in a terrain.json, perhaps
  }
}

/** A grid in memory as a raster, so that one path reads both. */
function inMemory(dem: Dem): GridSource {
  const { columns, rows } = dem.grid;
  const { values, scale, offset, noData } = dem;
  const type = values instanceof Int16Array ? 'int16' : 'float32';
  const raster: RasterSource = {
    path: dem.name,
    format: 'GeoTIFF',
    columns,
    rows,
    type,
    scale,
    offset,
    noData,
    unit: 'm',
    notes: {},
    georeference: () => {
      throw new Error('the grid stands beside');
    },
    levels: [{ columns, rows }],
    read(window) {
      const samples = type === 'int16' ? new Int16Array(window.columns * window.rows) : new Float32Array(window.columns * window.rows); // prettier-ignore
      for (let row = 0; row < window.rows; row++) {
        const at = (window.row + row) * columns + window.column;
        samples.set(values.subarray(at, at + window.columns), row * window.columns);
      }
      return Promise.resolve(samples);
    },
    close: () => Promise.resolve(),
  };
  return { dem, grid: dem.grid, type, raster };
}
