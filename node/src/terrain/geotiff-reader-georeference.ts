import { InputError } from '@openilrs/core/errors';
import { MOON_RADIUS_M, type DemGrid, type GridKind, type TerrainManifestEntry } from '@openilrs/core/terrain';

/** The tags and keys of a GeoTIFF that say where its cells lie. */
export interface GeoTags {
  readonly columns: number;
  readonly rows: number;
  /** GeoKeyDirectory by name, null when the file has none. */
  readonly keys: Readonly<Record<string, unknown>> | null;
  readonly pixelScale: ArrayLike<number> | undefined;
  readonly tiepoint: ArrayLike<number> | undefined;
  readonly transformation: ArrayLike<number> | undefined;
}

const NEEDED =
  'GeoTIFF keys of a polar stereographic (true scale at the pole, central meridian 0) or equirectangular grid on the Moon sphere of 1737400 m, with ModelPixelScale and ModelTiepoint';

/** IAU_2015 codes that stand for a whole projection (GeographicTypeGeoKey or ProjectedCSTypeGeoKey). */
const IAU_MOON_SPHERE = 30100;
const IAU_KINDS: Readonly<Record<number, GridKind>> = {
  30100: 'equirectangular',
  30110: 'equirectangular',
  30130: 'northPolarStereographic',
  30135: 'southPolarStereographic',
};

/**
 * The grid that a GeoTIFF's own keys declare.
 * @throws InputError `DEM_NO_GEOREFERENCE`, `DEM_WRONG_BODY`, `DEM_PROJECTION`, `DEM_CELLS`; `where` names the file.
 */
export function gridFromGeoTags(tags: GeoTags, where: string): DemGrid {
  const keys = tags.keys;
  if (keys === null || Object.keys(keys).length === 0) throw noGeoreference(where, 'no georeference in the file');
  checkBody(keys, where);
  const kind = kindOf(keys, where);
  const { xMin, yMax, step } = cellsOf(tags, where);
  if (kind === 'equirectangular') return { ...sizeOf(tags), kind, ...toRadians(keys, xMin, yMax, step) };
  const unit = linearUnitM(keys, where);
  return {
    ...sizeOf(tags),
    kind,
    step: step * unit,
    xMin: (xMin - number(keys, 'ProjFalseEastingGeoKey', 0)) * unit,
    yMax: (yMax - number(keys, 'ProjFalseNorthingGeoKey', 0)) * unit,
  };
}

/** The grid that a `terrain.json` beside the file declares for it. */
export function gridFromManifest(
  declared: NonNullable<TerrainManifestEntry['georeference']>,
  columns: number,
  rows: number,
  where: string,
): DemGrid {
  const degree = Math.PI / 180;
  const polar = declared.kind !== 'equirectangular';
  const { xMinM, yMaxM, stepM, xMinDeg, yMaxDeg, stepDeg } = declared;
  const [xMin, yMax, step] = polar ? [xMinM, yMaxM, stepM] : [xMinDeg, yMaxDeg, stepDeg];
  if (xMin === undefined || yMax === undefined || step === undefined)
    throw new InputError('TERRAIN_MANIFEST', `georeference of kind ${declared.kind} is incomplete`, {
      where,
      legal: polar ? 'xMinM, yMaxM, stepM' : 'xMinDeg, yMaxDeg, stepDeg',
    });
  const unit = polar ? 1 : degree;
  return { kind: declared.kind, columns, rows, step: step * unit, xMin: xMin * unit, yMax: yMax * unit };
}

export function noGeoreference(where: string, what: string): InputError {
  return new InputError('DEM_NO_GEOREFERENCE', what, {
    where,
    legal: NEEDED,
    remedy:
      'Write the keys with `gdal_edit.py -a_srs "+proj=stere +lat_0=-90 +lon_0=0 +k=1 +R=1737400 +units=m +no_defs" ' +
      '-a_ullr XMIN YMAX XMAX YMIN FILE`, or declare the georeference in a terrain.json beside the file',
  });
}

function sizeOf({ columns, rows }: GeoTags): { columns: number; rows: number } {
  return { columns, rows };
}

function number(keys: Readonly<Record<string, unknown>>, name: string, fallback: number): number {
  const value = keys[name];
  return typeof value === 'number' ? value : fallback;
}

