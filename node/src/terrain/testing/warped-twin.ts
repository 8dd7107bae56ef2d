import { writeFile } from 'node:fs/promises';
import { heightAt, type Dem } from '@openilrs/core/terrain';
import { mapProjection } from '../../raster/index.ts';
import { tinyGeotiff } from './tiny-geotiff.ts';

/** Projections in which a user may hold the same ground, with the keys of a GeoTIFF: method, then latitude and longitude of origin, scale. */
export const TWINS = [
  '+proj=stere +lat_0=-90 +lon_0=90 +k=1 +x_0=0 +y_0=0 +R=1737400 +units=m',
  '+proj=stere +lat_0=-89.5 +lon_0=222 +k=1 +x_0=0 +y_0=0 +R=1737400 +units=m',
  '+proj=gnom +lat_0=-89.4 +lon_0=220 +x_0=0 +y_0=0 +R=1737400 +units=m',
  '+proj=laea +lat_0=-89.4 +lon_0=220 +x_0=0 +y_0=0 +R=1737400 +units=m',
  '+proj=tmerc +lat_0=0 +lon_0=222 +k=1 +x_0=0 +y_0=0 +R=1737400 +units=m',
] as const;

const METHODS: Readonly<Record<string, number>> = { stere: 14, gnom: 19, laea: 10, tmerc: 1 };

/** A GeoTIFF of `cells` x `cells` of `stepM` around a place (radians), float32, in the projection of a PROJ string; heights by bilinear interpolation. */
export async function warpedTwin(
  path: string,
  dem: Dem,
  proj: string,
  centre: readonly [number, number],
  cells: number,
  stepM: number,
): Promise<string> {
  // prettier-ignore
  const projection = mapProjection(proj, path);
  const [x, y] = projection.forward(...centre);
  const [xMin, yMax] = [x - (cells / 2) * stepM, y + (cells / 2) * stepM];
  const values = new Float32Array(cells * cells);
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const place = projection.inverse(xMin + (column + 0.5) * stepM, yMax - (row + 0.5) * stepM);
      values[row * cells + column] = heightAt([dem], ...place);
    }
  const number = (name: string) => Number(new RegExp(`\\+${name}=([-\\d.]+)`).exec(proj)![1]);
  const method = METHODS[/\+proj=(\w+)/.exec(proj)![1]!]!;
  const lonKey = method === 1 ? 3080 : 3088;
  const latKey = method === 1 ? 3081 : 3089;
  await writeFile(
    path,
    tinyGeotiff({
      columns: cells,
      rows: cells,
      values,
      pixelScale: [stepM, stepM, 0],
      tiepoint: [0, 0, 0, xMin, yMax, 0],
      shortKeys: { 1024: 1, 1025: 1, 2048: 32767, 3072: 32767, 3074: 32767, 3075: method, 3076: 9001 },
      doubleKeys: { 2057: 1_737_400, 2058: 1_737_400, [latKey]: number('lat_0'), [lonKey]: number('lon_0'), 3092: 1 },
    }),
  );
  return path;
}
