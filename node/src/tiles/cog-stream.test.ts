import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projString } from '@openilrs/core/terrain';
import { openRaster, readRaster, wholeLevel } from '../raster/index.ts';
import { writeGeoTiff } from '../terrain/index.ts';
import { writeCogStream } from './cog-stream.ts';

const grid = { columns: 1100, rows: 1030, stepM: 20, xMinM: -15_000, yMaxM: 14_000, proj: projString('southPolarStereographic') }; // prettier-ignore
const options = {
  title: 'Test',
  definition: 'a slope',
  unit: '1',
  software: 'openilrs',
  notice: '',
  metadata: { HEIGHT_M: '0' },
};
const value = (row: number, column: number): number =>
  row < 40 && column < 70 ? NaN : Math.fround(row / 7 + column / 3);
const values = Float32Array.from({ length: grid.columns * grid.rows }, (_, i) => value(Math.floor(i / grid.columns), i % grid.columns)); // prettier-ignore
const strip = (top: number, rows: number): Promise<Float32Array> =>
  Promise.resolve(values.slice(top * grid.columns, (top + rows) * grid.columns));

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'ilrs-cog-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('a GeoTIFF written row by row', () => {
  it.each([false, true])('is the same to the byte as one written in memory (classes: %s)', async (classes) => {
    const path = join(folder, 'map.tif');
    const { bytes, sha256 } = await writeCogStream(path, grid, strip, { ...options, classes });
    const file = await readFile(path);
    expect(Buffer.compare(file, writeGeoTiff(grid, values, { ...options, classes }))).toBe(0);
    expect(file.length).toBe(bytes);
    expect(sha256).toHaveLength(64);
    expect(await readdir(folder)).toEqual(['map.tif']); // the parts are gone
  });

  it('is a BigTIFF beyond 4 GB, that readers take as well', async () => {
    const path = join(folder, 'big.tif');
    await writeCogStream(path, grid, strip, { ...options, bigFrom: 0 });
    expect([...(await readFile(path)).subarray(0, 4)]).toEqual([0x49, 0x49, 43, 0]);
    const read = (await readRaster(path)).values;
    expect(Buffer.compare(Buffer.from(read.buffer), Buffer.from(values.buffer))).toBe(0);
    const source = await openRaster(path);
    expect(source.levels.map(({ columns }) => columns)).toEqual([1100, 550, 275]);
    expect((await source.read(wholeLevel(source, 2), 2)).length).toBe(275 * 258);
    await source.close();
    const gdal = spawnSync('gdalinfo', [path], { encoding: 'utf8' });
    if (gdal.status === null) return console.log('gdalinfo is not installed: BigTIFF checked by our own reader only');
    expect(gdal.stderr).toBe('');
    expect(gdal.stdout).toMatch(/IAU_2015:30135/);
    expect(gdal.stdout).toMatch(/LAYOUT=COG/);
    expect(gdal.stdout).toMatch(/Overviews: 550x515, 275x258/);
  });

  it('leaves nothing when it is aborted', async () => {
    const control = new AbortController();
    const writing = writeCogStream(join(folder, 'map.tif'), grid, strip, { ...options, signal: control.signal, progress: () => control.abort() }); // prettier-ignore
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).toEqual([]);
  });
});
