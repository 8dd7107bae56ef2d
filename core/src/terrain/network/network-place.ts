import type { Job } from '../../jobs/index.ts';
import type { Window, Windows } from '../../time/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { project, unproject } from '../ground/projection.ts';
import { RECONSTRUCTED_BASELINE_M, slopeAt } from '../ground/slope.ts';
import { resolutionAt } from '../ground/terrain-height.ts';
import { horizonAt } from '../horizon/horizon-profile.ts';
import { lightAt } from '../light/light-at-point.ts';
import type { ShareCurve } from '../light/light-share-curve.ts';
import type { LunarSky } from '../light/light-sky.ts';
import type { Eye } from './site-pairs.ts';

/** A place that may become a site of a network, with its light over the period. */
export interface NetworkPlace extends Eye {
  readonly terrainHeightM: number;
  readonly slopeRad: number;
  /** Any part of the solar disc in view. */
  readonly sunAny: Windows;
  readonly sunDiscMean: number;
  readonly sunAnyFraction: number;
  readonly longestDark: Window | null;
  /** When the visible share of the disc exceeds (i + 1/2) / levels. */
  readonly shareLevels: readonly Windows[];
  /** The visible share itself, when asked for: some 50,000 nodes for 19 years. */
  readonly share?: ShareCurve;
}

interface PlaceInput {
  readonly terrain: Terrain;
  readonly sky: LunarSky;
  readonly eye: Eye;
  readonly levels: number;
  readonly withShare?: boolean;
}

/** Exact skyline and light of one place: a third of a second for the skyline and as much for 19 years. Eclipses by the Earth are left out: they darken every site at once. */
export const networkPlaceJob: Job<PlaceInput, NetworkPlace> = {
  name: 'terrain/network-place',
  run({ terrain, sky, eye, levels, withShare }) {
    const { latRad, lonRad, heightM } = eye;
    const profile = horizonAt(terrain, latRad, lonRad, heightM);
    const light = lightAt(profile, sky, sky.fromEt, sky.toEt, { eclipses: false });
    const baselineM = Math.max(RECONSTRUCTED_BASELINE_M, 2 * resolutionAt(terrain, latRad, lonRad));
    const { sunAny, sunDiscMean, sunAnyFraction, longestDark, share } = light;
    return {
      latRad,
      lonRad,
      heightM,
      terrainHeightM: profile.terrainHeightM,
      slopeRad: slopeAt(terrain, latRad, lonRad, baselineM).slopeRad,
      sunAny,
      sunDiscMean,
      sunAnyFraction,
      longestDark,
      shareLevels: Array.from({ length: levels }, (_, i) => aboveShare(share, (i + 0.5) / levels)),
      ...(withShare && { share }),
    };
  },
};

/** When a share curve exceeds `least`. */
export function aboveShare({ et, share }: ShareCurve, least: number): Windows {
  const windows: Window[] = [];
  let from: number | null = share[0]! > least ? et[0]! : null;
  for (let i = 1; i < et.length; i++) {
    const [a, b] = [share[i - 1]!, share[i]!];
    if (a > least === b > least) continue;
    const at = et[i - 1]! + ((least - a) / (b - a)) * (et[i]! - et[i - 1]!);
    if (from === null) from = at;
    else {
      if (at > from) windows.push([from, at]);
      from = null;
    }
  }
  if (from !== null) windows.push([from, et[et.length - 1]!]);
  return windows;
}

/**
 * The node of the finest grid around a place (radians) that is nearest to it: between nodes an eye at 0 m looks up the slope it stands on, so places on the ground are taken there.
 */
export function nearestNode(terrain: Terrain, latRad: number, lonRad: number): [latRad: number, lonRad: number] {
  const stepM = resolutionAt(terrain, latRad, lonRad);
  for (const { grid } of terrain) {
    if (grid.kind === 'equirectangular' || grid.step !== stepM) continue;
    const [x, y] = project(grid.kind, latRad, lonRad);
    const [column, row] = [Math.floor((x - grid.xMin) / grid.step), Math.floor((grid.yMax - y) / grid.step)];
    if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) continue;
    return unproject(grid.kind, grid.xMin + (column + 0.5) * grid.step, grid.yMax - (row + 0.5) * grid.step);
  }
  return [latRad, lonRad];
}
