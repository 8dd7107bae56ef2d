import { MOON_RADIUS_M } from '../ground/dem.ts';
import type { SkyTable } from './sun-histogram.ts';

/**
 * A sky table holds for the centre of the plane. From (x, y) a body at infinity stands elsewhere in the projective image: a direction and slope (d, t) there are those of
 *
 *      q = d (1 - z / R) + (x, y) t / R           direction q / |q|, slope t / |q|         at the centre
 *
 * (the body is the point (x, y) + d (R - z) / t of the plane, at line-of-sight height R). At 14 km from the centre that is 0.06 degrees of azimuth for the Earth at 7 degrees. So a region is cut into
 * tiles, and each has its own rows of the table.
 */
export interface TilePlace {
  readonly xM: number;
  readonly yM: number;
  /** Line-of-sight height over that of the centre. */
  readonly zM: number;
}

/** Error that a tile may leave at its corners, radians of direction; slopes err by the slope times as much. */
const TOLERANCE_RAD = 2e-4;

/** Side of the tiles of a table's region in metres. */
export function tileSideM({ firstTangent, tangentStep, thresholds }: SkyTable): number {
  const steepest = Math.max(Math.abs(firstTangent), Math.abs(firstTangent + tangentStep * thresholds));
  return (Math.SQRT2 * TOLERANCE_RAD * MOON_RADIUS_M) / steepest;
}

/** How many directions the sky of a table turns at most, seen from the corners of a region: so many on either side of those with light have light somewhere. */
export function mostTurn(table: SkyTable, regionM: number): number {
  const tiles = regionM / tileSideM(table);
  return tiles <= 1 ? 0 : Math.ceil((tiles * TOLERANCE_RAD * table.directions) / (2 * Math.PI));
}

/**
 * Writes the row of a direction as it is seen from a place, to `out` from index `at` on (one number for each threshold). Mass is moved slice by slice, from the top down, so that nothing is lost.
 */
export function rowFrom(table: SkyTable, direction: number, place: TilePlace, out: Int32Array, at: number): void {
  const { directions, thresholds, firstTangent, tangentStep } = table;
  const angle = (2 * Math.PI * direction) / directions;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = (place.xM * cos + place.yM * sin) / MOON_RADIUS_M;
  const across = (place.yM * cos - place.xM * sin) / MOON_RADIUS_M;
  const nearer = 1 - place.zM / MOON_RADIUS_M;
  let sum = 0;
  let to = thresholds; // the ends take what the shift would push over them
  out[at + thresholds - 1] = 0;
  for (let i = thresholds - 2; i >= 0; i--) {
    const low = firstTangent + i * tangentStep;
    const middle = low + tangentStep / 2;
    const ahead = nearer + along * middle; // |q| but for the square of the turn
    const turn = ((across * middle) / ahead) * (directions / (2 * Math.PI));
    const from = i === 0 ? 0 : (low / (nearer + along * low) - firstTangent) / tangentStep;
    const whole = Math.floor(turn);
    const part = turn - whole;
    const one = slice(table, direction + whole, from, to);
    const next = part === 0 ? 0 : slice(table, direction + whole + 1, from, to);
    // Directions lie closer together on one side of the sky, by as much as the slope grows.
    sum += (one + part * (next - one)) * (nearer / ahead);
    out[at + i] = Math.round(sum);
    to = from;
  }
}

/** Share between two (fractional) thresholds in a direction. */
function slice(table: SkyTable, direction: number, from: number, to: number): number {
  const { directions, thresholds, values } = table;
  const row = (((direction % directions) + directions) % directions) * thresholds;
  return shareAbove(values, row, thresholds, from) - shareAbove(values, row, thresholds, to);
}

function shareAbove(values: Uint32Array, row: number, thresholds: number, threshold: number): number {
  if (threshold <= 0) return values[row]!;
  const i = Math.floor(threshold);
  if (i >= thresholds - 1) return 0;
  const above = values[row + i]!;
  return above + (threshold - i) * (values[row + i + 1]! - above);
}
