// From a GeoTIFF of heights to a light map, as a library: the mean visible share of the solar disc 2 m above the ground through the year 2035, around the middle of the bundled 10 m grid.
import { writeFileSync } from 'node:fs';
import { inlineRunner } from '@openilrs/core/jobs';
import { lightMaps, lunarSky, projString, skyTable, sunRadiusRad, surveyRegion, sweepTerrain, sweepToMap } from '@openilrs/core/terrain'; // prettier-ignore
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import { loadTerrain, writeGeoTiff } from '@openilrs/node/terrain';

export async function lightMap(heights: string, out: string, latDeg: number, lonDeg: number, sizeM = 4000, cellM = 40) {
  const [latRad, lonRad] = [(latDeg * Math.PI) / 180, (lonDeg * Math.PI) / 180];
  const terrain = await loadTerrain([heights], { latRad, lonRad, radiusM: sizeM }); // the bundled grids see to the far horizon
  const ephemeris = await openBundledEphemeris();
  const [fromEt, toEt] = [utcToEt(ephemeris.leapSeconds, '2035-01-01'), utcToEt(ephemeris.leapSeconds, '2036-01-01')];
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', fromEt, toEt);
  const region = surveyRegion(latRad, lonRad, sizeM, cellM);
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const sun = skyTable(sky.sun, region.frame, 0, fromEt, toEt, { radiusRad: sunRadiusRad });
  const [light] = await lightMaps(inlineRunner, swept, [{ heightM: 2, table: sun }], sun.directions);
  const { kind, columns, rows, step, xMin, yMax } = region.grid;
  const grid = { columns, rows, stepM: step, xMinM: xMin, yMaxM: yMax, proj: projString(kind) };
  const facts = {
    title: 'sunDiscMean 2 m above ground, 2035',
    unit: '1',
    software: 'openilrs',
    notice: terrain[0]!.notice,
  };
  writeFileSync(out, writeGeoTiff(grid, sweepToMap(region, light!), facts));
}
