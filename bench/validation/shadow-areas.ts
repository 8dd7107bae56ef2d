import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  cellPlace,
  heightAt,
  lightMaps,
  lunarSky,
  skyTable,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
  sweepToMap,
  unitVector,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import published from '../../test/reference/terrain/psr.json' with { type: 'json' };

export interface ShadowArea {
  readonly region: string;
  readonly cellM: number;
  readonly areaKm2: number;
  readonly fraction: number;
  readonly published: readonly (typeof published.rows)[number][];
}

const DEGREE = Math.PI / 180;
const [SHACKLETON_LAT, SHACKLETON_LON, SHACKLETON_RADIUS_M] = [-89.67 * DEGREE, 129.8 * DEGREE, 10_500];

/** Areas that see no part of the Sun's disc from the ground in 19 years, beside the published ones. */
export async function shadowAreas(terrain: Terrain, ephemeris: Ephemeris, runner: JobRunner): Promise<ShadowArea[]> {
  const pole = await areaOf(terrain, ephemeris, runner, [-Math.PI / 2, 0], 151_680, 480, () => true);
  const centre = unitVector(SHACKLETON_LAT, SHACKLETON_LON);
  const inside = (lat: number, lon: number) => {
    const u = unitVector(lat, lon);
    const cos = u[0] * centre[0] + u[1] * centre[1] + u[2] * centre[2];
    return 1_737_400 * Math.acos(Math.min(1, cos)) < SHACKLETON_RADIUS_M;
  };
  const shackleton = await areaOf(terrain, ephemeris, runner, [SHACKLETON_LAT, SHACKLETON_LON], 21_000, 100, inside);
  const rows = (...ids: string[]) => published.rows.filter((row) => ids.includes(row.id));
  return [
    { region: 'square of +-75.84 km about the south pole', cellM: 480, ...pole, published: rows('P07') },
    { region: 'within 10.5 km of the centre of Shackleton', cellM: 100, ...shackleton, published: rows('P09', 'P10') },
  ];
}

async function areaOf(
  terrain: Terrain,
  ephemeris: Ephemeris,
  runner: JobRunner,
  [lat, lon]: readonly [number, number],
  sizeM: number,
  cellM: number,
  inside: (lat: number, lon: number) => boolean,
): Promise<{ areaKm2: number; fraction: number }> {
  const [from, to] = ['2015-12-24', '2034-12-24'].map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
  const region = surveyRegion(lat, lon, sizeM, cellM);
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const eyeM = heightAt(terrain, lat, lon);
  const table = skyTable(sky.sun, region.frame, eyeM, from, to, { radiusRad: sunRadiusRad });
  const [map] = await lightMaps(runner, swept, [{ heightM: 0, table }], 720);
  const values = sweepToMap(region, map!, true);
  let [dark, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (!inside(...cellPlace(region, Math.floor(i / region.grid.columns), i % region.grid.columns))) continue;
    all += 1;
    if (values[i] === 0) dark += 1;
  }
  return { areaKm2: (dark * cellM * cellM) / 1e6, fraction: dark / all };
}
