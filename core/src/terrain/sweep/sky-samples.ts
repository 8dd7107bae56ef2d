import { MOON_RADIUS_M } from '../ground/dem.ts';
import type { GnomonicFrame } from '../ground/gnomonic.ts';
import { positionAt, type BodyTrack } from '../light/light-track.ts';

/** Where a body stands over the centre of a plane: azimuth from the plane's x (counterclockwise), elevation (radians), distance (m), at the middle of `count` equal steps. */
export function samplePath(
  track: BodyTrack,
  { x, y, up }: GnomonicFrame,
  eyeHeightM: number,
  fromEt: number,
  toEt: number,
  count: number,
): Float64Array {
  const path = new Float64Array(3 * count);
  const at = new Float64Array(3);
  const eye = MOON_RADIUS_M + eyeHeightM;
  for (let i = 0; i < count; i++) {
    positionAt(track, fromEt + ((i + 0.5) / count) * (toEt - fromEt), at);
    const [px, py, pz] = [at[0]! - eye * up[0], at[1]! - eye * up[1], at[2]! - eye * up[2]];
    const alongX = px * x[0] + py * x[1] + pz * x[2];
    const alongY = px * y[0] + py * y[1] + pz * y[2];
    const above = px * up[0] + py * up[1] + pz * up[2];
    path[3 * i] = Math.atan2(alongY, alongX);
    path[3 * i + 1] = Math.atan2(above, Math.hypot(alongX, alongY));
    path[3 * i + 2] = Math.hypot(px, py, pz);
  }
  return path;
}
