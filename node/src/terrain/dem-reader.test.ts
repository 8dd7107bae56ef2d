import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heightAt, type Terrain } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';
import { readDem } from './dem-reader.ts';
import { loadBundledTerrain, loadTerrainFolder } from './load-terrain.ts';
import { MOON_SOUTH, tinyGeotiff, type TinyGeotiff } from './testing/tiny-geotiff.ts';

const DEGREE = Math.PI / 180;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-dem-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SITE: TinyGeotiff = {
  columns: 4,
  rows: 3,
  values: Float32Array.from({ length: 12 }, (_, i) => 100 + i),
  pixelScale: [5, 5, 0],
  tiepoint: [0, 0, 0, -19000, -4000, 0],
  ...MOON_SOUTH,
};
const SCALED =
  '<GDALMetadata><Item name="OFFSET" sample="0" role="offset">1737400</Item><Item name="SCALE" sample="0" role="scale">0.5</Item></GDALMetadata>';

async function dem(change: Partial<TinyGeotiff>, without: readonly (keyof TinyGeotiff)[] = []) {
  const spec: Record<string, unknown> = { ...SITE, ...change };
  for (const key of without) delete spec[key];
  const file = join(folder, `${Math.round(performance.now() * 1e6)}.tif`);
  await writeFile(file, tinyGeotiff(spec as unknown as TinyGeotiff));
  return readDem(file);
}

