import { sunRadiusRad, type SkyTable } from '@openilrs/core/terrain';

const ASTRONOMICAL_UNIT_M = 149_597_870_700;

/** Tangent of the Sun's angular radius at its mean distance; over a year it changes by 1.7 % either way, 0.0045 degrees. */
const RADIUS = Math.tan(sunRadiusRad(ASTRONOMICAL_UNIT_M));

/**
 * The table of a limb from that of the Sun's centre: the upper one (any part in view) or the lower one (all of it). The centre's tangents moved by one radius; counts and directions stay.
 *
 * Off by 0.0045 degrees of elevation through the year, and where the skyline is not level across half a degree: live-survey.slow.ts holds 0.5 percentage points rms against the exact windows.
 */
export function limbOf(centre: SkyTable, limb: 'upper' | 'lower'): SkyTable {
  return { ...centre, firstTangent: centre.firstTangent + (limb === 'upper' ? RADIUS : -RADIUS) };
}
