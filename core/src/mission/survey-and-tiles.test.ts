import { expect, it } from 'vitest';
import { inlineRunner } from '../jobs/index.ts';
import { squarePlan, surveyRegion, tabulateSky, tileMaps, type TileLayerId } from '../terrain/index.ts';
import { polarGrid, syntheticDem } from '../terrain/testing/synthetic-dem.ts';
import { parseLayers } from './survey-layer-names.ts';
import { surveyProducts } from './survey-products.ts';

const DAY = 86_400;
const DEGREE = Math.PI / 180;

/** A body that goes round the pole once in `periodS` between `lowDeg` and `highDeg` over the pole's horizon. */
const circling = (periodS: number, distanceM: number, lowDeg: number, highDeg: number) => (et: number, out: Float64Array) => {
  const [turn, share] = [(2 * Math.PI * et) / periodS, (1 + Math.sin((2 * Math.PI * et) / (3.3 * periodS))) / 2];
  const elevation = (lowDeg + share * (highDeg - lowDeg)) * DEGREE;
  out[0] = distanceM * Math.cos(elevation) * Math.cos(turn);
  out[1] = distanceM * Math.cos(elevation) * Math.sin(turn);
  out[2] = -distanceM * Math.sin(elevation);
}; // prettier-ignore

// `ilrs cap` and `ilrs survey` are two ways to the same maps: of a square that is one tile they must be equal, to the bit.
it('makes of a tile the maps that a survey of the same square makes', async () => {
  const ground = (x: number, y: number) => 400 * Math.sin(x / 1900) * Math.cos(y / 2300) + 150 * Math.sin((x - 2 * y) / 700);
  const terrain = [syntheticDem(polarGrid('southPolarStereographic', 400, 100), ground)];
  const sky = tabulateSky(circling(29.5 * DAY, 1.5e11, -1.5, 1.5), circling(400 * DAY, 3.8e8, -6, 6), 0, 120 * DAY);
  const [lat, lon, sizeM, cellM, heightM, directions] = [-89.8 * DEGREE, 40 * DEGREE, 4800, 200, 5, 180] as const;
  const layers: readonly TileLayerId[] = ['sunDiscMean', 'earthFraction', 'permanentShadow', 'elevation', 'slope'];
  const plan = squarePlan(lat, lon, sizeM, cellM, 64);
  const settings = { grid: plan.grid, tileCells: plan.tileCells, layers, heightM, directions };
  const tiles = await tileMaps({ settings, tile: plan.tiles[0]!, terrain, sky });
  const region = surveyRegion(lat, lon, sizeM, cellM);
  const request = { region, sky, heightM, directions, layers: parseLayers(layers, []), leastShadowM2: 0 };
  const maps = await surveyProducts(request, { terrain, runner: inlineRunner });
  expect(maps.map(({ id }) => id)).toEqual(layers);
  for (const [i, { id, values }] of maps.entries()) {
    expect(new Set(values).size, id).toBeGreaterThan(1);
    expect(tiles[i], id).toEqual(values);
  }
}); // prettier-ignore
