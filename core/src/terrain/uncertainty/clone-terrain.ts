import type { Dem, Terrain } from '../ground/dem.ts';
import { project } from '../ground/projection.ts';
import { addNoise, noiseKey, type NoiseComponent } from './noise-field.ts';
import type { TerrainErrors } from './vertical-error.ts';

/** Where skylines are looked at: noise that is too far away to be seen from there is left out. */
export interface CloneAround {
  readonly latRad: number;
  readonly lonRad: number;
  readonly radiusM: number;
}

/**
 * Grids whose noise is seen from everywhere under less than this angle (its sigma over the distance of the nearest cell) stay as they are: 0.011 degrees, 1/48 of the Sun's disc.
 */
export const UNSEEN_RAD = 2e-4;

/**
 * A clone of a terrain: every grid with its own noise added, the same for the same seed and number wherever it is worked out. Grids of the same correlation length share one field, so
 * that a clone has no more of a step at their joint than the terrain has. Grids without error, or too far from `around`, are the very same objects.
 *
 * About 25 ns per cell and component; heights of a clone are float32.
 */
export function cloneTerrain(terrain: Terrain, errors: TerrainErrors, seed: number, clone: number, around: CloneAround): Terrain {
  return terrain.map((dem, i) => {
    const components = errors[i]!.filter(({ sigmaM }) => sigmaM > 0);
    const sigma = Math.hypot(...components.map(({ sigmaM }) => sigmaM));
    if (sigma === 0 || sigma < UNSEEN_RAD * distanceM(dem, around)) return dem;
    return noisy(dem, components, seed, clone);
  });
} // prettier-ignore

/** Stands for "no height" in a clone. */
const NO_DATA = Math.fround(-1e30);

function noisy(dem: Dem, components: readonly NoiseComponent[], seed: number, clone: number): Dem {
  const { grid, scale, offset, noData } = dem;
  const values = Float32Array.from(dem.values, (raw) => raw * scale + offset);
  const south = grid.kind === 'southPolarStereographic' ? 1 : 0;
  for (const component of components) {
    const key = noiseKey(seed, clone, south, Math.round(1000 * component.correlationM));
    addNoise(component, key, values, grid.columns, grid.xMin + grid.step / 2, grid.yMax - grid.step / 2, grid.step);
  }
  if (noData !== null) for (let i = 0; i < values.length; i++) if (dem.values[i] === noData) values[i] = NO_DATA;
  return { ...dem, values, scale: 1, offset: 0, noData: noData === null ? null : NO_DATA };
}

/** Distance on the map from the edge of a circle to a grid, metres. */
function distanceM({ grid }: Dem, { latRad, lonRad, radiusM }: CloneAround): number {
  const [x, y] = project(grid.kind, latRad, lonRad);
  const beyond = (value: number, from: number, to: number) => Math.max(from - value, 0, value - to);
  const dx = beyond(x, grid.xMin, grid.xMin + grid.columns * grid.step);
  const dy = beyond(y, grid.yMax - grid.rows * grid.step, grid.yMax);
  return Math.max(Math.hypot(dx, dy) - radiusM, 0);
}
