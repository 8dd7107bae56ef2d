import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MapGrid } from '@openilrs/core/mission';
import { projString } from '@openilrs/core/terrain';
import { writeGeoTiff } from '../terrain/index.ts';
import { labelText, PUBLISHED } from '../terrain/testing/published-labels.ts';
import { compareRasters, writeComparison } from './index.ts';
import { percentile } from './difference.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-compare-'));
});
afterAll(() => rm(folder, { recursive: true }));

const N = 100;
const STEP = 60;
const GRID: MapGrid = {
  columns: N,
  rows: N,
  stepM: STEP,
  xMinM: -14_040,
  yMaxM: -9_000,
  proj: projString('southPolarStereographic'),
};
/** Smooth, so that bilinear steps keep it: 0.2 to 0.8. */
const light = (xM: number, yM: number) => 0.5 + 0.3 * Math.sin(xM / 3000) * Math.cos(yM / 2500);

async function map(
  name: string,
  unit: string,
  value: (x: number, y: number) => number,
  grid = GRID,
  says: { readonly definition?: string; readonly metadata?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const values = Float32Array.from({ length: grid.columns * grid.rows }, (_, i) =>
    value(
      grid.xMinM + ((i % grid.columns) + 0.5) * grid.stepM,
      grid.yMaxM - (Math.floor(i / grid.columns) + 0.5) * grid.stepM,
    ),
  );
  const path = join(folder, `${name}.tif`);
  await writeFile(path, writeGeoTiff(grid, values, { title: name, unit, software: 'test', notice: '', ...says }));
  return path;
}

/** AVGVISIB_85S_060M as its label has it (5058 x 5058 of 60 m, DN x 0.00004), holding the same light. */
async function reference(name: keyof typeof PUBLISHED, dn: (x: number, y: number) => number): Promise<string> {
  const samples = new Int16Array(5058 * 5058);
  for (let row = 2600; row < 2900; row++)
    for (let column = 2250; column < 2500; column++)
      samples[row * 5058 + column] = dn(-151_740 + (column + 0.5) * 60, 151_740 - (row + 0.5) * 60);
  await writeFile(join(folder, `${name}.LBL`), labelText(PUBLISHED[name]));
  await writeFile(join(folder, `${name}.IMG`), new Uint8Array(samples.buffer));
  return join(folder, `${name}.IMG`);
}

describe('a comparison', () => {
  it('with the published light map finds the bias and scatter that were put in, in percent or fractions', async () => {
    const published = await reference('AVGVISIB_85S_060M_201608', (x, y) => Math.round(light(x, y) / 0.00004));
    const mine = await map('mine', '1', (x, y) => light(x, y) + 0.02);
    const { comparison } = await compareRasters(mine, published, { thresholds: [0.5] });
    const { difference: d, thresholds, method } = comparison;
    expect(d.cells).toBe(N * N);
    expect(d.bias).toBeCloseTo(0.02, 4);
    expect(d.deviation).toBeLessThan(1e-4); // half a step of the reference's numbers
    expect(d.correlation).toBeGreaterThan(0.9999);
    expect([d.percentiles.p1, d.percentiles.p50, d.percentiles.p99].every((v) => Math.abs(v! - 0.02) < 1e-4)).toBe(
      true,
    );
    // True area: the map of 6 km is a little smaller on the ground than on paper, by (1 + r^2 / 4 R^2)^2, here 1e-5.
    expect(d.areaKm2).toBeCloseTo(36, 2);
    expect(thresholds[0]!.onlyReferenceKm2).toBe(0);
    expect(thresholds[0]!.onlyMapKm2).toBeGreaterThan(0);
    expect(method[0]).toMatch(/read at the centres/);
    const percent = await map('percent', '%', (x, y) => 100 * (light(x, y) + 0.02));
    const again = (await compareRasters(percent, published)).comparison;
    expect(again.difference.bias).toBeCloseTo(0.02, 4);
    expect(again.method.join()).toMatch(/percent.tif holds percent: divided by 100/);
    const unnamed = await map('unnamed', '', (x, y) => 100 * light(x, y));
    await expect(compareRasters(unnamed, published)).rejects.toThrow(/percent beside fractions.*--map-unit percent/);
    const told = (await compareRasters(unnamed, published, { mapUnit: 'percent' })).comparison;
    expect(told.difference.bias).toBeCloseTo(0, 4);
  });

  it('with the published map of permanent shadow gives areas of agreement', async () => {
    const disc = (x: number, y: number, r: number) => Math.hypot(x + 11_040, y + 12_000) < r;
    const published = await reference('LPSR_85S_060M_201608', (x, y) => (disc(x, y, 1500) ? 20_000 : -20_000));
    const mine = await map('shadow', '', (x, y) => (disc(x, y, 1800) ? 1 : 0));
    const { thresholds } = (await compareRasters(mine, published)).comparison;
    const [areas] = thresholds;
    expect(areas!.threshold).toBe(0.5);
    expect(Math.abs(areas!.mapAboveKm2 / (Math.PI * 1.8 ** 2) - 1)).toBeLessThan(0.01);
    expect(Math.abs(areas!.referenceAboveKm2 / (Math.PI * 1.5 ** 2) - 1)).toBeLessThan(0.01);
    expect(areas!.bothAboveKm2).toBeCloseTo(areas!.referenceAboveKm2, 6);
    // Cohen's kappa by hand: agreement 1 - (10.179 - 7.069) / 36, chance of both shares.
    const [m, r] = [(Math.PI * 1.8 ** 2) / 36, (Math.PI * 1.5 ** 2) / 36];
    const chance = m * r + (1 - m) * (1 - r);
    expect(areas!.kappa).toBeCloseTo((1 - (m - r) - chance) / (1 - chance), 2);
  });

  it('with a finer, coarser or turned map of the same ground differs by little', async () => {
    const mine = await map('mine2', '1', light);
    const finer = await map('finer', '1', light, {
      ...GRID,
      columns: 500,
      rows: 500,
      stepM: 20,
      xMinM: -16_000,
      yMaxM: -7_000,
    });
    const coarser = await map('coarser', '1', light, {
      ...GRID,
      columns: 60,
      rows: 60,
      stepM: 180,
      xMinM: -16_000,
      yMaxM: -7_000,
    });
    const fine = (await compareRasters(mine, finer)).comparison;
    expect(fine.method[0]).toMatch(/means of 3 x 3 cells/);
    expect(fine.difference.rms).toBeLessThan(2e-4);
    expect((await compareRasters(mine, coarser)).comparison.difference.rms).toBeLessThan(1e-3);
  });

  it('of maps with nothing in common, or of different things, is refused', async () => {
    const mine = await map('mine3', '1', light);
    const far = await map('far', '1', light, { ...GRID, xMinM: 90_000 });
    await expect(compareRasters(mine, far)).rejects.toThrow(/no cell in common/);
    await expect(compareRasters(mine, await map('metres', 'm', light))).rejects.toThrow(
      /"fraction" and the reference in "m"/,
    );
  });

  it('says when the files call themselves maps of different things', async () => {
    const says = (definition: string, heightM: string) => ({
      definition,
      metadata: { HEIGHT_M: heightM, PERIOD: 'p' },
    });
    const mean = await map('mean', '1', light, GRID, says('sunDiscMean: ...', '10'));
    const same = await map('same', '1', light, GRID, says('sunDiscMean: ...', '10'));
    const any = await map('any', '1', light, GRID, says('sunAnyFraction: ...', '2'));
    const told = async (reference: string) => (await compareRasters(mean, reference)).comparison.method.slice(1);
    expect(await told(same)).toEqual([]);
    expect(await told(await map('silent', '1', light))).toEqual([]);
    expect(await told(any)).toEqual([
      'by their own words the files differ in definition: map "sunDiscMean: ...", reference "sunAnyFraction: ..."',
      'by their own words the files differ in height of the eye, m: map "10", reference "2"',
    ]);
  });

  it('is written as JSON, CSV and a picture', async () => {
    const mine = await map('mine4', '1', (x, y) => light(x, y) + 0.05 * Math.sin(x / 700));
    const other = await map('other', '1', light);
    const { comparison, cells } = await compareRasters(mine, other, { thresholds: [0.5, 0.6] });
    const files = await writeComparison(comparison, cells, join(folder, 'out'), 'openilrs');
    expect(files.map((path) => path.split('/').at(-1))).toEqual(['compare.json', 'compare.csv', 'compare.png']);
    const csv = await readFile(files[1]!, 'utf8');
    expect(csv).toMatch(/^quantity,threshold,value,unit\ncells,,10000,\n/);
    expect(csv).toMatch(/\nmapAboveKm2,0\.6,[\d.]+,km2\n/);
    expect((await readFile(files[2]!)).subarray(1, 4).toString()).toBe('PNG');
    expect(percentile(Float32Array.from([1, 2, 3, 4]), 25)).toBe(1.75); // as numpy.percentile
  });
});
