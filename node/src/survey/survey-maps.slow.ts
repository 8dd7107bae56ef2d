import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@openilrs/core/math';
import {
  cellPlace,
  energyAt,
  horizonAt,
  lightAt,
  lineOfSight,
  lunarSky,
  stationSky,
  surveyRegion,
  type HorizonProfile,
  type LunarSky,
  type PointLight,
  type SurveyRegion,
} from '@openilrs/core/terrain';
import { totalS, utcToEt } from '@openilrs/core/time';
import { projectPath } from '../bundled/index.ts';
import { bundledGroundStations, openWorld, readMission, type OpenWorld } from '../mission/index.ts';
import { runSurveyMaps } from './run-survey-maps.ts';
import type { SurveyMapsResult } from './write-survey-map.ts';

// Every product of a small region against the exact time series of points under the same sky.
const degree = Math.PI / 180;
const onDisk = readMission(projectPath('examples/ilrs-reference.yaml'));
const REGION = { latDeg: -89.463, lonDeg: 222.51, sizeM: 2400 };
const [FROM, TO] = ['2031-01-01', '2032-01-01'];
let world: OpenWorld;
let out: string;
let result: SurveyMapsResult;
let region: SurveyRegion;
let sky: LunarSky;
const points: { cell: number; profile: HorizonProfile; light: PointLight }[] = [];

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'ilrs-maps-'));
  world = await openWorld(onDisk);
  const layers = ['sunFullFraction', 'earthFraction', 'earthDiscMean', 'longestLit', 'energyHorizontal', 'energyTracking', 'energyVertical:30', 'station:399063', 'permanentShadow', 'doubleShadow', 'shadowDistance']; // prettier-ignore
  result = await runSurveyMaps(onDisk, out, { region: REGION, cellM: 40, heightM: 10, from: FROM, to: TO, layers, command: 'test' }, { world, workers: 2 }); // prettier-ignore
  region = surveyRegion(REGION.latDeg * degree, REGION.lonDeg * degree, REGION.sizeM, 40);
  const et = (utc: string) => utcToEt(world.ephemeris.leapSeconds, utc);
  sky = lunarSky(world.ephemeris, 'MOON_ME_DE421', et(FROM), et(TO));
  const random = createRandom(3);
  for (let i = 0; i < 16; i++) {
    const cell = random.int(60 * 60);
    const profile = horizonAt(world.terrain, ...cellPlace(region, Math.floor(cell / 60), cell % 60), 10);
    points.push({ cell, profile, light: lightAt(profile, sky, sky.fromEt, sky.toEt, { eclipses: false }) });
  }
  return () => rmSync(out, { recursive: true, force: true });
});

async function map(id: string): Promise<(cell: number) => number> {
  const file = join(out, `${id}.tif`);
  const { fromFile } = await import('geotiff');
  const image = await (await fromFile(file)).getImage(0);
  const raster = (await image.readRasters({ interleave: true })) as unknown as Float32Array;
  return (cell) => raster[cell]!;
}

/** rms and largest difference between a map and what the points say. */
async function compare(
  id: string,
  truth: (point: (typeof points)[number]) => number,
): Promise<[rms: number, most: number]> {
  const at = await map(id);
  const off = points.map((point) => at(point.cell) - truth(point));
  const rms = Math.sqrt(off.reduce((sum, d) => sum + d * d, 0) / off.length);
  const most = Math.max(...off.map(Math.abs));
  console.log(`${id}: ${rms.toFixed(4)} rms, ${most.toFixed(4)} at most`);
  return [rms, most];
}

/** Error that a skyline from a mast may have, degrees rms over directions: the budget that the sweep was built to. */
const BUDGET_RAD = 0.05 * degree;
const P99_RAD = 0.2 * degree;
/** Light from a sky table instead of crossings: under 0.1 percentage points, held by sweep-truth.slow.ts. */
const BINNING = 0.001;

