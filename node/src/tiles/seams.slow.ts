import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lunarSky, squarePlan, tileMaps, type LunarSky, type Terrain, type TilePlan, type TileSettings } from '@openilrs/core/terrain'; // prettier-ignore
import { utcToEt } from '@openilrs/core/time';
import { openBundledEphemeris } from '../kernels/index.ts';
import { loadBundledTerrain } from '../terrain/index.ts';
import { folderBlobs } from './blob-store.ts';
import { cutTerrain } from './cut-terrain.ts';
import { terrainSources } from './terrain-sources.ts';
import { windowReader } from './window-reader.ts';

// Each tile has its own gnomonic plane, its own lattice and its own table of the Sun: what does that do where two tiles meet? The same cells are worked out by two tiles
// of which one lies half a tile to the east, and compared.
const degree = Math.PI / 180;
const CELLS = 96;
let sky: LunarSky;
let terrain: Terrain;

beforeAll(async () => {
  const ephemeris = await openBundledEphemeris();
  const et = (utc: string): number => utcToEt(ephemeris.leapSeconds, utc);
  sky = lunarSky(ephemeris, 'MOON_ME_DE421', et('2035-01-01'), et('2036-01-01'));
  terrain = await loadBundledTerrain();
});

function settingsOf({ grid, tileCells }: TilePlan, heightM: number): TileSettings {
  return {
    grid,
    tileCells,
    layers: ['sunDiscMean', 'permanentShadow', 'elevation', 'slope'],
    heightM,
    directions: 720,
  };
}

function differences(a: Float32Array, b: Float32Array, shift: number): number[] {
  const found = [];
  for (let row = 0; row < CELLS; row++)
    for (let column = shift; column < CELLS; column++)
      found.push(Math.abs(a[row * CELLS + column]! - b[row * CELLS + column - shift]!));
  return found.sort((x, y) => x - y);
}

const rms = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe('tiles of the bundled grids', () => {
  it.each([
    ['the ridge', -89.463, 222.51, 40, 10],
    ['the ridge, on the ground', -89.463, 222.51, 40, 0],
    ['82 S', -82, 60, 160, 2],
  ])('agree where two of them have worked out the same cells: %s', async (name, lat, lon, cellM, heightM) => {
    const plan = squarePlan(lat * degree, lon * degree, CELLS * cellM, cellM, CELLS);
    const settings = settingsOf(plan, heightM);
    const [tile] = plan.tiles;
    const east = { ...tile!, left: CELLS / 2 };
    const first = await tileMaps({ settings, tile: tile!, terrain, sky });
    const second = await tileMaps({ settings, tile: east, terrain, sky });
    const points = differences(first[0]!, second[0]!, CELLS / 2).map((share) => 100 * share);
    const shadow = differences(first[1]!, second[1]!, CELLS / 2);
    const changed = shadow.filter((value) => value > 0).length / shadow.length;
    const p99 = points[Math.floor(0.99 * points.length)]!;
    console.log(
      `seam, ${name}, cells of ${cellM} m, eye at ${heightM} m: sunDiscMean differs by ${rms(points).toFixed(3)} points rms, p99 ${p99.toFixed(2)}, max ${points.at(-1)!.toFixed(2)}; permanent shadow in ${(100 * changed).toFixed(2)} % of the cells`,
    );
    // What the sweep promises against the time series of points: 0.2 points rms (see sweep-truth.slow.ts).
    expect(rms(points)).toBeLessThan(0.2);
    expect(changed).toBeLessThan(0.005);
    expect(differences(first[2]!, second[2]!, CELLS / 2).at(-1)).toBe(0); // heights and slopes are of the map's own cells
    expect(differences(first[3]!, second[3]!, CELLS / 2).at(-1)).toBe(0);
  });

  it('give the same maps from the windows that they fetch as from the whole terrain', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ilrs-tiles-'));
    try {
      const plan = squarePlan(-89.463 * degree, 222.51 * degree, 3 * CELLS * 40, 40, CELLS);
      const blobs = folderBlobs(folder);
      const sources = await terrainSources([], { latRad: -89.463 * degree, lonRad: 222.51 * degree, radiusM: 0 });
      const terrainOf = windowReader(plan, await cutTerrain(sources, plan, blobs), blobs);
      const settings = settingsOf(plan, 2);
      const tile = plan.tiles[4]!;
      const windows = await terrainOf(tile);
      const whole = await tileMaps({ settings, tile, terrain, sky });
      const cut = await tileMaps({ settings, tile, terrain: windows, sky });
      const points = differences(whole[0]!, cut[0]!, 0).map((share) => 100 * share);
      const bytes = (all: Terrain): number => all.reduce((sum, { values }) => sum + values.byteLength, 0) / 1e6;
      console.log(
        `windows: ${bytes(windows).toFixed(1)} MB instead of ${bytes(terrain).toFixed(1)}; sunDiscMean differs by ${rms(points).toFixed(4)} points rms, max ${points.at(-1)!.toFixed(3)}`,
      );
      expect(rms(points)).toBeLessThan(0.02);
      expect(differences(whole[2]!, cut[2]!, 0).at(-1)).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
