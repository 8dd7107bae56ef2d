import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heightAt, squarePlan, unproject } from '@openilrs/core/terrain';
import { labelText, PUBLISHED } from '../terrain/testing/published-labels.ts';
import { folderBlobs } from './blob-store.ts';
import { cutTerrain } from './cut-terrain.ts';
import { terrainSources } from './terrain-sources.ts';
import { windowReader } from './window-reader.ts';

// A smaller twin of LDEM_80S_20M (PDS3, int16, radii in half metres), still too large to be held whole: 8,400 x 8,400 cells of 20 m.
const SIDE = 8400;
let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'ilrs-large-tiles-'))));
afterAll(() => rm(folder, { recursive: true }));

it('cuts a grid too large to be held whole into windows: full detail at the tile, means farther out', async () => {
  const image = join(folder, 'TWIN.IMG');
  const offset = `${SIDE / 2 - 0.5} <pix>`;
  const label = { ...PUBLISHED.LDEM_80S_20M, '^IMAGE': '"TWIN.IMG"', LINES: String(SIDE), LINE_SAMPLES: String(SIDE), RECORD_BYTES: String(2 * SIDE), FILE_RECORDS: String(SIDE), LINE_PROJECTION_OFFSET: offset, SAMPLE_PROJECTION_OFFSET: offset }; // prettier-ignore
  await writeFile(join(folder, 'TWIN.LBL'), labelText(label));
  await writeFile(image, '');
  await truncate(image, 2 * SIDE * SIDE);
  const file = await open(image, 'r+');
  const block = async (x: number, y: number, cells: number, dn: number): Promise<void> => {
    const [column, row] = [x / 20 + SIDE / 2 - cells / 2, SIDE / 2 - y / 20 - cells / 2];
    const bytes = new Uint8Array(new Int16Array(cells).fill(dn).buffer);
    for (let r = 0; r < cells; r++) await file.write(bytes, 0, bytes.length, 2 * ((row + r) * SIDE + column));
  };
  await block(-12_160, -12_160, 64, 2000); // a table of 1000 m
  await block(60_800, 60_800, 64, 6000); // and one of 3000 m, 100 km away
  await file.close();

  const [latRad, lonRad] = unproject('southPolarStereographic', -12_160, -12_160);
  const plan = squarePlan(latRad, lonRad, 3840, 20, 64);
  const blobs = folderBlobs(join(folder, 'objects'));
  const sources = await terrainSources([image], { latRad, lonRad, radiusM: 0 });
  expect([sources[0]!.grid.columns, sources[0]!.type]).toEqual([SIDE, 'int16']);
  const index = await cutTerrain(sources, plan, blobs);
  for (const { raster } of sources) await raster.close();
  expect(index.dems[0]!.levels.map(({ factor, type }) => [factor, type])).toEqual([[1, 'int16'], [4, 'float32'], [16, 'float32']]); // prettier-ignore

  const terrain = await windowReader(plan, index, blobs)(plan.tiles[4]!);
  const bytes = terrain.slice(0, 2).reduce((sum, { values }) => sum + values.byteLength, 0);
  console.log(`windows of the large grid: ${(bytes / 1e6).toFixed(1)} MB of ${((2 * SIDE * SIDE) / 1e6).toFixed(0)}`);
  expect(terrain.slice(0, 2).map(({ grid }) => grid.step)).toEqual([20, 80]); // the second reaches 120 km and holds it all
  expect(bytes).toBeLessThan(0.5 * 2 * SIDE * SIDE);
  const at = (x: number, y: number): number => heightAt(terrain, ...unproject('southPolarStereographic', x, y));
  expect(at(-12_160, -12_160)).toBe(1000);
  expect(at(-20_000, -12_000)).toBe(0);
  expect(at(60_800, 60_800)).toBeCloseTo(3000, 1);
});
