import type { Dem, Terrain } from '../ground/dem.ts';
import { project } from '../ground/projection.ts';
import { addNoise, noiseKey, type NoiseComponent, type NoiseWindow } from './noise-field.ts';
import type { TerrainErrors } from './vertical-error.ts';

/** Where skylines are looked at: noise that is too far away to be seen from there is left out. */
export interface CloneAround {
  readonly latRad: number;
  readonly lonRad: number;
  readonly radiusM: number;
}

/**
 * Noise is added where its sigma can be seen, from somewhere around, under at least this angle: 0.011 degrees, 1/48 of the Sun's disc. 1 m up to 5 km away, 8 m up to 40 km.
 */
export const UNSEEN_RAD = 2e-4;

/**
 * A clone of a terrain: every grid with its own noise added, the same for the same seed and number wherever it is worked out. Grids of the same correlation length share one field, so
 * that a clone has no more of a step at their joint than the terrain has. Grids without error, or too far from `around`, are the very same objects.
 *
 * About 25 ns per cell and component; heights of a clone are float32.
 */
export function cloneTerrain(
  terrain: Terrain,
  errors: TerrainErrors,
  seed: number,
  clone: number,
  around: CloneAround,
): Terrain {
  return terrain.map((dem, i) => {
    const seen = errors[i]!.map((component) => ({ component, window: windowAround(dem, around, component.sigmaM) }));
    const noise = seen.filter(({ window: { columns, rows } }) => columns[1] > columns[0] && rows[1] > rows[0]);
    return noise.length === 0 ? dem : noisy(dem, noise, seed, clone);
  });
}

/** Stands for "no height" in a clone. */
const NO_DATA = Math.fround(-1e30);

function noisy(
  dem: Dem,
  noise: readonly { readonly component: NoiseComponent; readonly window: NoiseWindow }[],
  seed: number,
  clone: number,
): Dem {
  const { grid, scale, offset, noData } = dem;
  const values = new Float32Array(dem.values.length);
  for (let i = 0; i < values.length; i++) values[i] = dem.values[i]! * scale + offset;
  const south = grid.kind === 'southPolarStereographic' ? 1 : 0;
  const points = { columns: grid.columns, x0: grid.xMin + grid.step / 2, y0: grid.yMax - grid.step / 2, stepM: grid.step }; // prettier-ignore
  for (const { component, window } of noise)
    addNoise(component, noiseKey(seed, clone, south, Math.round(1000 * component.correlationM)), values, points, window); // prettier-ignore
  if (noData !== null) for (let i = 0; i < values.length; i++) if (dem.values[i] === noData) values[i] = NO_DATA;
  return { ...dem, values, scale: 1, offset: 0, noData: noData === null ? null : NO_DATA };
}

/** The cells of a grid that lie in the square around the circle and its reach. */
function windowAround({ grid }: Dem, { latRad, lonRad, radiusM }: CloneAround, sigmaM: number): NoiseWindow {
  const reach = sigmaM === 0 ? -1e9 : radiusM + sigmaM / UNSEEN_RAD;
  const [x, y] = project(grid.kind, latRad, lonRad);
  const within = (value: number, count: number) => Math.min(Math.max(Math.round(value), 0), count);
  const column = (at: number) => within((at - grid.xMin) / grid.step, grid.columns);
  const row = (at: number) => within((grid.yMax - at) / grid.step, grid.rows);
  return { columns: [column(x - reach), column(x + reach)], rows: [row(y + reach), row(y - reach)] };
}
