import { InputError } from '@openilrs/core/errors';
import { projString, type DemGrid, type TerrainManifestEntry } from '@openilrs/core/terrain';
import { mapProjection, openRaster, type Georeference, type RasterSource } from '../raster/index.ts';
import { manifestEntry } from './dem-file.ts';

/** A raster that is to be read as heights: what the file says, and a `terrain.json` beside it. */
export interface DemSource {
  readonly raster: RasterSource;
  readonly path: string;
  readonly notice: string;
  /** Metres = sample * scale + offset. */
  readonly scale: number;
  readonly offset: number;
  /** File or manifest name the unit. */
  readonly unitIsKnown: boolean;
}

/**
 * Opens a raster as heights; what a file does not say itself may stand in a `terrain.json` in its folder: georeference, unit, scale, notice.
 * @throws InputError `DEM_*`: those of `openRaster` under this name, `TERRAIN_MANIFEST`
 */
export async function openDem(path: string): Promise<DemSource> {
  const declared = await manifestEntry(path);
  const raster = withPlace(await openRaster(path).catch(asDemError), declared);
  try {
    const unit = unitM(raster, path);
    return {
      raster,
      path,
      notice: declared?.notice ?? '',
      scale: raster.scale * (unit ?? 1),
      offset: raster.offset * (unit ?? 1),
      unitIsKnown: unit !== undefined,
    };
  } catch (error) {
    await raster.close();
    throw error;
  }
}

/** A raster of any quantity with what a `terrain.json` beside it declares: georeference, unit, scale. @throws InputError those of `openRaster`, `TERRAIN_MANIFEST` */
export async function openDeclaredRaster(path: string): Promise<RasterSource> {
  const declared = await manifestEntry(path);
  return withPlace(await openRaster(path), declared);
}

function withPlace(raster: RasterSource, declared: TerrainManifestEntry | undefined): RasterSource {
  if (declared === undefined) return raster;
  const { georeference, heightUnit, scale } = declared;
  return {
    ...raster,
    unit: heightUnit ?? raster.unit,
    scale: scale ?? raster.scale,
    georeference: georeference === undefined ? raster.georeference : () => declaredPlace(georeference, raster.path),
  };
}

/** Errors of rasters under the name of terrain: `RASTER_X` becomes `DEM_X`. */
export function asDemError(error: unknown): never {
  if (error instanceof InputError && error.code.startsWith('RASTER_'))
    throw Object.assign(new InputError(error.code.replace('RASTER_', 'DEM_'), error.message, { cause: error }), {
      where: error.where,
      legal: error.legal,
      remedy: error.remedy,
    });
  throw error;
}

/** Metres in the unit of the heights; undefined when nobody names one. PDS labels without a unit mean metres. */
function unitM(raster: RasterSource, path: string): number | undefined {
  const name = raster.unit;
  if (name === '') return raster.format === 'GeoTIFF' ? undefined : 1;
  if (/^(m|met(er|re)s?)$/i.test(name)) return 1;
  if (/^(km|kilomet(er|re)s?)$/i.test(name)) return 1000;
  throw new InputError('DEM_HEIGHTS', `the unit of the numbers is "${name}"`, {
    where: path,
    legal: 'm or km: a raster of heights',
    remedy: 'Give a raster of heights; if it is one, correct its unit or name it in a terrain.json beside the file',
  });
}

/** The georeference that a `terrain.json` beside the file declares for it. */
function declaredPlace(declared: NonNullable<TerrainManifestEntry['georeference']>, where: string): Georeference {
  const polar = declared.kind !== 'equirectangular';
  const { xMinM, yMaxM, stepM, xMinDeg, yMaxDeg, stepDeg } = declared;
  const [xMin, yMax, step] = polar ? [xMinM, yMaxM, stepM] : [xMinDeg, yMaxDeg, stepDeg];
  if (xMin === undefined || yMax === undefined || step === undefined)
    throw new InputError('TERRAIN_MANIFEST', `georeference of kind ${declared.kind} is incomplete`, {
      where,
      legal: polar ? 'xMinM, yMaxM, stepM' : 'xMinDeg, yMaxDeg, stepDeg',
    });
  const unit = polar ? 1 : Math.PI / 180;
  return { ...placeOfKind(declared.kind, where), xMin: xMin * unit, yMax: yMax * unit, stepX: step * unit, stepY: step * unit }; // prettier-ignore
}

function placeOfKind(kind: DemGrid['kind'], where: string): Pick<Georeference, 'projection'> {
  return { projection: mapProjection(kind === 'equirectangular' ? '+proj=longlat' : projString(kind), where) };
}

/** A grid of the core as cells of a raster. */
export function placeOfGrid({ kind, step, xMin, yMax }: DemGrid): Georeference {
  return { ...placeOfKind(kind, 'the grid'), xMin, yMax, stepX: step, stepY: step };
}
