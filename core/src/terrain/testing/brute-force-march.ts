import { heightAt, MOON_RADIUS_M, type Terrain } from '../index.ts';

/**
 * The skyline by the plainest way there is, to check the clever ones against: many small equal steps, three-dimensional vectors, angle by arc cosine. It shares
 * nothing with `horizonAt` or the sweep but the height of the ground.
 *
 * Returns the highest elevation (radians, above the plane perpendicular to the vertical) along one azimuth (radians, north over east) for an eye `heightM` above the ground.
 * Steps are `nearStepM` out to `nearM`, then `farStepM` to `rangeM`.
 */
export function bruteForceElevation(
  terrain: Terrain,
  latRad: number,
  lonRad: number,
  heightM: number,
  azimuthRad: number,
  { nearStepM = 0.5, nearM = 1000, farStepM = 5, rangeM = 350_000 } = {},
): { elevationRad: number; distanceM: number } {
  const eye = place(latRad, lonRad, MOON_RADIUS_M + heightAt(terrain, latRad, lonRad) + heightM);
  const eyeLength = length(eye);
  let best = { elevationRad: -Math.PI / 2, distanceM: 0 };
  let d = 0;
  while (d < rangeM) {
    d += d < nearM ? nearStepM : farStepM;
    const [lat, lon] = destination(latRad, lonRad, azimuthRad, d / MOON_RADIUS_M);
    const height = heightAt(terrain, lat, lon);
    if (Number.isNaN(height)) continue;
    const there = place(lat, lon, MOON_RADIUS_M + height);
    const ray = [there[0]! - eye[0]!, there[1]! - eye[1]!, there[2]! - eye[2]!];
    const zenithAngle = Math.acos(
      (ray[0]! * eye[0]! + ray[1]! * eye[1]! + ray[2]! * eye[2]!) / (length(ray) * eyeLength),
    );
    if (Math.PI / 2 - zenithAngle > best.elevationRad) best = { elevationRad: Math.PI / 2 - zenithAngle, distanceM: d };
  }
  return best;
}

/** Point at an angular distance along a great circle (spherical trigonometry). */
function destination(latRad: number, lonRad: number, azimuthRad: number, angleRad: number): [number, number] {
  const sinLat = Math.sin(latRad) * Math.cos(angleRad) + Math.cos(latRad) * Math.sin(angleRad) * Math.cos(azimuthRad);
  const lat = Math.asin(Math.min(Math.max(sinLat, -1), 1));
  const y = Math.sin(azimuthRad) * Math.sin(angleRad) * Math.cos(latRad);
  const x = Math.cos(angleRad) - Math.sin(latRad) * sinLat;
  return [lat, lonRad + Math.atan2(y, x)];
}

function place(latRad: number, lonRad: number, r: number): number[] {
  return [r * Math.cos(latRad) * Math.cos(lonRad), r * Math.cos(latRad) * Math.sin(lonRad), r * Math.sin(latRad)];
}

function length(v: readonly number[]): number {
  return Math.sqrt(v[0]! * v[0]! + v[1]! * v[1]! + v[2]! * v[2]!);
}
