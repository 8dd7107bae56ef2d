/** The local horizontal frame at a place, unit vectors in the body-fixed frame. */
export interface LocalAxes {
  readonly up: Vector;
  readonly east: Vector;
  readonly north: Vector;
}

export type Vector = readonly [number, number, number];

/**
 * Up, east and north at a place (radians): planetocentric latitude on a sphere, where up is away from the centre; geodetic on an ellipsoid, where it is the normal.
 *
 * At a pole, where every direction is north or south, the frame is the limit of frames on the meridian `lonRad`: at the south pole azimuth 0 looks
 * out along the meridian `lonRad` and azimuth 90 degrees along `lonRad + 90` degrees.
 */
export function localAxes(latRad: number, lonRad: number): LocalAxes {
  const [sinLat, cosLat] = [Math.sin(latRad), Math.cos(latRad)];
  const [sinLon, cosLon] = [Math.sin(lonRad), Math.cos(lonRad)];
  return {
    up: [cosLat * cosLon, cosLat * sinLon, sinLat],
    east: [-sinLon, cosLon, 0],
    north: [-sinLat * cosLon, -sinLat * sinLon, cosLat],
  };
}
