import { MOON_RADIUS_M } from './dem.ts';
import { regionHeights, type SurveyRegion } from '../site/site-region.ts';
import type { Terrain } from './dem.ts';

/** Elevation and slope of every cell of a region. */
export interface GroundMaps {
  /** Metres above the 1737.4 km sphere. */
  readonly elevationM: Float32Array;
  /** Degrees, by Horn's differences over the eight neighbours: a baseline of two cells. */
  readonly slopeDeg: Float32Array;
}

/** Horn's slope (Proc. IEEE 69, 1981) on the map, with the map's scale taken out; NaN where a neighbour has no height. */
export function groundMaps(region: SurveyRegion, terrain: Terrain): GroundMaps {
  const { rows, columns, step, xMin, yMax } = region.grid;
  const wide = columns + 2;
  const z = regionHeights(region, terrain);
  const elevationM = new Float32Array(rows * columns);
  const slopeDeg = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = (row + 1) * wide + column + 1;
      const [n, s] = [at - wide, at + wide];
      const east = z[n + 1]! + 2 * z[at + 1]! + z[s + 1]! - z[n - 1]! - 2 * z[at - 1]! - z[s - 1]!;
      const north = z[n - 1]! + 2 * z[n]! + z[n + 1]! - z[s - 1]! - 2 * z[s]! - z[s + 1]!;
      const [x, y] = [xMin + (column + 0.5) * step, yMax - (row + 0.5) * step];
      const scale = 1 + (x * x + y * y) / (4 * MOON_RADIUS_M * MOON_RADIUS_M); // of the polar stereographic projection
      const to = row * columns + column;
      elevationM[to] = z[at]!;
      slopeDeg[to] = (Math.atan((Math.hypot(east, north) * scale) / (8 * step)) * 180) / Math.PI;
    }
  return { elevationM, slopeDeg };
}
