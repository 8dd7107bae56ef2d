/**
 * Slopes of skylines in two bytes: u = s / (w + |s|), from -1 to 1, in 65535 equal steps. With w = 0.05 a step is 1.5e-6 of slope at the level, 4e-6 (0.0002 degrees) at 0.03, where the polar
 * Sun stands, and grows with the square beyond, so that walls keep their place: a hundredth of the error of the sweep itself.
 */
const WIDTH = 0.05;
const HALF = 32_767;

export function slopeCode(slope: number): number {
  return HALF + Math.round((HALF * slope) / (WIDTH + Math.abs(slope)));
}

/** Slope of every code; the two ends stand for anything beyond. */
export const SLOPES: Float64Array = Float64Array.from({ length: 65_536 }, (_, code) => {
  const u = Math.min(Math.max((code - HALF) / HALF, -1 + 1e-6), 1 - 1e-6);
  return (WIDTH * u) / (1 - Math.abs(u));
});
