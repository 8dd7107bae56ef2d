import type { Ephemeris } from '@openilrs/core/ephemeris';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  cellPlace,
  doubleShadow,
  heightAt,
  lightMaps,
  limbTable,
  lunarSky,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
  sweepToMap,
  unitVector,
  type DoubleShadowWarning,
  type SurveyRegion,
  type Terrain,
} from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { shadowEdge, type ShadowEdge } from './shadow-edge.ts';
import published from '../../test/reference/terrain/psr.json' with { type: 'json' };

export interface ShadowArea {
  readonly cellM: number;
  readonly areaKm2: number;
  readonly fraction: number;
}

/** One region at several sizes of cells, beside the published areas. */
export interface ShadowRegion {
  readonly region: string;
  readonly areas: readonly ShadowArea[];
  readonly published: readonly (typeof published.rows)[number][];
}

export interface DoublyShadowed {
  readonly region: string;
  readonly cellM: number;
  readonly areaKm2: number;
  readonly singleKm2: number;
  readonly warning: DoubleShadowWarning | null;
  readonly published: (typeof published.rows)[number];
}

export interface ShadowValidation {
  readonly regions: readonly ShadowRegion[];
  readonly edge: ShadowEdge;
  readonly doubly: DoublyShadowed;
}

type Place = readonly [latRad: number, lonRad: number];
type Inside = (latRad: number, lonRad: number) => boolean;

const DEGREE = Math.PI / 180;
const SHACKLETON: Place = [-89.67 * DEGREE, 129.8 * DEGREE];
const SHACKLETON_RADIUS_M = 10_500;
const POLE: Place = [-Math.PI / 2, 0];
const SQUARE_M = 151_680;
export const PERIOD = ['2015-12-24', '2034-12-24'] as const;

/** Areas that see no part of the Sun's disc from the ground in 19 years, beside the published ones, by size of cells. */
export async function shadowAreas(
  terrain: Terrain,
  ephemeris: Ephemeris,
  runner: JobRunner,
  say: (line: string) => void,
): Promise<ShadowValidation> {
  const [from, to] = PERIOD.map((utc) => utcToEt(ephemeris.leapSeconds, utc)) as [number, number];
  const ports = { terrain, runner, sky: lunarSky(ephemeris, 'MOON_ME_DE421', from, to) };
  const rows = (...ids: string[]) => published.rows.filter((row) => ids.includes(row.id));
  const bySize = async (region: string, at: Place, sizeM: number, cells: readonly number[], inside: Inside, ids: string[]) => {
    const areas = [];
    for (const cellM of cells) {
      areas.push(await areaOf(ports, at, sizeM, cellM, inside));
      say(`${region}, cells of ${cellM} m: ${areas.at(-1)!.areaKm2.toFixed(0)} km2`);
    }
    return { region, areas, published: rows(...ids) };
  }; // prettier-ignore
  const centre = unitVector(...SHACKLETON);
  const inShackleton: Inside = (lat, lon) => {
    const u = unitVector(lat, lon);
    const cos = u[0] * centre[0] + u[1] * centre[1] + u[2] * centre[2];
    return 1_737_400 * Math.acos(Math.min(1, cos)) < SHACKLETON_RADIUS_M;
  };
  const regions = [
    await bySize('square of +-75.84 km about the south pole', POLE, SQUARE_M, [1920, 960, 480, 240, 120], () => true, ['P07']), // prettier-ignore
    await bySize('within 10.5 km of the centre of Shackleton', SHACKLETON, 21_000, [400, 200, 100, 50], inShackleton, ['P09', 'P10']), // prettier-ignore
    await bySize('south of 80 S', POLE, 616_000, [4000, 2000, 1000], (lat) => lat <= -80 * DEGREE, ['P01', 'P05', 'P06']), // prettier-ignore
  ];
  const doubly = await doublyShadowed(ports, rows('P08')[0]!);
  say('cells at the edge of shadow against their exact skylines');
  const region = surveyRegion(...POLE, SQUARE_M, 480);
  const dark = Uint8Array.from(sweepToMap(region, await groundLight(ports, region, POLE), true), (share) => Number(share === 0)); // prettier-ignore
  return { regions, edge: await shadowEdge(region, dark, 300, ports), doubly };
}

interface Ports {
  readonly terrain: Terrain;
  readonly runner: JobRunner;
  readonly sky: ReturnType<typeof lunarSky>;
}

/** Above nought where any part of the disc is ever in view from the ground of a region, on its plane: as the layer `permanentShadow` of `ilrs survey` has it. */
async function groundLight(ports: Ports, region: SurveyRegion, [lat, lon]: Place): Promise<Float32Array> {
  const { terrain, runner, sky } = ports;
  const swept = sweepTerrain(terrain, region.frame, region.sweepCells, region.sweepStepM);
  const eyeM = heightAt(terrain, lat, lon);
  const table = limbTable(sky.sun, region.frame, eyeM, sky.fromEt, sky.toEt, { radiusRad: sunRadiusRad });
  return (await lightMaps(runner, swept, [{ heightM: 0, table }], 720))[0]!;
}

async function areaOf(ports: Ports, at: Place, sizeM: number, cellM: number, inside: Inside): Promise<ShadowArea> {
  const region = surveyRegion(...at, sizeM, cellM);
  const values = sweepToMap(region, await groundLight(ports, region, at), true);
  let [dark, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const [lat, lon] = cellPlace(region, Math.floor(i / region.grid.columns), i % region.grid.columns);
    if (!inside(lat, lon)) continue;
    // Cells of the map are larger on the ground than on the map, away from the pole.
    const trueM2 = (cellM / mapScale(lat)) ** 2;
    all += trueM2;
    if (values[i] === 0) dark += trueM2;
  }
  return { cellM, areaKm2: dark / 1e6, fraction: dark / all };
}

/** Scale of the south polar stereographic map, true at the pole: 2 / (1 + sin |latitude|). */
function mapScale(latRad: number): number {
  return 2 / (1 - Math.sin(latRad));
}

/** The 40 m grid about the pole: the largest piece of fine terrain that is bundled. */
async function doublyShadowed(ports: Ports, row: (typeof published.rows)[number]): Promise<DoublyShadowed> {
  const [sizeM, cellM] = [40_000, 40];
  const region = surveyRegion(...POLE, sizeM, cellM);
  const light = await groundLight(ports, region, POLE);
  const lit = Uint8Array.from(light, (share) => (share > 0 ? 1 : 0));
  const { frame, sweepCells, sweepStepM } = region;
  const { dark, warning } = await doubleShadow(ports.runner, ports.terrain, frame, sweepCells, sweepStepM, lit);
  const km2 = (cells: Uint8Array, value: number) =>
    (cells.filter((one) => one === value).length * sweepStepM ** 2) / 1e6;
  return { region: `${sizeM / 1000} x ${sizeM / 1000} km about the south pole`, cellM, areaKm2: km2(dark, 1), singleKm2: km2(lit, 0), warning, published: row }; // prettier-ignore
}
