import { placeOfCell, cellOfPlace, type Georeference } from './georeference.ts';
import type { RasterSource } from './raster-source.ts';
import { readReduced } from './reduced-reader.ts';

/** Cells on which a raster is wanted. */
export interface TargetGrid {
  readonly place: Georeference;
  readonly columns: number;
  readonly rows: number;
}

export interface ResampleOptions {
  /** Cells of the source (along a side) of which the mean is taken before: near the ratio of the cell sizes; 1 unless told. */
  readonly factor?: number;
  /** `bilinear` unless told; `nearest` for classes. */
  readonly method?: 'bilinear' | 'nearest';
  /** Told after each tile: cells that are done, and all of them. */
  readonly progress?: (done: number, total: number) => void;
}

const TILE = 256;

/**
 * A raster on other cells, in another projection if need be: raw samples of the source (not scaled), NaN outside it and next to a cell without a value.
 *
 * Works tile by tile of the target, and reads of the source what lies under the tile.
 */
export async function resample(
  source: RasterSource,
  target: TargetGrid,
  options: ResampleOptions = {},
): Promise<Float32Array<ArrayBuffer>> {
  const { factor = 1, method = 'bilinear', progress } = options;
  const from = reducedPlace(source, factor);
  const out = new Float32Array(target.columns * target.rows).fill(NaN);
  const columns = new Float64Array(TILE * TILE);
  const rows = new Float64Array(TILE * TILE);
  for (let top = 0; top < target.rows; top += TILE)
    for (let left = 0; left < target.columns; left += TILE) {
      const [wide, tall] = [Math.min(TILE, target.columns - left), Math.min(TILE, target.rows - top)];
      for (let r = 0; r < tall; r++)
        for (let c = 0; c < wide; c++) {
          const [lat, lon] = placeOfCell(target.place, left + c, top + r);
          [columns[r * wide + c], rows[r * wide + c]] = cellOfPlace(from.place, from.columns, lat, lon) as [
            number,
            number,
          ];
        }
      await fillTile(source, factor, from, method, { left, top, wide, tall }, columns, rows, target.columns, out);
      progress?.(top * target.columns + tall * (left + wide), out.length);
    }
  return out;
}

interface Reduced {
  readonly place: Georeference;
  readonly columns: number;
  readonly rows: number;
}

/** Place and size of the source when `factor` x `factor` cells are one. */
export function reducedPlace(source: RasterSource, factor: number): Reduced {
  const place = source.georeference();
  return {
    place: { ...place, stepX: place.stepX * factor, stepY: place.stepY * factor },
    columns: Math.ceil(source.columns / factor),
    rows: Math.ceil(source.rows / factor),
  };
}

interface Tile {
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly tall: number;
}

async function fillTile(
  source: RasterSource,
  factor: number,
  from: Reduced,
  method: 'bilinear' | 'nearest',
  tile: Tile,
  columns: Float64Array,
  rows: Float64Array,
  stride: number,
  out: Float32Array,
): Promise<void> {
  // prettier-ignore
  const count = tile.wide * tile.tall;
  const inside = (i: number) =>
    columns[i]! >= -0.5 && columns[i]! <= from.columns - 0.5 && rows[i]! >= -0.5 && rows[i]! <= from.rows - 0.5;
  let [c0, c1, r0, r1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    if (!inside(i)) continue;
    c0 = Math.min(c0, columns[i]!);
    c1 = Math.max(c1, columns[i]!);
    r0 = Math.min(r0, rows[i]!);
    r1 = Math.max(r1, rows[i]!);
  }
  if (c0 > c1) return;
  const column = Math.max(0, Math.floor(c0));
  const row = Math.max(0, Math.floor(r0));
  const wide = Math.min(from.columns - 1, Math.floor(c1) + 1) - column + 1;
  const tall = Math.min(from.rows - 1, Math.floor(r1) + 1) - row + 1;
  const values = await readReduced(source, factor, { column, row, columns: wide, rows: tall });
  const read = method === 'nearest' ? nearest : bilinear;
  for (let i = 0; i < count; i++) {
    if (!inside(i)) continue;
    const at = (tile.top + Math.floor(i / tile.wide)) * stride + tile.left + (i % tile.wide);
    out[at] = read(values, wide, tall, columns[i]! - column, rows[i]! - row);
  }
}

function nearest(values: Float32Array, wide: number, tall: number, column: number, row: number): number {
  const c = Math.min(Math.max(Math.round(column), 0), wide - 1);
  return values[Math.min(Math.max(Math.round(row), 0), tall - 1) * wide + c]!;
}

/** In the outer half of the outermost cells the value of the cell itself. */
function bilinear(values: Float32Array, wide: number, tall: number, column: number, row: number): number {
  const x = Math.min(Math.max(column, 0), wide - 1);
  const y = Math.min(Math.max(row, 0), tall - 1);
  const [c, r] = [Math.min(Math.floor(x), Math.max(wide - 2, 0)), Math.min(Math.floor(y), Math.max(tall - 2, 0))];
  const [u, v] = [x - c, y - r];
  const [right, below] = [wide > 1 ? 1 : 0, tall > 1 ? wide : 0];
  const at = r * wide + c;
  const a = values[at]!;
  const north = u === 0 ? a : a + u * (values[at + right]! - a);
  if (v === 0) return north;
  const b = values[at + below]!;
  const south = u === 0 ? b : b + u * (values[at + below + right]! - b);
  return north + v * (south - north);
}
