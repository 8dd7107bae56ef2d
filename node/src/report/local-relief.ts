import { cellSizeM, MOON_RADIUS_M, resolutionAt, sampleTerrain, type Terrain } from '@openilrs/core/terrain';
import { localAxes } from '@openilrs/core/math';
import { hillshade } from '../figures/index.ts';

/** The ground around a site on the plane that touches the sphere there: north up, row 0 at the top. */
export interface LocalRelief {
  readonly cells: number;
  readonly cellM: number;
  readonly elevationM: Float32Array;
  readonly shade: Float32Array;
  /** Slope of each cell over a baseline of two cells, degrees. */
  readonly slopeDeg: Float32Array;
  /** Cell size of the finest grid under the site. */
  readonly gridCellM: number;
}

const CELLS = 400;
const SIZE_M = 12_000;

/** 12 x 12 km around a place (radians) in cells of 30 m. */
export function localRelief(terrain: Terrain, latRad: number, lonRad: number): LocalRelief {
  const { up, east, north } = localAxes(latRad, lonRad);
  const cellM = SIZE_M / CELLS;
  const elevationM = new Float32Array(CELLS * CELLS);
  const sample = new Float64Array(2);
  for (let row = 0; row < CELLS; row++)
    for (let column = 0; column < CELLS; column++) {
      const e = ((column + 0.5 - CELLS / 2) * cellM) / MOON_RADIUS_M;
      const n = ((CELLS / 2 - row - 0.5) * cellM) / MOON_RADIUS_M;
      const [x, y, z] = [0, 1, 2].map((i) => up[i]! + e * east[i]! + n * north[i]!) as [number, number, number];
      const r = Math.hypot(x, y, z);
      sampleTerrain(terrain, x / r, y / r, z / r, sample);
      elevationM[row * CELLS + column] = sample[0]!;
    }
  const gridCellM = resolutionAt(terrain, latRad, lonRad) || cellSizeM(terrain[0]!.grid);
  return { cells: CELLS, cellM, elevationM, shade: hillshade(elevationM, CELLS, CELLS, cellM), slopeDeg: slopes(elevationM, cellM), gridCellM }; // prettier-ignore
}

function slopes(z: Float32Array, cellM: number): Float32Array {
  const out = new Float32Array(z.length).fill(NaN);
  for (let row = 1; row < CELLS - 1; row++)
    for (let column = 1; column < CELLS - 1; column++) {
      const at = row * CELLS + column;
      const east = (z[at + 1]! - z[at - 1]!) / (2 * cellM);
      const north = (z[at - CELLS]! - z[at + CELLS]!) / (2 * cellM);
      out[at] = (Math.atan(Math.hypot(east, north)) * 180) / Math.PI;
    }
  return out;
}

/** Shares of the ground within `radiusM` of the site that slope less than each of `limitsDeg`. */
export function flatterThan(relief: LocalRelief, radiusM: number, limitsDeg: readonly number[]): number[] {
  const { cells, cellM, slopeDeg } = relief;
  const counts = limitsDeg.map(() => 0);
  let all = 0;
  for (let i = 0; i < slopeDeg.length; i++) {
    const [x, y] = [((i % cells) + 0.5 - cells / 2) * cellM, (Math.floor(i / cells) + 0.5 - cells / 2) * cellM];
    if (Math.hypot(x, y) > radiusM || Number.isNaN(slopeDeg[i]!)) continue;
    all++;
    limitsDeg.forEach((limit, k) => {
      if (slopeDeg[i]! < limit) counts[k]!++;
    });
  }
  return counts.map((count) => (all > 0 ? count / all : NaN));
}
