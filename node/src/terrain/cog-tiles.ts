import { deflateSync } from 'node:zlib';

/** A raster of one resolution. */
export interface Level {
  readonly columns: number;
  readonly rows: number;
  /** Row 0 at the top, NaN where there is nothing. */
  readonly values: Float32Array;
}

export const TILE = 512;

/** The image, and halves of it until one tile holds it all: means of the cells that have a value, or for classes the value of one of them. */
export function pyramid(full: Level, classes: boolean): Level[] {
  const levels = [full];
  for (let last = full; last.columns > TILE || last.rows > TILE; levels.push(last)) last = half(last, classes);
  return levels;
}

export function half({ columns, rows, values }: Level, classes: boolean): Level {
  const [wide, tall] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  const out = new Float32Array(wide * tall);
  for (let row = 0; row < tall; row++)
    for (let column = 0; column < wide; column++) {
      let [sum, count] = [0, 0];
      for (let r = 2 * row; r < Math.min(rows, 2 * row + 2); r++)
        for (let c = 2 * column; c < Math.min(columns, 2 * column + 2); c++) {
          const value = values[r * columns + c]!;
          if (Number.isNaN(value) || (classes && count > 0)) continue;
          sum += value;
          count++;
        }
      out[row * wide + column] = count > 0 ? sum / count : NaN;
    }
  return { columns: wide, rows: tall, values: out };
}

/** Packed tiles of a level, row by row: differences of float bytes (TIFF technical note 3), then deflate. Beyond the edge there is no data. */
export function packTiles({ columns, rows, values }: Level, noData: number): Uint8Array[] {
  const tiles = [];
  const tile = new Float32Array(TILE * TILE);
  for (let top = 0; top < rows; top += TILE)
    for (let left = 0; left < columns; left += TILE) {
      tile.fill(noData);
      for (let r = 0; r < Math.min(TILE, rows - top); r++)
        for (let c = 0; c < Math.min(TILE, columns - left); c++) {
          const value = values[(top + r) * columns + left + c]!;
          tile[r * TILE + c] = Number.isNaN(value) ? noData : value;
        }
      tiles.push(deflateSync(floatDifferences(tile)));
    }
  return tiles;
}

/** In each row all most significant bytes, then all second ones, ..., as differences from byte to byte. */
function floatDifferences(tile: Float32Array): Uint8Array {
  const view = new DataView(tile.buffer, tile.byteOffset, tile.byteLength);
  const bits = new Uint32Array(tile.length).map((_, i) => view.getUint32(4 * i, IS_LITTLE));
  const out = new Uint8Array(4 * tile.length);
  for (let row = 0; row < TILE; row++) {
    const at = row * TILE * 4;
    for (let c = 0; c < TILE; c++) {
      const word = bits[row * TILE + c]!;
      out[at + c] = word >>> 24;
      out[at + TILE + c] = word >>> 16;
      out[at + 2 * TILE + c] = word >>> 8;
      out[at + 3 * TILE + c] = word;
    }
    for (let i = at + 4 * TILE - 1; i > at; i--) out[i] = out[i]! - out[i - 1]!;
  }
  return out;
}

const IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
