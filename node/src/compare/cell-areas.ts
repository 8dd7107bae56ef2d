import { MOON_RADIUS_M } from '@openilrs/core/terrain';
import { placeOfCell, type Georeference } from '../raster/index.ts';

const BLOCK = 32;

/** True ground area of each cell of a grid, square kilometres: worked out at the middle of blocks of 32 x 32 cells from the distances to their neighbours. */
export function cellAreasKm2(place: Georeference, columns: number, rows: number): (cell: number) => number {
  const across = Math.ceil(columns / BLOCK);
  const areas = new Float64Array(across * Math.ceil(rows / BLOCK));
  for (let i = 0; i < areas.length; i++) {
    const column = Math.min(columns - 1, (i % across) * BLOCK + BLOCK / 2);
    const row = Math.min(rows - 1, Math.floor(i / across) * BLOCK + BLOCK / 2);
    areas[i] = areaKm2(place, column, row);
  }
  return (cell) => {
    const row = Math.floor(cell / columns);
    return areas[Math.floor(row / BLOCK) * across + Math.floor((cell - row * columns) / BLOCK)]!;
  };
}

/** Parallelogram between the middles of the sides of a cell, as vectors in space. */
function areaKm2(place: Georeference, column: number, row: number): number {
  const at = (c: number, r: number): [number, number, number] => {
    const [lat, lon] = placeOfCell(place, c, r);
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
  };
  const minus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - b[i]!);
  const u = minus(at(column + 0.5, row), at(column - 0.5, row));
  const v = minus(at(column, row + 0.5), at(column, row - 0.5));
  const cross = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
  return Math.hypot(...cross) * (MOON_RADIUS_M / 1000) ** 2;
}
