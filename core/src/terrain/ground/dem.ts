import { MOON_SPHERE_M } from '../../ephemeris/index.ts';

/** The reference sphere of every height, latitude and map coordinate here: mean lunar radius of the IAU and of LOLA products. */
export const MOON_RADIUS_M = MOON_SPHERE_M;

/**
 * A raster of terrain heights in memory.
 *
 * Heights are metres above {@link MOON_RADIUS_M}; a sample is `values[row * columns + column] * scale + offset`, row 0 at the top.
 * Samples are cell centres: the centre of (row, column) is at `x = xMin + (column + 0.5) * step`, `y = yMax - (row + 0.5) * step`, in the units of the grid.
 * `values` may sit on a SharedArrayBuffer, so that workers read one copy.
 */
export interface Dem {
  /** File name, for messages and provenance. */
  readonly name: string;
  readonly sha256: string;
  /** What a viewer must be told, e.g. "reconstructed from renderings of LOLA; not mission grade"; empty when there is nothing to say. */
  readonly notice: string;
  readonly grid: DemGrid;
  readonly values: Int16Array | Float32Array;
  readonly scale: number;
  readonly offset: number;
  /** Raw value that means "no height here", or null. */
  readonly noData: number | null;
}

/**
 * How rows and columns lie on the sphere.
 * - `polarStereographic`: x, y in metres, true scale at the pole, central meridian 0; south: x toward 90 E, y toward 0 E.
 * - `equirectangular`: x = east longitude, y = latitude, in radians.
 */
export interface DemGrid {
  readonly kind: 'southPolarStereographic' | 'northPolarStereographic' | 'equirectangular';
  readonly columns: number;
  readonly rows: number;
  /** Cell size: metres, or radians for `equirectangular`. */
  readonly step: number;
  readonly xMin: number;
  readonly yMax: number;
}

/** Nested grids, finest first; a height comes from the first that has one at the place asked for. */
export type Terrain = readonly Dem[];
