/** Writes rasters for `read-back.py` beside it: `node write-samples.mjs DIR`. Values follow a formula that the reader knows. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projString } from '@openilrs/core/terrain';
import { writeGeoTiff } from '@openilrs/node/terrain';

const folder = process.argv[2] ?? '.';
const [columns, rows] = [1300, 900];
const values = Float32Array.from({ length: columns * rows }, (_, i) => {
  const [row, column] = [Math.floor(i / columns), i % columns];
  return row < 5 && column < 7 ? NaN : (column * 31 + row * 17) / 1000;
});
mkdirSync(folder, { recursive: true });
for (const pole of ['south', 'north']) {
  const proj = projString(`${pole}PolarStereographic`);
  const grid = { columns, rows, stepM: 20, xMinM: -31_000, yMaxM: 22_000, proj };
  const options = {
    title: 'sunDiscMean at 10 m',
    definition: 'Mean visible share of the solar disc, ° & <limb>',
    unit: '1',
    software: 'openilrs',
    notice: 'a test',
    metadata: { HEIGHT_M: '10', PERIOD: '2031-01-01/2050-01-01', COMMAND: 'ilrs survey', TERRAIN: 'a.tif sha256 00' },
  };
  writeFileSync(join(folder, `${pole}.tif`), writeGeoTiff(grid, values, options));
}
