import type { GnomonicFrame } from '../ground/gnomonic.ts';
import type { BodyTrack } from '../light/light-track.ts';
import { samplePath } from './sky-samples.ts';
import { newTable, type SkyTable, type SkyTableOptions } from './sun-histogram.ts';

/** What a direction counts when the body has shown there: enough that no rounding loses it. */
const SEEN = 2 ** 16;

/**
 * A table for "never any part of the disc": in each direction one step, at the greatest height that the upper limb reaches anywhere in the direction's wedge during the period. A light map of it is above nought wherever
 * the body was ever in view, and nought where it never was: permanent shadow.
 *
 * The table errs on the side of light: the wedge's highest limb stands for the whole wedge, the next threshold up is still "in view", and a cell between two directions of a tile's parallax counts when it sees either. Between
 * samples (half an hour) the Sun's height changes by less than a threshold. What it cannot see is a gap in the skyline narrower than a wedge (0.5 degrees with 720 directions) that lies between two of them. The skylines
 * of the sweep err the other way: interpolated between observers, they fill gaps between far hills a little, and the lowest gap decides. Of cells at the edge of shadow 5 % come out dark that are lit
 * for some hours in 19 years, 1 % lit that are dark (docs/validation/shadow.md): 2 % too much shadow.
 */
export function limbTable(
  track: BodyTrack,
  frame: GnomonicFrame,
  eyeHeightM: number,
  fromEt: number,
  toEt: number,
  options: SkyTableOptions = {},
): SkyTable {
  const { directions = 720, sampleS = 1800, tangentStep = 1e-4, radiusRad } = options;
  const count = Math.max(1, Math.round((toEt - fromEt) / sampleS));
  const path = samplePath(track, frame, eyeHeightM, fromEt, toEt, count);
  const highest = new Float64Array(directions).fill(-Infinity);
  const wedge = (2 * Math.PI) / directions;
  for (let i = 0; i < count; i++) {
    const [azimuth, elevation] = [path[3 * i]!, path[3 * i + 1]!];
    const radius = radiusRad === undefined ? 0 : radiusRad(path[3 * i + 2]!);
    const width = Math.cos(elevation);
    const last = Math.round((azimuth + radius / width) / wedge);
    for (let d = Math.round((azimuth - radius / width) / wedge); d <= last; d++) {
      // The place in the wedge nearest to the middle of the disc sees the highest limb.
      const aside = Math.max(0, Math.abs(azimuth - d * wedge) - wedge / 2) * width;
      const limb = Math.tan(elevation + Math.sqrt(Math.max(0, radius * radius - aside * aside)));
      const at = ((d % directions) + directions) % directions;
      if (limb > highest[at]!) highest[at] = limb;
    }
  }
  return stepTable(highest, tangentStep);
}

function stepTable(highest: Float64Array, tangentStep: number): SkyTable {
  let [low, high] = [Infinity, -Infinity];
  for (const limb of highest) {
    if (limb === -Infinity) continue;
    if (limb < low) low = limb;
    if (limb > high) high = limb;
  }
  const table = newTable(highest.length, low, high, tangentStep);
  const { thresholds, firstTangent, values } = table;
  for (const [d, limb] of highest.entries()) {
    if (limb === -Infinity) continue;
    const steps = Math.ceil((limb - firstTangent) / tangentStep);
    values.fill(SEEN, d * thresholds, d * thresholds + steps + 1);
  }
  return table;
}
