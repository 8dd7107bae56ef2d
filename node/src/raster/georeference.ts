import { InputError } from '@openilrs/core/errors';
import type { DemGrid } from '@openilrs/core/terrain';
import type { MapProjection } from './map-projection.ts';

/** Where the cells of a raster lie: outer corner of the upper left cell and the size of cells, in the unit of the projection (see {@link MapProjection}). */
export interface Georeference {
  readonly projection: MapProjection;
  readonly xMin: number;
  readonly yMax: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** The georeference itself. @throws InputError `RASTER_CELLS` when its numbers are none */
export function checkedPlace(place: Georeference, where: string): Georeference {
  const { xMin, yMax, stepX, stepY } = place;
  if ([xMin, yMax, stepX, stepY].every(Number.isFinite) && stepX > 0 && stepY > 0) return place;
  throw rotated(where, `cells of ${stepX} by ${stepY} from ${xMin}, ${yMax}`);
}

/** The grid of the core with the same cells, when its kinds can say it: their projections, square cells. */
export function nativeGrid(
  { projection, xMin, yMax, stepX, stepY }: Georeference,
  columns: number,
  rows: number,
): DemGrid | null {
  const { native, nativeUnit: unit, nativeShift: shift } = projection;
  if (native === null || Math.abs(stepX - stepY) > 1e-6 * stepX) return null;
  const x = xMin * unit + shift[0];
  const turn = 2 * Math.PI;
  const turns = native === 'equirectangular' ? Math.floor((x + Math.PI) / turn + 1e-9) * turn : 0;
  return { kind: native, columns, rows, step: stepX * unit, xMin: x - turns, yMax: yMax * unit + shift[1] };
}

/** Column and row (fractions, 0 at the centre of the first cell) of a place in radians; NaN where the projection has none. */
export function cellOfPlace(place: Georeference, columns: number, latRad: number, lonRad: number): [number, number] {
  const { projection, xMin, yMax, stepX, stepY } = place;
  const [x, y] = projection.forward(latRad, lonRad);
  let column = (x - xMin) / stepX - 0.5;
  if (projection.turn !== null) {
    const turn = projection.turn / stepX;
    column -= Math.floor((column + 0.5) / turn) * turn;
    if (column > columns - 0.5 && column - turn >= -1) column -= turn;
  }
  return [column, (yMax - y) / stepY - 0.5];
}

/** Place in radians of a column and row (fractions, as in {@link cellOfPlace}). */
export function placeOfCell(
  { projection, xMin, yMax, stepX, stepY }: Georeference,
  column: number,
  row: number,
): [number, number] {
  return projection.inverse(xMin + (column + 0.5) * stepX, yMax - (row + 0.5) * stepY);
}

/** Size on the ground of a cell, metres, in the middle of the raster. */
export function cellSizesM(
  place: Georeference,
  columns: number,
  rows: number,
  radiusM: number,
): [east: number, south: number] {
  const [c, r] = [(columns - 1) / 2, (rows - 1) / 2];
  const at = (column: number, row: number) => placeOfCell(place, column, row);
  return [distanceM(at(c - 0.5, r), at(c + 0.5, r), radiusM), distanceM(at(c, r - 0.5), at(c, r + 0.5), radiusM)];
}

function distanceM([lat1, lon1]: readonly number[], [lat2, lon2]: readonly number[], radiusM: number): number {
  const h = Math.sin((lat2! - lat1!) / 2) ** 2 + Math.cos(lat1!) * Math.cos(lat2!) * Math.sin((lon2! - lon1!) / 2) ** 2;
  return 2 * radiusM * Math.asin(Math.sqrt(h));
}

/** `first`: what is likelier to help than writing keys. */
export function noGeoreference(where: string, what: string, first = ''): InputError {
  return new InputError('RASTER_NO_GEOREFERENCE', what, {
    where,
    legal:
      'GeoTIFF keys with ModelPixelScale and ModelTiepoint; or a world file (.tfw) and a .prj beside the file; or the map projection of a PDS label',
    remedy:
      (first === '' ? '' : `${first}. Or: `) +
      'Write the keys with `gdal_edit.py -a_srs "+proj=stere +lat_0=-90 +lon_0=0 +k=1 +R=1737400 +units=m +no_defs" ' +
      '-a_ullr XMIN YMAX XMAX YMIN FILE`, or declare the georeference in a terrain.json beside the file',
  });
}

export function rotated(where: string, what: string): InputError {
  return new InputError('RASTER_CELLS', what, {
    where,
    legal: 'columns along x and rows along y of the map, as every published lunar grid has them',
    remedy: 'Turn the raster with `gdalwarp -t_srs IAU_2015:30135 IN OUT` (30130 in the north, 30110 elsewhere)',
  });
}
