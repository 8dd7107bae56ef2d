import type { SkyResult } from '@openilrs/api/contract';
import type { HorizonResult } from '@openilrs/core/mission';

export interface BodyInSky {
  readonly azimuthDeg: number;
  readonly elevationDeg: number;
  /** Height of the centre over the skyline at its azimuth. */
  readonly aboveSkylineDeg: number;
}

export interface SiteState {
  readonly sun: BodyInSky;
  /** Share of the Sun's diameter over the skyline, 0..1: an indication, `light` has the exact figures. */
  readonly sunShare: number;
  readonly earth: BodyInSky;
  readonly earthUp: boolean;
}

/** The Sun and the Earth over a place at `et`, between the samples of `sky`; null outside its span. */
export function siteStateAt(sky: SkyResult, horizon: HorizonResult, et: number): SiteState | null {
  const i = indexBefore(sky.et, et);
  if (i === null) return null;
  const span = sky.et[i + 1]! - sky.et[i]!;
  const f = (et - sky.et[i]!) / span;
  const body = (azimuth: readonly number[], elevation: readonly number[]): BodyInSky => {
    const azimuthDeg = mod360(azimuth[i]! + f * turnDeg(azimuth[i]!, azimuth[i + 1]!));
    const elevationDeg = elevation[i]! + f * (elevation[i + 1]! - elevation[i]!);
    return { azimuthDeg, elevationDeg, aboveSkylineDeg: elevationDeg - skylineAt(horizon, azimuthDeg) };
  };
  const sun = body(sky.sunAzimuthDeg, sky.sunElevationDeg);
  const earth = body(sky.earthAzimuthDeg, sky.earthElevationDeg);
  const radiusDeg = sky.sunRadiusDeg[i]!;
  const sunShare = Math.min(1, Math.max(0, (sun.aboveSkylineDeg + radiusDeg) / (2 * radiusDeg)));
  return { sun, sunShare, earth, earthUp: earth.aboveSkylineDeg > 0 };
}

/** The ends of a span are given in UTC and come back rounded. */
const SLACK_S = 1;

/** Index of the last instant at or before `et` that has one after it, or null outside. */
export function indexBefore(instants: readonly number[], et: number): number | null {
  const last = instants.length - 1;
  if (last < 1 || et < instants[0]! - SLACK_S || et > instants[last]! + SLACK_S) return null;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (instants[middle]! <= et) low = middle;
    else high = middle;
  }
  return low;
}

/** Elevation of the skyline at an azimuth, between the azimuths of `horizon` (evenly spaced, from north, clockwise). */
export function skylineAt(horizon: HorizonResult, azimuthDeg: number): number {
  const count = horizon.azimuthDeg.length;
  const position = (mod360(azimuthDeg - (horizon.azimuthDeg[0] ?? 0)) / 360) * count;
  const i = Math.floor(position) % count;
  const [here, next] = [horizon.elevationDeg[i]!, horizon.elevationDeg[(i + 1) % count]!];
  return here + (position - Math.floor(position)) * (next - here);
}

/** The shorter way from one azimuth to another, -180..180. */
export const turnDeg = (from: number, to: number): number => mod360(to - from + 180) - 180;

const mod360 = (deg: number): number => ((deg % 360) + 360) % 360;
