import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { horizonAt, lightAt, lunarSky, project, unproject } from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { readRaster } from '@openilrs/node/raster';
import { loadBundledTerrain } from '@openilrs/node/terrain';
import { lightMap } from './light-map.ts';

const HEIGHTS = bundledPath('terrain/connecting_ridge_site01_10m.tif');
const [LAT, LON, SIZE_M, CELL_M] = [-89.4516, 222.7581, 1200, 40] as const;

it('makes a light map of a GeoTIFF that agrees with the time series of its points', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ilrs-example-'));
  const out = join(folder, 'light.tif');
  try {
    await lightMap(HEIGHTS, out, LAT, LON, SIZE_M, CELL_M);
    const { columns, rows, values } = await readRaster(out);
    expect([columns, rows]).toEqual([30, 30]);
    const terrain = await loadBundledTerrain();
    const ephemeris = await openBundledEphemeris();
    const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
    const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2035-01-01'), et('2036-01-01'));
    const [xM, yM] = project('southPolarStereographic', (LAT * Math.PI) / 180, (LON * Math.PI) / 180);
    const [left, top] = [Math.round(xM / CELL_M - 15) * CELL_M, Math.round(yM / CELL_M + 15) * CELL_M];
    const place = unproject('southPolarStereographic', left + 15.5 * CELL_M, top - 15.5 * CELL_M);
    const light = lightAt(horizonAt(terrain, ...place, 2), sky, sky.fromEt, sky.toEt, { eclipses: false });
    // 2 m above rough ground the sweep's own bound is 0.3 points rms (docs/guide/light.md); cells differ by tens
    expect(Math.abs(values[15 * columns + 15]! - light.sunDiscMean)).toBeLessThan(0.015);
    expect(Math.max(...values)).toBeGreaterThan(0.6);
    expect(Math.min(...values)).toBeLessThan(0.4);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