/**
 * What a share of time may be off by, rms over the points, when skylines keep their budget: each point's exact skyline is raised and lowered by the budget in all directions, and its light solved anew. An error
 * of the same rms that differs from direction to direction changes less (Cauchy and Schwarz: the changes add up with weights of one sign). Nothing of the map is in it.
 */
function allowed(share: (light: PointLight) => number): number {
  const squares = points.map(({ profile }) => {
    const [raised, lowered] = [1, -1].map((sign) => {
      const elevationRad = profile.elevationRad.map((elevation) => elevation + sign * BUDGET_RAD);
      return share(lightAt({ ...profile, elevationRad }, sky, sky.fromEt, sky.toEt, { eclipses: false }));
    }) as [number, number];
    return ((lowered - raised) / 2) ** 2;
  });
  const most = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / points.length) + BINNING;
  console.log(`  allowed: ${most.toFixed(4)}`);
  return most;
}

const hours = (window: readonly [number, number] | null): number =>
  window === null ? 0 : (window[1] - window[0]) / 3600;

describe('maps of a region', () => {
  it('give the shares of time and energies of points', async () => {
    // What was seen, rounded up: no truth, but a map that becomes worse within its budget is noticed.
    const seenBefore = { sunDiscMean: 0.003, sunAnyFraction: 0.004, sunFullFraction: 0.004, earthFraction: 0.003 };
    for (const id of ['sunDiscMean', 'sunAnyFraction', 'sunFullFraction', 'earthFraction'] as const) {
      const [rms] = await compare(id, ({ light }) => light[id]);
      expect(rms).toBeLessThan(allowed((light) => light[id]));
      expect(rms).toBeLessThan(seenBefore[id]);
    }
    const energy = (kind: 'horizontal' | 'tracking') => (p: (typeof points)[number]) =>
      energyAt(p.profile, sky, p.light, { kind });
    expect((await compare('energyHorizontal', energy('horizontal')))[0]).toBeLessThan(0.002);
    expect((await compare('energyTracking', energy('tracking')))[0]).toBeLessThan(0.08);
    const stations = stationSky(world.ephemeris, 'MOON_ME_DE421', sky.fromEt, sky.toEt);
    const station = bundledGroundStations().find(({ name }) => name === '399063')!;
    const seen = ({ profile }: (typeof points)[number]) =>
      totalS(lineOfSight(profile, station, stations)) / (sky.toEt - sky.fromEt);
    expect((await compare('station-399063', seen))[0]).toBeLessThan(0.003);
  });

  // A spell hangs on single crossings: where the Sun grazes a hill for days, 0.02 degrees of skyline decide, and no number of hours says what is allowed. But a skyline that is higher everywhere
  // makes the longest night longer and the longest day shorter. So the map must lie between the spells under the point's own skyline raised and lowered by what a skyline may be off by.
  it.each([
    ['longestDark', 1],
    ['longestLit', -1],
  ] as const)('give the spells of points, within what skylines may be off by: %s', async (id, sense) => {
    await compare(id, ({ light }) => hours(light[id]));
    const at = await map(id);
    const under = ({ profile }: (typeof points)[number], by: number) => {
      const elevationRad = profile.elevationRad.map((elevation) => elevation + by);
      return hours(lightAt({ ...profile, elevationRad }, sky, sky.fromEt, sky.toEt, { eclipses: false })[id]);
    };
    // What decides is the error in the direction of one crossing: within the 99th percentile that skylines of masts are held to at every point, within the rms at two of three as for any error.
    const within = (point: (typeof points)[number], by: number) =>
      at(point.cell) >= under(point, -sense * by) - 0.001 && at(point.cell) <= under(point, sense * by) + 0.001;
    for (const point of points) expect(within(point, P99_RAD), `cell ${point.cell}`).toBe(true);
    const usual = points.filter((point) => within(point, BUDGET_RAD)).length;
    console.log(`  within the rms budget: ${usual} of ${points.length}`);
    expect(usual / points.length).toBeGreaterThan(2 / 3);
  });

  it('say what they are, in the file and beside it', () => {
    expect(result.maps.map(({ id }) => id).slice(0, 4)).toEqual([
      'sunDiscMean',
      'sunAnyFraction',
      'longestDark',
      'slope',
    ]);
    for (const { sidecar, sha256, id } of result.maps) {
      const meaning = JSON.parse(readFileSync(sidecar, 'utf8')) as Record<string, unknown>;
      expect(meaning).toMatchObject({
        id,
        sha256,
        software: 'openilrs 0.1.0',
        command: 'test',
        heightM: expect.anything(),
      });
      expect(meaning.terrain).toHaveLength(world.terrain.length);
      expect(meaning.inputs).toMatchObject({ [onDisk.name]: onDisk.sha256 });
      expect(Object.keys(meaning.inputs as object)).toEqual(expect.arrayContaining(['naif0012.tls']));
    }
    expect(result.stages.map(({ name }) => name)).toContain('spells');
    expect(readFileSync(join(out, 'longestDark.tif')).toString('latin1')).toMatch(
      /HEIGHT_M[\s\S]*2031-01-01[\s\S]*MOON_ME_DE421[\s\S]*sha256:[\s\S]*OTHER_INPUTS[\s\S]*\.tls sha256:/,
    );
  });

  it('are the same bits on one worker', async () => {
    const small = { region: { ...REGION, sizeM: 800 }, cellM: 40, heightM: 2, from: FROM, to: '2031-06-01', layers: ['longestLit', 'doubleShadow', 'nightsLongerThan:50'], command: 'test' }; // prettier-ignore
    const [one, two] = [join(out, 'one'), join(out, 'two')];
    const a = await runSurveyMaps(onDisk, one, small, { world, workers: 1 });
    const b = await runSurveyMaps(onDisk, two, small, { world, workers: 2 });
    expect(a.maps.map(({ sha256 }) => sha256)).toEqual(b.maps.map(({ sha256 }) => sha256));
  });

  it('work across the pole and the 180th meridian', async () => {
    for (const centre of [
      { latDeg: -90, lonDeg: 0 },
      { latDeg: -89.2, lonDeg: 180 },
      { latDeg: -89.2, lonDeg: -180 },
    ]) {
      const file = join(out, `at${centre.lonDeg}`);
      const request = { region: { ...centre, sizeM: 800 }, cellM: 40, from: FROM, to: '2031-03-01', command: 'test' };
      const { maps } = await runSurveyMaps(onDisk, file, request, { world, workers: 2 });
      for (const { min, mean } of maps) expect([Number.isFinite(min), Number.isFinite(mean)]).toEqual([true, true]);
    }
  });

  it('stop when told to, and leave no half file', async () => {
    const control = new AbortController();
    const folder = join(out, 'aborted');
    const request = { region: { ...REGION, sizeM: 1200 }, cellM: 40, from: FROM, to: TO, command: 'test' };
    const run = runSurveyMaps(onDisk, folder, request, {
      world,
      workers: 2,
      signal: control.signal,
      progress: (_done, _all, what) => {
        if (what === 'spells') control.abort();
      },
    });
    await expect(run).rejects.toThrow(/abort/i);
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    [{ region: { latDeg: -70, lonDeg: 0, sizeM: 2000 } }, 'SURVEY_REGION'],
    [{ region: { ...REGION, sizeM: 200 } }, 'SURVEY_REGION'],
    [{ layers: ['light'] }, 'SURVEY_LAYERS'],
    [{ layers: ['station:Houston'] }, 'SURVEY_LAYERS'],
    [{ from: '2080-01-01' }, 'KERNEL_COVERAGE'],
    [{ from: '2033-01-01', to: '2032-01-01' }, 'LIGHT_PERIOD'],
    [{ from: 'soon' }, 'TIME_SYNTAX'],
  ])('refuse %j', async (change, code) => {
    const request = { region: REGION, cellM: 40, from: FROM, to: TO, command: 'test', ...change };
    await expect(runSurveyMaps(onDisk, join(out, 'refused'), request, { world })).rejects.toMatchObject({ name: 'InputError', code }); // prettier-ignore
  });
});
