import { MOON_RADIUS_M, type Terrain } from './dem.ts';
import { sampleTerrain } from './terrain-height.ts';
import { localAxes, type LocalAxes } from '../../math/index.ts';

/** Steepness of the ground and where it falls. */
export interface Slope {
  readonly slopeRad: number;
  /** Azimuth of steepest descent, radians from north, clockwise; NaN on level ground. */
  readonly downhillAzimuthRad: number;
}

/** Shortest baseline, metres, on which the bundled reconstructed grids mean anything (data/terrain/PROVENANCE.md). */
export const RECONSTRUCTED_BASELINE_M = 40;

/**
 * Slope at a place (radians) by Horn's weighted differences (Proc. IEEE 69, 1981) over the eight neighbours.
 *
 * `baselineM` is the distance between the outer samples, so the neighbours stand `baselineM / 2` away; use at least
 * {@link RECONSTRUCTED_BASELINE_M} with the bundled grids. NaN where a neighbour has no height.
 */
export function slopeAt(terrain: Terrain, latRad: number, lonRad: number, baselineM: number): Slope {
  const axes = localAxes(latRad, lonRad);
  const arm = baselineM / 2 / MOON_RADIUS_M;
  const z = (column: number, row: number) => heightBeside(terrain, axes, column * arm, row * arm);
  const [nw, ne, sw, se] = [z(-1, 1), z(1, 1), z(-1, -1), z(1, -1)];
  const east = (ne + 2 * z(1, 0) + se - nw - 2 * z(-1, 0) - sw) / (4 * baselineM);
  const north = (nw + 2 * z(0, 1) + ne - sw - 2 * z(0, -1) - se) / (4 * baselineM);
  const steepness = Math.hypot(east, north);
  const downhill = Math.atan2(-east, -north);
  return {
    slopeRad: Math.atan(steepness),
    downhillAzimuthRad: steepness > 0 ? (downhill + 2 * Math.PI) % (2 * Math.PI) : NaN,
  };
}

const out = new Float64Array(2);

function heightBeside(terrain: Terrain, axes: LocalAxes, eastRad: number, northRad: number): number {
  const { up, east, north } = axes;
  const x = up[0] + east[0] * eastRad + north[0] * northRad;
  const y = up[1] + east[1] * eastRad + north[1] * northRad;
  const z = up[2] + east[2] * eastRad + north[2] * northRad;
  const r = Math.hypot(x, y, z);
  sampleTerrain(terrain, x / r, y / r, z / r, out);
  return out[0]!;
}
