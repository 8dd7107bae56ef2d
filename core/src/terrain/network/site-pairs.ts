import { localAxes } from '../../math/index.ts';
import { MOON_RADIUS_M, type Terrain } from '../ground/dem.ts';
import { unitVector } from '../ground/projection.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';

/** An eye (array, antenna) over a place. Radians, metres. */
export interface Eye {
  readonly latRad: number;
  readonly lonRad: number;
  readonly heightM: number;
}

/** Distance along the sphere of 1737.4 km, metres. */
export function groundDistanceM(a: Eye, b: Eye): number {
  const [u, v] = [unitVector(a.latRad, a.lonRad), unitVector(b.latRad, b.lonRad)];
  // From the chord: the cosine would lose metres over a kilometre.
  return 2 * MOON_RADIUS_M * Math.asin(Math.min(1, Math.hypot(u[0] - v[0], u[1] - v[1], u[2] - v[2]) / 2));
}

/**
 * How far the straight line between two eyes stays above the terrain at its lowest, metres along the vertical there: positive when they see each other, NaN when either stands on no
 * terrain.
 *
 * Taken in the plane through the Moon's centre, so that curvature is exact: the line between distances R1 and R2 from the centre, the angle A apart, is at the angle a from the first at
 * 1 / rho = (sin(A - a) / R1 + sin(a) / R2) / sin A. Sampled every half cell of the terrain, and from each end in steps of 1/64 of the distance gone.
 */
export function sightClearanceM(terrain: Terrain, from: Eye, to: Eye): number {
  const u = unitVector(from.latRad, from.lonRad);
  const v = unitVector(to.latRad, to.lonRad);
  const angle = groundDistanceM(from, to) / MOON_RADIUS_M;
  const [first, cellM] = groundUnder(terrain, u);
  const [last] = groundUnder(terrain, v);
  if (angle === 0) return Math.min(from.heightM, to.heightM);
  const [r1, r2] = [MOON_RADIUS_M + first + from.heightM, MOON_RADIUS_M + last + to.heightM];
  const sin = Math.sin(angle);
  let lowest = first + last === first + last ? Math.min(from.heightM, to.heightM) : NaN;
  const half = angle / 2;
  for (let gone = 0, cell = cellM; ;) {
    gone += Math.min(Math.max(gone / 64, cell / 32 / MOON_RADIUS_M), cell / 2 / MOON_RADIUS_M);
    if (gone > half) return lowest;
    for (const a of [gone, angle - gone]) {
      const [k1, k2] = [Math.sin(angle - a) / sin, Math.sin(a) / sin];
      const [height, size] = groundUnder(terrain, [u[0] * k1 + v[0] * k2, u[1] * k1 + v[1] * k2, u[2] * k1 + v[2] * k2]); // prettier-ignore
      if (height !== height) continue;
      cell = Math.min(cell, size);
      const clearance = 1 / (k1 / r1 + k2 / r2) - (MOON_RADIUS_M + height);
      if (clearance < lowest) lowest = clearance;
    }
  }
}

const sample = new Float64Array(2);

/** Height and cell size under a unit vector. */
function groundUnder(terrain: Terrain, u: readonly [number, number, number]): [heightM: number, cellM: number] {
  sampleTerrain(terrain, u[0], u[1], u[2], sample);
  return [sample[0]!, sample[1]!];
}

/** The place `distanceM` along the sphere from another, in a direction from north, clockwise. */
export function placeBeside(
  latRad: number,
  lonRad: number,
  azimuthRad: number,
  distanceM: number,
): [latRad: number, lonRad: number] {
  const { up, east, north } = localAxes(latRad, lonRad);
  const [s, c] = [Math.sin(distanceM / MOON_RADIUS_M), Math.cos(distanceM / MOON_RADIUS_M)];
  const [se, sn] = [s * Math.sin(azimuthRad), s * Math.cos(azimuthRad)];
  const at = ([0, 1, 2] as const).map((i) => up[i] * c + east[i] * se + north[i] * sn) as [number, number, number];
  return [Math.asin(Math.min(1, Math.max(-1, at[2]))), Math.atan2(at[1], at[0])];
}
