import { inlineRunner } from '@openilrs/core/jobs';
import {
  cellPlace,
  heightAt,
  horizonAt,
  lightAt,
  lightMaps,
  lunarSky,
  resolutionAt,
  skyTable,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
  sweepToMap,
  project,
  unproject,
  type LunarSky,
  type PointLight,
  type Terrain,
} from '@openilrs/core/terrain';
import type { Ephemeris } from '@openilrs/core/ephemeris';
import { complement, longest, totalS, union, utcToEt, type Window } from '@openilrs/core/time';
import published from '../../test/reference/terrain/published-light.json' with { type: 'json' };

export type PublishedRow = (typeof published.rows)[number];

/** One published figure beside what this engine gets with the bundled terrain, by the same definition, height and period. */
export interface ValidationRow {
  readonly row: PublishedRow;
  readonly terrainResolutionM: number;
  readonly herePct: number;
  readonly longestDarkH: number;
  readonly longestLitD: number;
  /** What two metres more of mast change, points: how much a height error of the terrain matters here. */
  readonly perTwoMetresPts: number | null;
  /** Best value of the same definition within {@link SEARCH_M} of the published place: the maximum moves with the terrain model. */
  readonly bestNearPct: number | null;
}

/** Half the side of the square in which the best cell is looked for. */
export const SEARCH_M = 500;
const TRIED = 6;

/** Published figures leave the Sun's eclipses by the Earth out. */
const PUBLISHED = { eclipses: false };
const DEGREE = Math.PI / 180;
const HOUR = 3600;

export async function publishedLight(
  terrain: Terrain,
  ephemeris: Ephemeris,
  say: (line: string) => void,
): Promise<ValidationRow[]> {
  const skies = new Map<string, LunarSky>();
  const skyOf = (period: readonly string[]): LunarSky => {
    const key = period.join();
    const [from, to] = period.map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
    const sky = skies.get(key) ?? lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
    skies.set(key, sky);
    return sky;
  };
  const rows: ValidationRow[] = [];
  for (const row of published.rows) {
    rows.push(await validate(row, terrain, skyOf(row.period)));
    say(`${row.id}: ${rows[rows.length - 1]!.herePct.toFixed(2)} %, published ${row.valuePct} %`);
  }
  return rows;
}

async function validate(row: PublishedRow, terrain: Terrain, sky: LunarSky): Promise<ValidationRow> {
  const lights = (heightM: number) =>
    row.places.map(({ latDeg, lonDeg }) =>
      lightAt(horizonAt(terrain, latDeg * DEGREE, lonDeg * DEGREE, heightM), sky, sky.fromEt, sky.toEt, PUBLISHED),
    );
  const here = lights(row.heightM);
  const lit = anyLit(here);
  const span: Window = [sky.fromEt, sky.toEt];
  const lasting = (window: Window | null) => (window === null ? 0 : window[1] - window[0]);
  const single = row.places.length === 1;
  const first = row.places[0]!;
  return {
    row,
    terrainResolutionM: resolutionAt(terrain, first.latDeg * DEGREE, first.lonDeg * DEGREE),
    herePct: valuePct(row, here, span),
    longestDarkH: lasting(longest(complement(lit, span))) / HOUR,
    longestLitD: lasting(longest(lit)) / (24 * HOUR),
    perTwoMetresPts: single ? valuePct(row, lights(row.heightM + 2), span) - valuePct(row, here, span) : null,
    bestNearPct: single ? await bestNear(row, terrain, sky) : null,
  };
}

function anyLit(lights: readonly PointLight[]) {
  return lights.map((light) => light.sunAny).reduce((a, b) => union(a, b));
}

function valuePct(row: PublishedRow, lights: readonly PointLight[], [from, to]: Window): number {
  const share = row.definition === 'sunDiscMean' ? lights[0]!.sunDiscMean : totalS(anyLit(lights)) / (to - from);
  return 100 * share;
}

/**
 * Best of the given place and the {@link TRIED} best cells (of 20 m, by the mean over the disc), each by its own exact skyline at the nearest node of the terrain: published maps know
 * nodes only, and from 0 m an eye between nodes looks up the slope it stands on.
 */
async function bestNear(row: PublishedRow, terrain: Terrain, sky: LunarSky): Promise<number> {
  const { latDeg, lonDeg } = row.places[0]!;
  const [lat, lon] = [latDeg * DEGREE, lonDeg * DEGREE];
  const region = surveyRegion(lat, lon, 2 * SEARCH_M, 20);
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const eyeM = heightAt(terrain, lat, lon) + row.heightM;
  const table = skyTable(sky.sun, region.frame, eyeM, sky.fromEt, sky.toEt, { radiusRad: sunRadiusRad });
  const [map] = await lightMaps(inlineRunner, swept, [{ heightM: row.heightM, table }], 720);
  const values = sweepToMap(region, map!);
  const cells = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const { columns } = region.grid;
  const places = cells
    .slice(0, TRIED)
    .map((cell) => nearestNode(terrain, ...cellPlace(region, Math.floor(cell / columns), cell % columns)));
  const lights = [[lat, lon] as const, ...places].map((at) =>
    lightAt(horizonAt(terrain, ...at, row.heightM), sky, sky.fromEt, sky.toEt, PUBLISHED),
  );
  return Math.max(...lights.map((light) => 100 * light[row.definition as 'sunDiscMean' | 'sunAnyFraction']));
}

/** The node of the finest grid around a place (radians) that is nearest to it. */
function nearestNode(terrain: Terrain, latRad: number, lonRad: number): [number, number] {
  const stepM = resolutionAt(terrain, latRad, lonRad);
  for (const { grid } of terrain) {
    const [x, y] = project(grid.kind, latRad, lonRad);
    const [column, row] = [Math.floor((x - grid.xMin) / grid.step), Math.floor((grid.yMax - y) / grid.step)];
    if (grid.step !== stepM || column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) continue;
    return unproject(grid.kind, grid.xMin + (column + 0.5) * grid.step, grid.yMax - (row + 0.5) * grid.step);
  }
  return [latRad, lonRad];
}
