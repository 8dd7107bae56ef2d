import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heightAt, unproject } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';
import { readDem, readDems } from './dem-reader.ts';
import { labelText, PUBLISHED } from './testing/published-labels.ts';
import { TWINS, warpedTwin } from './testing/warped-twin.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-large-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a grid of 30,400 x 30,400 cells', () => {
  it('is read around a place as nested grids of a few tens of megabytes', async () => {
    const image = join(folder, 'LDEM_80S_20M.IMG');
    await writeFile(join(folder, 'LDEM_80S_20M.LBL'), labelText(PUBLISHED.LDEM_80S_20M));
    await writeFile(image, '');
    await truncate(image, 2 * 30400 * 30400);
    // Ground of 1000 m over 6.4 km around (-11 km, -12 km), and a mountain of 3000 m over 640 m far out, at (200 km, 100 km).
    const file = await open(image, 'r+');
    const block = async (x: number, y: number, cells: number, dn: number): Promise<void> => {
      const [column, row] = [(x + 304_000) / 20 - cells / 2, (304_000 - y) / 20 - cells / 2];
      const bytes = new Uint8Array(new Int16Array(cells).fill(dn).buffer);
      for (let r = 0; r < cells; r++) await file.write(bytes, 0, bytes.length, 2 * ((row + r) * 30400 + column));
    };
    await block(-11_000, -12_000, 320, 2000);
    await block(200_320, 100_160, 32, 6000);
    await file.close();
    const [latRad, lonRad] = unproject('southPolarStereographic', -11_000, -12_000);
    const dems = await readDems(image, { latRad, lonRad, radiusM: 5000 });
    expect(dems.map(({ grid }) => grid.step)).toEqual([20, 80, 320]);
    expect(dems.reduce((sum, { values }) => sum + values.byteLength, 0)).toBeLessThan(80e6);
    const at = (x: number, y: number) => heightAt(dems, ...unproject('southPolarStereographic', x, y));
    expect(at(-11_000, -12_000)).toBe(1000);
    expect(at(-20_000, -12_000)).toBe(0);
    expect(at(200_320, 100_160)).toBeCloseTo(3000, 1);
    expect(dems[2]!.name).toBe('LDEM_80S_20M.IMG (means of 16 x 16 cells)');
  });
});

describe('terrain in another projection', () => {
  it('gives the heights of the same ground: the ridge in five projections', async () => {
    const ridge = await readDem(bundledPath('terrain/connecting_ridge_site01_10m.tif'));
    const centre = unproject('southPolarStereographic', -11_000, -12_000);
    for (const proj of TWINS) {
      const dem = await readDem(await warpedTwin(join(folder, 'twin.tif'), ridge, proj, centre, 500, 10));
      let [sum, n] = [0, 0];
      for (let i = 0; i < 2000; i++) {
        const [x, y] = [-11_000 + 1600 * Math.sin(i * 12.9898), -12_000 + 1600 * Math.sin(i * 78.233)];
        const place = unproject('southPolarStereographic', x, y);
        const difference = heightAt([dem], ...place) - heightAt([ridge], ...place);
        if (Number.isNaN(difference)) continue;
        sum += difference ** 2;
        n++;
      }
      expect(n, proj).toBeGreaterThan(1900);
      expect(Math.sqrt(sum / n), proj).toBeLessThan(1); // metres; the grid itself is good to 8 m
    }
  });
});
