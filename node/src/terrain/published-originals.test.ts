import { mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heightAt, unproject } from '@openilrs/core/terrain';
import { openRaster, readReduced } from '../raster/index.ts';
import { readDem } from './dem-reader.ts';
import { labelText, PUBLISHED } from './testing/published-labels.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-published-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The product with its full size on a file of holes, zero but for `patch` (row, column, samples): so that only what is read takes up memory or time. */
async function twin(
  name: keyof typeof PUBLISHED,
  patch: readonly [number, number, readonly number[]][],
): Promise<string> {
  const label = PUBLISHED[name];
  const image = join(folder, `${name}.IMG`);
  await writeFile(join(folder, `${name}.LBL`), labelText(label));
  await writeFile(image, '');
  const lines = Number(label.LINES);
  await truncate(image, 2 * lines * lines);
  const file = await open(image, 'r+');
  for (const [row, column, samples] of patch) {
    const bytes = new Uint8Array(Int16Array.from(samples).buffer);
    await file.write(bytes, 0, bytes.length, 2 * (row * lines + column));
  }
  await file.close();
  return image;
}

describe('published rasters, by the name of the file', () => {
  it('LDEM_80S_20M: 1.8 GB open at once, heights by windows', async () => {
    const image = await twin('LDEM_80S_20M', [[15199, 15200, [2580, 2600]], [15200, 15200, [2580, 2600]]]); // prettier-ignore
    expect((await stat(image)).size).toBe(1_848_320_000);
    const begun = performance.now();
    const source = await openRaster(image);
    const { xMin, yMax, stepX, projection } = source.georeference();
    const samples = await source.read({ column: 15100, row: 15100, columns: 200, rows: 200 });
    const means = await readReduced(source, 16, { column: 940, row: 940, columns: 20, rows: 20 });
    const tookMs = performance.now() - begun;
    await source.close();
    expect([xMin, yMax, stepX, projection.native]).toEqual([-304_000, 304_000, 20, 'southPolarStereographic']);
    expect(samples[99 * 200 + 100]! * source.scale + source.offset).toBe(1737400 + 1290); // right above the pole
    expect(means[9 * 20 + 10]).toBeCloseTo((2580 + 2600) / 256, 4);
    expect(tookMs).toBeLessThan(1000);
  });

  it('AVGVISIB and LPSR: shares of 0 to 1 where they lie', async () => {
    const image = await twin('AVGVISIB_85S_060M_201608', [[2528, 2529, [22_000]]]);
    const source = await openRaster(join(folder, 'AVGVISIB_85S_060M_201608.LBL'));
    expect(source.path).toBe(image);
    expect([source.columns, source.georeference().xMin, source.georeference().yMax]).toEqual([5058, -151_740, 151_740]);
    const [sample] = await source.read({ column: 2529, row: 2528, columns: 1, rows: 1 });
    expect(sample! * source.scale + source.offset).toBeCloseTo(0.88, 9);
    await source.close();
    const shadow = await openRaster(await twin('LPSR_85S_060M_201608', [[0, 0, [20_000, -20_000]]]));
    const two = await shadow.read({ column: 0, row: 0, columns: 2, rows: 1 });
    expect([...two].map((v) => v * shadow.scale + shadow.offset)).toEqual([1, 0]);
    await shadow.close();
  });

  it('LDSM: an origin between samples, a missing value, and no raster of heights', async () => {
    const image = await twin('LDSM_75S_240M', []);
    const source = await openRaster(image);
    expect(source.noData).toBe(0);
    expect(source.georeference().xMin).toBeCloseTo(-(1905.60874416666667 + 0.5) * 240, 6);
    await source.close();
    await expect(readDem(image)).rejects.toThrow(/unit of the numbers is "DEGREE"/);
  });

  it('with the label before the image in one file, in records or bytes', async () => {
    const fields: Record<string, string> = { ...PUBLISHED.LDEM_80S_20M, LINES: '4', LINE_SAMPLES: '4', LINE_PROJECTION_OFFSET: '1.5', SAMPLE_PROJECTION_OFFSET: '1.5', RECORD_BYTES: '512' }; // prettier-ignore
    const samples = new Uint8Array(Int16Array.from({ length: 16 }, (_, i) => 100 * i).buffer);
    const write = async (pointer: string, labelBytes: number): Promise<string> => {
      const label = labelText({ ...fields, '^IMAGE': pointer }).padEnd(labelBytes, ' ');
      expect(label.length).toBe(labelBytes);
      const path = join(folder, `ATTACHED${labelBytes}.IMG`);
      await writeFile(path, Buffer.concat([Buffer.from(label, 'latin1'), samples]));
      return path;
    };
    for (const path of [await write('5', 2048), await write('2001 <BYTES>', 2000)])
      expect(heightAt([await readDem(path)], ...unproject('southPolarStereographic', 10, -10))).toBeCloseTo(500, 6);
  });
});
