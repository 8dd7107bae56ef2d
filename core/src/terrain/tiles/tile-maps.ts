import { inlineRunner } from '../../jobs/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { latLonOf } from '../ground/projection.ts';
import { groundMaps } from '../ground/slope-map.ts';
import { heightAt } from '../ground/terrain-height.ts';
import { sunRadiusRad, type LunarSky } from '../light/light-sky.ts';
import { sweepToMap, type SurveyRegion } from '../site/site-region.ts';
import { lightMaps, type LightLayer } from '../sweep/light-map.ts';
import { limbTable } from '../sweep/limb-table.ts';
import { skyTable } from '../sweep/sun-histogram.ts';
import { sweepTerrain } from '../sweep/sweep-terrain.ts';
import type { TileLayerId } from './tile-layers.ts';
import { tileRegion, type TilePlace, type TilePlan } from './tile-plan.ts';

/** What every tile of a run shares. */
export interface TileSettings {
  readonly grid: TilePlan['grid'];
  readonly tileCells: number;
  readonly layers: readonly TileLayerId[];
  readonly heightM: number;
  /** Directions of the sweep, a multiple of 4. */
  readonly directions: number;
}

export interface TileTask {
  readonly settings: TileSettings;
  readonly tile: TilePlace;
  /** Windows of the terrain around the tile (see {@link tileWindows}), or all of it. */
  readonly terrain: Terrain;
  readonly sky: LunarSky;
}

/** The maps of a tile, in the order of the layers: row 0 at the top, cropped to the map, NaN where there is no terrain. */
export type TileMaps = Float32Array[];

/**
 * Works out one tile: its own gnomonic plane, its own table of Sun and Earth (with the parallax of its own centre), its own nested levels of terrain to 350 km.
 * A function of its arguments; no other tile is looked at.
 */
export async function tileMaps({ settings, tile, terrain, sky }: TileTask, signal?: AbortSignal): Promise<TileMaps> {
  const region = tileRegion(settings, tile);
  const { elevationM, slopeDeg } = groundMaps(region, terrain);
  const light = elevationM.some((height) => !Number.isNaN(height))
    ? await tileLight(region, settings, terrain, sky, signal)
    : new Map<TileLayerId, Float32Array>();
  return settings.layers.map((id) => {
    if (id === 'elevation') return crop(elevationM, settings.tileCells, tile);
    if (id === 'slope') return crop(slopeDeg, settings.tileCells, tile);
    const map = light.get(id) ?? new Float32Array(elevationM.length);
    return crop(
      map.map((value, i) => (Number.isNaN(elevationM[i]!) ? NaN : value)),
      settings.tileCells,
      tile,
    );
  });
}

/** The Earth keeps to few directions, so each counts for more: twice as many, as `ilrs survey` has it. */
export const EARTH_DIRECTIONS = 2;

async function tileLight(
  region: SurveyRegion,
  { layers, heightM, directions }: TileSettings,
  terrain: Terrain,
  { sun, earth, fromEt, toEt }: LunarSky,
  signal: AbortSignal | undefined,
): Promise<Map<TileLayerId, Float32Array>> {
  const { frame, sweepCells, sweepStepM } = region;
  const centre = heightAt(terrain, ...latLonOf(...frame.up));
  const eye = (Number.isNaN(centre) ? 0 : centre) + heightM;
  const table = (track: typeof sun, options: Parameters<typeof skyTable>[5]) =>
    skyTable(track, frame, eye, fromEt, toEt, options);
  const makers: Partial<Record<TileLayerId, () => LightLayer>> = {
    sunDiscMean: () => ({ heightM, table: table(sun, { directions, radiusRad: sunRadiusRad }) }),
    earthFraction: () => ({
      heightM,
      table: table(earth, { directions: EARTH_DIRECTIONS * directions, sampleS: 3600 }),
    }),
    // As `ilrs survey` has it: never any part of the disc, by the highest limb of each direction.
    permanentShadow: () => ({
      heightM: 0,
      table: limbTable(sun, frame, eye, fromEt, toEt, { directions, radiusRad: sunRadiusRad }),
    }),
  };
  const wanted = layers.flatMap((id) => (makers[id] ? [{ id, layer: makers[id]() }] : []));
  if (wanted.length === 0) return new Map();
  const options = signal === undefined ? {} : { signal };
  const swept = sweepTerrain(terrain, frame, sweepCells, sweepStepM, options);
  const seen = await lightMaps(
    inlineRunner,
    swept,
    wanted.map(({ layer }) => layer),
    Math.max(...wanted.map(({ layer }) => layer.table.directions)),
    options,
  );
  return new Map(
    wanted.map(({ id }, i) => {
      const map = sweepToMap(region, seen[i]!, id === 'permanentShadow');
      return [id, id === 'permanentShadow' ? map.map((share) => (share > 0 ? 0 : 1)) : map];
    }),
  );
}

function crop(values: Float32Array, side: number, { rows, columns }: TilePlace): Float32Array {
  if (rows === side && columns === side) return values;
  const out = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) out.set(values.subarray(row * side, row * side + columns), row * columns);
  return out;
}
