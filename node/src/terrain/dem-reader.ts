import { basename } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { MOON_RADIUS_M, type Dem } from '@openilrs/core/terrain';
import { readReduced, resample, type Samples } from '../raster/index.ts';
import { asHeights, sha256OfFile } from './dem-file.ts';
import { asDemError, openDem, placeOfGrid, type DemSource } from './dem-source.ts';
import { partsAround, unrolled, wholePart, type DemPart, type TerrainAround } from './dem-window.ts';

/** Grids up to this many cells are held whole; of larger ones, when it is known where terrain is needed, only what a skyline there can see. */
const WHOLE_CELLS = 1 << 26;
/** What one array can hold of int16 (2 GB). */
const MOST_CELLS = 1 << 30;

/**
 * Reads a whole file of terrain heights: GeoTIFF, PDS3 image or label, PDS4 label, in any projection of `openRaster` on the Moon's sphere. Polar stereographic with
 * central meridian 0 and maps of longitude and latitude are kept cell by cell; others are resampled (bilinear) to such a grid with cells of the same size.
 *
 * Values that are radii become heights above the sphere. Values lie on a SharedArrayBuffer.
 * @throws InputError `DEM_MISSING`, `DEM_UNREADABLE`, `DEM_NO_GEOREFERENCE`, `DEM_WRONG_BODY`, `DEM_PROJECTION`, `DEM_CELLS`, `DEM_HEIGHTS`, `DEM_EMPTY`, `DEM_TOO_LARGE`
 */
export async function readDem(path: string): Promise<Dem> {
  return (await readDems(path))[0]!;
}

/**
 * Reads a file of terrain heights as nested grids, finest first: one grid as {@link readDem} when it is small or `around` is not known, else full resolution near the
 * region and means of 4 x 4 and 16 x 16 cells (for cells of 20 m) farther out. `LDEM_80S_20M` (30,400 x 30,400) so takes about 30 MB instead of 1.8 GB.
 */
export async function readDems(path: string, around?: TerrainAround): Promise<Dem[]> {
  const source = await openDem(path);
  try {
    const { raster } = source;
    const large = around !== undefined && raster.columns * raster.rows > WHOLE_CELLS;
    const from = large ? { ...source, raster: unrolled(raster) } : source;
    const parts = large
      ? requireParts(partsAround(from.raster, around), path)
      : [requireSize(wholePart(raster), source)];
    const dems: Dem[] = [];
    for (const part of parts) dems.push(await demOf(from, part, parts.length > 1));
    return dems;
  } catch (error) {
    return asDemError(error);
  } finally {
    await source.raster.close();
  }
}

function requireSize(whole: DemPart, { raster, path }: DemSource): DemPart {
  if (whole.grid.columns * whole.grid.rows <= MOST_CELLS) return whole;
  throw new InputError('DEM_TOO_LARGE', `${raster.columns} x ${raster.rows} cells`, {
    where: path,
    legal: `${MOST_CELLS} cells at most when the whole file is needed`,
    remedy: 'Cut out what you need with `gdal_translate -projwin XMIN YMAX XMAX YMIN IN OUT`',
  });
}

function requireParts(parts: DemPart[], path: string): DemPart[] {
  if (parts.length > 0) return parts;
  throw new InputError('TERRAIN_OUTSIDE', 'the file has no cell within 350 km of the place or region', {
    where: path,
    legal: 'a file that covers some of it',
    remedy: 'Check the file and the sign of latitude and longitude',
  });
}

async function demOf(source: DemSource, part: DemPart, isPart: boolean): Promise<Dem> {
  const { path, notice, unitIsKnown } = source;
  const name = basename(source.raster.path);
  const dem: Dem = {
    name: isPart && part.factor > 1 ? `${name} (means of ${part.factor} x ${part.factor} cells)` : name,
    sha256: await sha256OfFile(source.raster.path),
    notice,
    grid: part.grid,
    ...(await valuesOf(source, part)),
  };
  return asHeights(dem, path, unitIsKnown);
}

type Values = Pick<Dem, 'values' | 'scale' | 'offset' | 'noData'>;

async function valuesOf(source: DemSource, part: DemPart): Promise<Values> {
  const { raster, scale, offset } = source;
  const { grid, factor, first } = part;
  const { columns, rows } = grid;
  if (first === null)
    return floats(await resample(raster, { place: placeOfGrid(grid), columns, rows }, { factor }), scale, offset);
  const window = { column: first[0], row: first[1], columns, rows };
  if (factor > 1) return floats(await readReduced(raster, factor, window), scale, offset);
  if (raster.type === 'int16' || raster.type === 'float32') return asStored(source, part);
  return converted(await raster.read(window), source);
}

const NO_DATA = -3e38;

/** Means and resampled samples: NaN becomes a value that compares. */
function floats(samples: Float32Array, scale: number, offset: number): Values {
  const values = new Float32Array(new SharedArrayBuffer(4 * samples.length));
  values.set(samples);
  let holes = 0;
  for (let i = 0; i < values.length; i++)
    if (Number.isNaN(values[i]!)) {
      values[i] = NO_DATA;
      holes++;
    }
  return { values, scale, offset, noData: holes === 0 ? null : Math.fround(NO_DATA) };
}

const ROWS_AT_ONCE = 1024;

/** Samples of 16 and 32 bits stay as they are. */
async function asStored({ raster, scale, offset }: DemSource, { grid, first }: DemPart): Promise<Values> {
  const { columns, rows } = grid;
  const buffer = new SharedArrayBuffer(columns * rows * (raster.type === 'int16' ? 2 : 4));
  const values = raster.type === 'int16' ? new Int16Array(buffer) : new Float32Array(buffer);
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    const tall = Math.min(ROWS_AT_ONCE, rows - row);
    const samples = await raster.read({ column: first![0], row: first![1] + row, columns, rows: tall });
    values.set(samples as Int16Array, row * columns);
  }
  const nanToo = values instanceof Float32Array && values.some((value) => Number.isNaN(value));
  return nanToo ? withoutNaN(values, raster.noData, scale, offset) : { values, scale, offset, noData: raster.noData };
}

/** A file may mark holes by NaN, with or without a no-data value beside. */
function withoutNaN(values: Float32Array, noData: number | null, scale: number, offset: number): Values {
  const mark = noData ?? Math.fround(NO_DATA);
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) values[i] = mark;
  return { values, scale, offset, noData: mark };
}

/** Other numbers become float32 metres; of radii the sphere is taken off before, so that no digit is lost. */
function converted(samples: Samples, { raster, scale, offset }: DemSource): Values {
  const values = new Float32Array(new SharedArrayBuffer(4 * samples.length));
  const first = samples.find((sample) => sample !== raster.noData && !Number.isNaN(sample)) ?? 0;
  const sphere = first * scale + offset > MOON_RADIUS_M / 2 ? MOON_RADIUS_M : 0;
  let holes = 0;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i]!;
    const hole = sample === raster.noData || Number.isNaN(sample);
    values[i] = hole ? NO_DATA : sample * scale + offset - sphere;
    if (hole) holes++;
  }
  return { values, scale: 1, offset: 0, noData: holes === 0 ? null : Math.fround(NO_DATA) };
}