describe('GeoTIFF terrain', () => {
  it('like the 5 m originals (float32 metres) is read where it lies, on shared memory', async () => {
    const { grid, values, scale, offset, noData, notice, sha256 } = await dem({});
    expect(grid).toEqual({ kind: 'southPolarStereographic', columns: 4, rows: 3, step: 5, xMin: -19000, yMax: -4000 });
    expect([values[0], values[11], scale, offset, noData, notice]).toEqual([100, 111, 1, 0, null, '']);
    expect(values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('like LDEM_80S_20M (int16 half metres, radii) gives heights above the sphere', async () => {
    const { scale, offset, values, noData } = await dem({
      values: Int16Array.from({ length: 12 }, (_, i) => i - 100),
      gdalMetadata: SCALED,
      noData: '-32768',
    });
    expect([values[0]! * scale + offset, noData]).toEqual([-50, -32768]);
  });

  it('of cell centres, of kilometres along the map and of degrees lies where its keys say', async () => {
    const point = await dem({ shortKeys: { ...MOON_SOUTH.shortKeys, 1025: 2 } });
    expect([point.grid.xMin, point.grid.yMax]).toEqual([-19002.5, -3997.5]);
    const km = await dem({ shortKeys: { ...MOON_SOUTH.shortKeys, 3076: 9036 }, pixelScale: [0.02, 0.02, 0] });
    expect(km.grid.step).toBeCloseTo(20, 9);
    const degrees = await dem({
      shortKeys: { 1024: 2, 1025: 1, 2048: 32767 },
      doubleKeys: { 2057: 1_737_400, 2058: 1_737_400 },
      tiepoint: [0, 0, 0, 10, 45, 0],
      pixelScale: [0.5, 0.5, 0],
    });
    expect(degrees.grid.kind).toBe('equirectangular');
    expect([degrees.grid.xMin / DEGREE, degrees.grid.yMax / DEGREE, degrees.grid.step / DEGREE].map((v) => v.toFixed(9))).toEqual(['10.000000000', '45.000000000', '0.500000000']); // prettier-ignore
  });

  it('that cannot be used is refused with what is wrong, what is legal and what to do', async () => {
    const code = (name: string) => expect.objectContaining({ name: 'InputError', code: name });
    await expect(dem({}, ['pixelScale', 'tiepoint', 'shortKeys', 'doubleKeys'])).rejects.toThrow(
      code('DEM_NO_GEOREFERENCE'),
    );
    await expect(dem({}, ['pixelScale', 'tiepoint', 'shortKeys', 'doubleKeys'])).rejects.toThrow(
      /\.tif: .*legal: GeoTIFF keys.*gdal_edit/,
    );
    await expect(dem({}, ['tiepoint'])).rejects.toThrow(code('DEM_NO_GEOREFERENCE'));
    await expect(dem({ doubleKeys: { ...MOON_SOUTH.doubleKeys, 2057: 6_378_137, 2058: 6_356_752.3 } })).rejects.toThrow(
      code('DEM_WRONG_BODY'),
    );
    await expect(dem({ shortKeys: { 1024: 2, 2048: 4326 }, doubleKeys: {} })).rejects.toThrow(/code 4326.*gdalwarp/);
    await expect(dem({ shortKeys: { ...MOON_SOUTH.shortKeys, 3075: 99 } })).rejects.toThrow(code('DEM_PROJECTION'));
    await expect(dem({ pixelScale: [0, 6, 0] })).rejects.toThrow(code('DEM_CELLS'));
    await expect(dem({ values: new Float32Array(12).fill(50_000) })).rejects.toThrow(code('DEM_HEIGHTS'));
    const inKm = { values: Float32Array.from({ length: 12 }, (_, i) => i - 4), pixelScale: [40_000, 40_000, 0] };
    await expect(dem(inKm)).rejects.toThrow(/from -4 to 7 over 120 km .*"heightUnit": "km"/);
    const named = '<GDALMetadata><Item name="UNITTYPE" sample="0" role="unittype">km</Item></GDALMetadata>';
    expect((await dem({ ...inKm, gdalMetadata: named })).scale).toBe(1000);
    await expect(dem({ gdalMetadata: named.replace('>km<', '>deg<') })).rejects.toThrow(/unit of the numbers is "deg"/);
    await expect(readDem(join(folder, 'nowhere.tif'))).rejects.toThrow(code('DEM_MISSING'));
  });

  it('that was cut short or is something else is refused', async () => {
    const whole = await readFile(bundledPath('terrain/lola_85S_400m.tif'));
    const cut = join(folder, 'cut.tif');
    for (const size of [whole.length - 1000, 1000, 7, 0]) {
      await writeFile(cut, whole.subarray(0, size));
      await expect(readDem(cut), `${size} bytes`).rejects.toThrow(expect.objectContaining({ code: 'DEM_UNREADABLE' }));
    }
    await writeFile(cut, 'not a TIFF at all, but some text that goes on');
    await expect(readDem(cut)).rejects.toThrow(/cut\.tif/);
  });
});

describe('the bundled terrain', () => {
  let terrain: Terrain = [];
  beforeAll(async () => {
    terrain = await loadBundledTerrain();
  });
  const height = (lat: number, lon: number) => heightAt(terrain, lat * DEGREE, lon * DEGREE);

  it('has the landmarks of PROVENANCE.md', () => {
    expect(Math.abs(height(-90, 0) - 1290)).toBeLessThan(10);
    expect(Math.abs(height(-89.67, 129.8) - -2775)).toBeLessThan(40); // floor of Shackleton
    expect(Math.abs(height(-88.1, 45) - -3953)).toBeLessThan(20); // Shoemaker
    expect(Math.abs(height(-84.67, 39.4) - 6960)).toBeLessThan(10); // highest
    expect(height(5.441, -158.656)).toBeGreaterThan(10_000); // near the Moon's summit, from the global map
  });

  it('carries its digest and its notice, and reads the global map that has no keys by the manifest', async () => {
    const digests = await readFile(bundledPath('terrain/SHA256SUMS'), 'utf8');
    for (const { name, sha256, notice } of terrain) {
      expect(digests).toContain(`${sha256}  ${name}`);
      expect(notice).toBe(
        name === 'ldem_4_global.tif' ? '' : 'reconstructed from renderings of LOLA; not mission grade',
      );
    }
    const globe = terrain.at(-1)!;
    expect([globe.grid.kind, globe.scale]).toEqual(['equirectangular', 1000]);
    await expect(loadTerrainFolder(join(folder, 'terrain.json'))).rejects.toThrow(
      expect.objectContaining({ code: 'DEM_MISSING' }),
    );
  });

  it('refuses a manifest with an unknown field', async () => {
    const file = join(folder, 'terrain.json');
    await writeFile(file, '{ "grids": [{ "file": "a.tif", "source": "x", "colour": 1 }] }');
    await expect(loadTerrainFolder(file)).rejects.toThrow(/colour/);
    await rm(file);
  });
});
