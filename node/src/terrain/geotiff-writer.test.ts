import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromArrayBuffer } from 'geotiff';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MapGrid } from '@openilrs/core/mission';
import { projString, unproject } from '@openilrs/core/terrain';
import { readRaster } from '../raster/index.ts';
import { requireClassic } from './geotiff-writer.ts';
import { readDem, writeGeoTiff } from './index.ts';

const DEGREE = Math.PI / 180;
const GRID: MapGrid = {
  columns: 100,
  rows: 130, // not a multiple of the rows of a strip
  stepM: 20,
  xMinM: -12000,
  yMaxM: -10000,
  proj: projString('southPolarStereographic'),
};
const VALUES = Float32Array.from({ length: 13_000 }, (_, i) => (i % 7 === 0 ? NaN : i / 3 - 2000));
const OPTIONS = {
  title: 'sunDiscMean <10 m>',
  definition: 'mean visible share of the disc & more',
  unit: '%',
  software: 'OpenILRS 0.1.0',
  notice: 'reconstructed from renderings of LOLA; not mission grade',
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-tif-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function image(bytes: Uint8Array) {
  return (await fromArrayBuffer(bytes.slice().buffer)).getImage();
}

describe('a written GeoTIFF', () => {
  it('gives every value back to the bit, NaN as no-data, to our readers of terrain and rasters', async () => {
    const file = join(folder, 'layer.tif');
    await writeFile(file, writeGeoTiff(GRID, VALUES, { ...OPTIONS, unit: 'm' }));
    const dem = await readDem(file);
    expect(dem.grid).toEqual({ kind: 'southPolarStereographic', columns: 100, rows: 130, step: 20, xMin: -12000, yMax: -10000 }); // prettier-ignore
    expect(dem.noData).toBe(-32768);
    expect([...dem.values]).toEqual([...VALUES].map((v) => (Number.isNaN(v) ? -32768 : v)));
    expect((await readRaster(file)).values).toEqual(VALUES);
  });

  it('declares the coordinate system with the keys that GDAL 3.6 writes for IAU_2015:30135', async () => {
    const keys = (await image(writeGeoTiff(GRID, VALUES, OPTIONS))).getGeoKeys();
    // From `gdal_translate -a_srs IAU_2015:30135`, without its names.
    expect(keys).toMatchObject({
      GTModelTypeGeoKey: 1,
      GTRasterTypeGeoKey: 1,
      GeographicTypeGeoKey: 32767,
      GeogAngularUnitsGeoKey: 9102,
      GeogEllipsoidGeoKey: 32767,
      GeogSemiMajorAxisGeoKey: 1737400,
      GeogSemiMinorAxisGeoKey: 1737400,
      ProjectedCSTypeGeoKey: 32767,
      ProjectionGeoKey: 32767,
      ProjCoordTransGeoKey: 15,
      ProjLinearUnitsGeoKey: 9001,
      ProjNatOriginLatGeoKey: -90,
      ProjScaleAtNatOriginGeoKey: 1,
      ProjStraightVertPoleLongGeoKey: 0,
      ProjFalseEastingGeoKey: 0,
      ProjFalseNorthingGeoKey: 0,
    });
    expect(keys?.['GTCitationGeoKey']).toContain('IAU_2015:30135');
  });

  it('lies where gdalinfo 3.6 says its corners lie', () => {
    // Upper Left (129d48'20.06"W, 89d29' 5.54"S), Lower Right (141d33'45.71"W, 89d28'10.28"S)
    const corner = (x: number, y: number) => unproject('southPolarStereographic', x, y).map((v) => v / DEGREE);
    const [ul, lr] = [corner(-12000, -10000), corner(-10000, -12600)];
    expect([ul[1], lr[1]].map((v) => v!.toFixed(5))).toEqual([-(129 + 48 / 60 + 20.06 / 3600), -(141 + 33 / 60 + 45.71 / 3600)].map((v) => v.toFixed(5))); // prettier-ignore
    expect(ul[0]).toBeCloseTo(-(89 + 29 / 60 + 5.54 / 3600), 5);
    expect(lr[0]).toBeCloseTo(-(89 + 28 / 60 + 10.28 / 3600), 5);
  });

  it('says what it holds in the tags that GDAL shows', async () => {
    const read = await image(writeGeoTiff(GRID, VALUES, { ...OPTIONS, noData: -9999 }));
    expect(read.getGDALNoData()).toBe(-9999);
    expect(await read.getGDALMetadata(0)).toMatchObject({ UNITTYPE: '%', DESCRIPTION: 'sunDiscMean &lt;10 m&gt;' });
    expect(await read.getGDALMetadata(null)).toMatchObject({ NOTICE: OPTIONS.notice });
    expect(await read.fileDirectory.loadValue('Software')).toBe('OpenILRS 0.1.0\0');
  });

  it('is the same bytes every time, and smaller than its numbers', () => {
    const smooth = VALUES.map((_, i) => Math.floor(i / 10));
    const bytes = writeGeoTiff(GRID, smooth, OPTIONS);
    expect(writeGeoTiff(GRID, smooth, OPTIONS)).toEqual(bytes);
    expect(bytes.length).toBeLessThan(0.3 * smooth.byteLength);
  });

  it('is not made past 4 GB: the answer names what writes larger maps', () => {
    requireClassic(2 ** 32 - 1);
    expect(() => requireClassic(2 ** 32)).toThrow(expect.objectContaining({ code: 'GEOTIFF_SIZE', remedy: expect.stringContaining('ilrs cap') })); // prettier-ignore
  });

  it('is not made of values that do not fit the grid, nor in another projection', () => {
    expect(() => writeGeoTiff(GRID, VALUES.subarray(1), OPTIONS)).toThrow(/12999 values for 100 x 130/);
    expect(() => writeGeoTiff({ ...GRID, proj: '+proj=longlat' }, VALUES, OPTIONS)).toThrow(/longlat/);
  });
});
