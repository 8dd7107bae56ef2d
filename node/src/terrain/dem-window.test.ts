import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOON_RADIUS_M, type DemGrid } from '@openilrs/core/terrain';
import { openRaster, wholeLevel, type RasterSource } from '../raster/index.ts';
import { partsAround, unrolled } from './dem-window.ts';
import { labelText, PUBLISHED } from './testing/published-labels.ts';

const DEGREE = Math.PI / 180;
let folder = '';
let globe: RasterSource;
/** LDEM_128 of the LOLA archive: 46,080 x 23,040 cells of 1/128 degree, longitudes 0 to 360; a file of holes. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-window-'));
  const label = { ...PUBLISHED.LDEM_80S_20M, LINES: '23040', LINE_SAMPLES: '46080', '^IMAGE': '"LDEM_128.IMG"', MAP_PROJECTION_TYPE: '"SIMPLE CYLINDRICAL"', MAP_RESOLUTION: '128 <pix/deg>', MAP_SCALE: '0.2369 <km/pix>', CENTER_LATITUDE: '0 <deg>', CENTER_LONGITUDE: '180 <deg>', LINE_PROJECTION_OFFSET: '11519.5', SAMPLE_PROJECTION_OFFSET: '23039.5' }; // prettier-ignore
  await writeFile(join(folder, 'LDEM_128.LBL'), labelText(label));
  await writeFile(join(folder, 'LDEM_128.IMG'), '');
  await truncate(join(folder, 'LDEM_128.IMG'), 2 * 46_080 * 23_040);
  globe = await openRaster(join(folder, 'LDEM_128.IMG'));
});
afterAll(async () => {
  await globe.close();
  await rm(folder, { recursive: true });
});

/** True when the cells of an equirectangular grid hold a place, whatever turn of longitude either counts. */
function holds({ xMin, yMax, columns, rows, step }: DemGrid, latDeg: number, lonDeg: number): boolean {
  const [x, y] = [lonDeg * DEGREE, latDeg * DEGREE];
  return [-1, 0, 1].some((turn) => x + turn * 2 * Math.PI >= xMin && x + turn * 2 * Math.PI <= xMin + columns * step) && y <= yMax && y >= yMax - rows * step; // prettier-ignore
}

describe('what is read of a globe', () => {
  it.each([
    [0.05, 10],
    [-0.05, 10],
    [179.97, -30],
    [-179.97, -30],
    [222, -89.45],
    [0, -90],
    [0, 90],
  ])('around %d E, %d N is in one piece, at the edges of the map too', (lon, lat) => {
    const [part] = partsAround(unrolled(globe), { latRad: lat * DEGREE, lonRad: lon * DEGREE, radiusM: 10_000 });
    const reach = 35_000 / MOON_RADIUS_M / DEGREE;
    const cos = Math.cos(lat * DEGREE);
    expect(holds(part!.grid, lat, lon)).toBe(true);
    for (const side of [-1, 1]) {
      if (Math.abs(lat + side * reach) < 90) expect(holds(part!.grid, lat + side * reach, lon)).toBe(true);
      if (cos > 0.1) expect(holds(part!.grid, lat, lon + (side * reach) / cos)).toBe(true);
      else expect(holds(part!.grid, lat, lon + 90 * side)).toBe(true); // beyond the pole
    }
    expect(part!.grid.columns).toBeLessThanOrEqual(46_080);
  });

  it('joins both edges sample by sample', async () => {
    const numbers: RasterSource = {
      ...globe,
      columns: 360,
      rows: 2,
      levels: [{ columns: 360, rows: 2 }],
      type: 'int16',
      georeference: () => ({ ...globe.georeference(), stepX: DEGREE, stepY: DEGREE }),
      read: ({ column, columns, row, rows }) =>
        Promise.resolve(
          Int16Array.from(
            { length: columns * rows },
            (_, i) => 1000 * (row + Math.floor(i / columns)) + column + (i % columns),
          ),
        ),
    };
    const twice = unrolled(numbers);
    expect([...(await twice.read({ column: 358, row: 0, columns: 4, rows: 2 }))]).toEqual([358, 359, 0, 1, 1358, 1359, 1000, 1001]); // prettier-ignore
    expect([...(await twice.read({ column: 361, row: 1, columns: 2, rows: 1 }))]).toEqual([1001, 1002]);
    expect(wholeLevel(twice).columns).toBe(720);
  });
});
