/**
 * Highest eye of every command, mission file and request, metres above the ground. Masts end at 50 m; 10 km is as high as heights and skylines stay those of a place of the ground: an eye that is higher sees farther over the
 * Moon's curve than the 350 km to which the terrain is looked at would cover (187 km to the sphere from 10 km, and mountains of 8 km another 166 km behind it).
 */
export const HIGHEST_EYE_M = 10_000;
