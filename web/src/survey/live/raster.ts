import type { MapGrid } from '@openilrs/core/mission';

/** A map layer of numbers: row 0 at the top, NaN where there is nothing. */
export interface Raster {
  readonly grid: MapGrid;
  readonly values: Float32Array;
}

const NOTHING = 65_535;

/** Reads a layer as the server sends it: offset and step (float64), then two bytes a cell, little endian. */
export function decodeRaster(bytes: ArrayBuffer): Float32Array {
  const head = new DataView(bytes);
  const [offset, step] = [head.getFloat64(0, true), head.getFloat64(8, true)];
  const codes = new Uint16Array(bytes, 16);
  const values = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i += 1) values[i] = codes[i] === NOTHING ? NaN : offset + step * codes[i]!;
  return values;
}

/** Least and greatest number; 0 and 1 when there is none. */
export function extentOfValues(values: Float32Array): [min: number, max: number] {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? [min, max] : [0, 1];
}