function checkBody(keys: Readonly<Record<string, unknown>>, where: string): void {
  const codes = [number(keys, 'GeographicTypeGeoKey', 0), number(keys, 'ProjectedCSTypeGeoKey', 0)];
  if (codes.some((code) => code in IAU_KINDS)) return;
  const radius = keys['GeogSemiMajorAxisGeoKey'];
  const minor = number(keys, 'GeogSemiMinorAxisGeoKey', MOON_RADIUS_M);
  const found =
    typeof radius === 'number'
      ? `a body with radii ${radius} m and ${minor} m`
      : codes.some((code) => code > 0 && code !== 32767)
        ? `the coordinate system of code ${codes.find((code) => code > 0 && code !== 32767)}`
        : 'no radius of the body (GeogSemiMajorAxisGeoKey)';
  if (Math.abs(Number(radius) - MOON_RADIUS_M) < 1 && Math.abs(minor - MOON_RADIUS_M) < 1) return;
  throw new InputError('DEM_WRONG_BODY', `the file declares ${found}`, {
    where,
    legal: `the Moon, a sphere of ${MOON_RADIUS_M} m, or IAU_2015:${IAU_MOON_SPHERE}, 30110, 30130, 30135`,
    remedy: 'Warp the data with `gdalwarp -t_srs "+proj=stere +lat_0=-90 +lon_0=0 +k=1 +R=1737400 +units=m +no_defs"`',
  });
}

const GEOGRAPHIC = 2;
const POLAR_STEREOGRAPHIC = 15;
const EQUIRECTANGULAR = 17;

function kindOf(keys: Readonly<Record<string, unknown>>, where: string): GridKind {
  const iau = IAU_KINDS[number(keys, 'ProjectedCSTypeGeoKey', 0)];
  if (iau !== undefined) return iau;
  if (number(keys, 'GTModelTypeGeoKey', 0) === GEOGRAPHIC) return 'equirectangular';
  const transformation = number(keys, 'ProjCoordTransGeoKey', 0);
  const scale = number(keys, 'ProjScaleAtNatOriginGeoKey', 1);
  const lat = number(keys, 'ProjNatOriginLatGeoKey', number(keys, 'ProjStdParallel1GeoKey', 0));
  const lon = number(keys, 'ProjStraightVertPoleLongGeoKey', number(keys, 'ProjNatOriginLongGeoKey', 0));
  if (transformation === POLAR_STEREOGRAPHIC && Math.abs(lat) === 90 && scale === 1 && lon === 0)
    return lat < 0 ? 'southPolarStereographic' : 'northPolarStereographic';
  const centre = number(keys, 'ProjCenterLongGeoKey', lon);
  const parallel = number(keys, 'ProjStdParallel1GeoKey', number(keys, 'ProjCenterLatGeoKey', 0));
  if (transformation === EQUIRECTANGULAR && centre === 0 && parallel === 0) return 'equirectangular';
  throw new InputError(
    'DEM_PROJECTION',
    `the projection (ProjCoordTransGeoKey ${transformation}, latitude ${lat}, central meridian ${lon}, scale ${scale}) is not one that can be read`,
    { where, legal: NEEDED, remedy: 'Warp the data with gdalwarp to such a grid' },
  );
}

function linearUnitM(keys: Readonly<Record<string, unknown>>, where: string): number {
  const code = number(keys, 'ProjLinearUnitsGeoKey', 9001);
  if (code === 9001) return 1;
  if (code === 9036) return 1000;
  throw new InputError('DEM_PROJECTION', `linear unit of code ${code}`, { where, legal: '9001 (metre) or 9036 (km)' });
}

/** Upper left corner and cell size in the file's units; PixelIsPoint files name the centre of the first cell instead of its corner. */
function cellsOf(tags: GeoTags, where: string): { xMin: number; yMax: number; step: number } {
  const { pixelScale, tiepoint, transformation: t } = tags;
  let [stepX, stepY, x, y] = [NaN, NaN, NaN, NaN];
  if (pixelScale && tiepoint && tiepoint.length >= 6) {
    [stepX, stepY] = [pixelScale[0]!, pixelScale[1]!];
    [x, y] = [tiepoint[3]! - tiepoint[0]! * stepX, tiepoint[4]! + tiepoint[1]! * stepY];
  } else if (t && t.length >= 16 && t[1] === 0 && t[4] === 0) [stepX, stepY, x, y] = [t[0]!, -t[5]!, t[3]!, t[7]!];
  else
    throw noGeoreference(where, 'no ModelPixelScale with ModelTiepoint (or unrotated ModelTransformation) in the file');
  if (!(stepX > 0) || Math.abs(stepX - stepY) > 1e-6 * stepX)
    throw new InputError('DEM_CELLS', `cells of ${stepX} by ${stepY}`, {
      where,
      legal: 'square cells, row 0 at the top',
      remedy: 'Resample with `gdalwarp -tr STEP STEP`',
    });
  const half = number(tags.keys ?? {}, 'GTRasterTypeGeoKey', 1) === 2 ? 0.5 : 0;
  return { xMin: x - half * stepX, yMax: y + half * stepY, step: stepX };
}

/** Geographic grids are in degrees; projected equirectangular ones in metres along the equator. */
function toRadians(keys: Readonly<Record<string, unknown>>, xMin: number, yMax: number, step: number) {
  const geographic = number(keys, 'GTModelTypeGeoKey', 0) === GEOGRAPHIC;
  const unit = geographic ? Math.PI / 180 : 1 / MOON_RADIUS_M;
  return { xMin: xMin * unit, yMax: yMax * unit, step: step * unit };
}
