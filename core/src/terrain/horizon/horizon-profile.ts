import { InputError } from '../../errors/index.ts';
import type { Progress } from '../../jobs/index.ts';
import { MOON_RADIUS_M, type Terrain } from '../ground/dem.ts';
import { localAxes, type LocalAxes, type Vector } from '../../math/index.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';
import { HIGHEST_EYE_M } from './highest-eye.ts';

/**
 * The skyline seen from a point: `elevationRad[i]` and `distanceM[i]` belong to azimuth `2 pi i / n`, from north, clockwise.
 */
export interface HorizonProfile {
  readonly latRad: number;
  readonly lonRad: number;
  /** Height of the observer's eye (array, antenna) above the ground. */
  readonly heightM: number;
  /** Height of the ground above the 1737.4 km sphere. */
  readonly terrainHeightM: number;
  /** Elevation of the skyline above the plane through the observer that is perpendicular to the vertical (away from the Moon's centre). */
  readonly elevationRad: Float64Array;
  /** Distance of the skyline point along the sphere. */
  readonly distanceM: Float64Array;
}

export interface HorizonOptions {
  /** Number of azimuths, at least 8. */
  readonly azimuths?: number;
  /** How far terrain is looked for. 350 km: over level ground the Moon's highest summit (10.8 km) shows that far to an observer at 7 km, higher than any place in the south. */
  readonly rangeM?: number;
  /** Divides every step; 1 is the tested standard, larger is finer. */
  readonly fineness?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

export const DEFAULT_AZIMUTHS = 720;
export const DEFAULT_RANGE_M = 350_000;

/**
 * Horizon of a point by ray march along great circles, at `heightM` above the ground of `terrain` (radians, metres).
 *
 * Every angle is taken in the plane through the Moon's centre, so curvature is exact. Steps follow the finest grid under the ray: half a cell, and down to 1/32
 * of a cell near the observer, where a small height is a large angle (see {@link stepM}). Measured on the bundled grids from masts of 2 and 10 m: steps eight times
 * finer change the skyline by less than 0.005 degrees rms (node/src/terrain/light-truth.slow.ts).
 *
 * @throws InputError `TERRAIN_OUTSIDE` where the terrain has no height; `HORIZON_OPTIONS` for options outside their range.
 */
export function horizonAt(
  terrain: Terrain,
  latRad: number,
  lonRad: number,
  heightM: number,
  options: HorizonOptions = {},
): HorizonProfile {
  const { azimuths = DEFAULT_AZIMUTHS, rangeM = DEFAULT_RANGE_M, fineness = 1 } = options;
  checkOptions(azimuths, rangeM, fineness, heightM);
  const axes = localAxes(latRad, lonRad);
  const ground = new Float64Array(2);
  sampleTerrain(terrain, ...axes.up, ground);
  const terrainHeightM = ground[0]!;
  if (!Number.isFinite(terrainHeightM)) throw outside(terrain, latRad, lonRad);
  const elevationRad = new Float64Array(azimuths);
  const distanceM = new Float64Array(azimuths);
  const eye = MOON_RADIUS_M + terrainHeightM + heightM;
  for (let i = 0; i < azimuths; i++) {
    if (i % 64 === 0) {
      options.signal?.throwIfAborted();
      options.progress?.(i, azimuths, 'horizon');
    }
    const ray = rayAt(axes, (2 * Math.PI * i) / azimuths, eye);
    const highest = marchRay(terrain, ray, ground[1]!, rangeM, fineness);
    elevationRad[i] = highest.elevationRad;
    distanceM[i] = highest.distanceM;
  }
  return { latRad, lonRad, heightM, terrainHeightM, elevationRad, distanceM };
}

/** A great circle from the observer: at an angle `a` it is over `up cos a + along sin a`. `eye`: distance of the observer from the Moon's centre. */
interface Ray {
  readonly up: Vector;
  readonly along: Vector;
  readonly eye: number;
}

function rayAt({ up, east, north }: LocalAxes, azimuthRad: number, eye: number): Ray {
  const [sinA, cosA] = [Math.sin(azimuthRad), Math.cos(azimuthRad)];
  const along = (axis: 0 | 1 | 2): number => north[axis] * cosA + east[axis] * sinA;
  return { up, along: [along(0), along(1), along(2)], eye };
}

const sample = new Float64Array(2);

/** Tangent of the elevation of the ground at distance `d` along a ray (NaN where there is none); leaves height and cell size in {@link sample}. */
function tangentAt(terrain: Terrain, { up, along, eye }: Ray, d: number): number {
  const angle = d / MOON_RADIUS_M;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  sampleTerrain(
    terrain,
    up[0] * cos + along[0] * sin,
    up[1] * cos + along[1] * sin,
    up[2] * cos + along[2] * sin,
    sample,
  );
  const r = MOON_RADIUS_M + sample[0]!;
  return (r * cos - eye) / (r * sin);
}

/** How much finer the surroundings of the highest point are looked at again. */
const SECOND_LOOK = 8;

/** Highest point along a ray; `cellM`: cell size at the observer. */
function marchRay(
  terrain: Terrain,
  ray: Ray,
  cellM: number,
  rangeM: number,
  fineness: number,
): { elevationRad: number; distanceM: number } {
  let steepest = -Infinity; // tangent of the elevation
  let at = 0;
  let around = 0; // step where the highest point was found
  let step = stepM(0, cellM) / fineness;
  for (let d = step; d <= rangeM; d += step) {
    const tangent = tangentAt(terrain, ray, d);
    if (tangent > steepest) {
      steepest = tangent;
      at = d;
      around = step;
    }
    // In a hole without heights walk on until a grid begins again.
    step = tangent === tangent ? stepM(d, sample[1]!) / fineness : rangeM / 1000;
  }
  const middle = at;
  for (let k = 1 - SECOND_LOOK; k < SECOND_LOOK; k++) {
    const d = middle + (k / SECOND_LOOK) * around;
    const tangent = d > 0 && d <= rangeM ? tangentAt(terrain, ray, d) : NaN;
    if (tangent > steepest) {
      steepest = tangent;
      at = d;
    }
  }
  return { elevationRad: Math.atan(steepest), distanceM: at };
}

/**
 * Step along a ray at distance `d` over cells of `cellM`: d / 64 within the limits of 1/32 and 1/2 of a cell.
 *
 * Between two samples the bilinear surface departs from its chord by at most (change of slope) * step / 4, so the skyline by that over d: 1/256 of the change of slope
 * within a step while d / 64 rules (0.01 degrees for 0.05, a large change within a cell), less beyond 32 cells. The second look at eight times finer steps takes most of this away.
 */
function stepM(d: number, cellM: number): number {
  return Math.min(Math.max(d / 64, cellM / 32), cellM / 2);
}

function checkOptions(azimuths: number, rangeM: number, fineness: number, heightM: number): void {
  if (!Number.isInteger(azimuths) || azimuths < 8 || azimuths > 100_000)
    throw new InputError('HORIZON_OPTIONS', `${azimuths} azimuths`, { legal: 'a whole number, 8 to 100000' });
  if (!(rangeM > 0 && rangeM <= 2_000_000))
    throw new InputError('HORIZON_OPTIONS', `range ${rangeM} m`, { legal: 'above 0 to 2000000 m' });
  if (!(fineness > 0)) throw new InputError('HORIZON_OPTIONS', `fineness ${fineness}`, { legal: 'above 0' });
  if (!(heightM >= 0 && heightM <= HIGHEST_EYE_M))
    throw new InputError('HORIZON_OPTIONS', `height ${heightM} m above the ground`, {
      legal: `0 to ${HIGHEST_EYE_M} m`,
    });
}

function outside(terrain: Terrain, latRad: number, lonRad: number): InputError {
  const degrees = (rad: number) => ((rad * 180) / Math.PI).toFixed(4);
  return new InputError('TERRAIN_OUTSIDE', `no terrain height at ${degrees(latRad)} N, ${degrees(lonRad)} E`, {
    legal: `inside ${terrain.map((dem) => dem.name).join(', ') || 'a grid (none is loaded)'}`,
    remedy: 'Choose another place or load a grid that covers it',
  });
}

/** Skyline elevation in radians at any azimuth, linear between the profile's azimuths. */
export function skylineAt(profile: HorizonProfile, azimuthRad: number): number {
  const { elevationRad } = profile;
  const n = elevationRad.length;
  const turn = azimuthRad / (2 * Math.PI);
  const position = (turn - Math.floor(turn)) * n;
  const i = Math.floor(position) % n;
  const a = elevationRad[i]!;
  const b = elevationRad[i + 1 === n ? 0 : i + 1]!;
  return a + (position - Math.floor(position)) * (b - a);
}
