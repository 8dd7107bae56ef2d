const DEGREE = Math.PI / 180;
/** Light from the upper left, as maps have it: from below, hills look like holes. */
const LIGHT_AZIMUTH = 315 * DEGREE;
const LIGHT_ALTITUDE = 45 * DEGREE;

/**
 * Brightness of the ground, 0 (turned away) to 1 (facing the light), sin 45 degrees on the flat; NaN where height or neighbours are missing.
 *
 * Slopes by Horn's weights over 3 x 3 cells (B.K.P. Horn, Proc. IEEE 69, 1981, p. 14); edges use one-sided copies. Row 0 at the top.
 */
export function hillshade(elevation: Float32Array, columns: number, rows: number, stepM: number): Float32Array {
  const shade = new Float32Array(columns * rows);
  const lightX = Math.sin(LIGHT_AZIMUTH) * Math.cos(LIGHT_ALTITUDE);
  const lightY = Math.cos(LIGHT_AZIMUTH) * Math.cos(LIGHT_ALTITUDE);
  const lightZ = Math.sin(LIGHT_ALTITUDE);
  const at = (row: number, column: number): number =>
    elevation[Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))]!;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [a, b, c] = [at(row - 1, column - 1), at(row - 1, column), at(row - 1, column + 1)];
      const [d, f] = [at(row, column - 1), at(row, column + 1)];
      const [g, h, i] = [at(row + 1, column - 1), at(row + 1, column), at(row + 1, column + 1)];
      const east = (c + 2 * f + i - a - 2 * d - g) / (8 * stepM); // dz/dx
      const up = (a + 2 * b + c - g - 2 * h - i) / (8 * stepM); // dz/dy, y up
      const cosine = (lightZ - east * lightX - up * lightY) / Math.sqrt(1 + east * east + up * up);
      shade[row * columns + column] = Math.max(0, cosine);
    }
  return shade;
}

/** Brightness of flat ground, in which terms colours are made lighter or darker. */
export const FLAT_SHADE = Math.sin(LIGHT_ALTITUDE);
