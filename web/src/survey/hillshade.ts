/** A grid of heights, row 0 at the top (largest y); NaN where there is none. */
export interface HeightGrid {
  readonly columns: number;
  readonly rows: number;
  readonly stepM: number;
  readonly heightM: Float32Array;
}

/**
 * Shaded relief after Horn (1981), Proc. IEEE 69(1): brightness of a matt surface lit from one side.
 *
 * @param azimuthDeg of the light, clockwise from the top of the map
 * @param exaggeration of the heights; slopes at the pole need little
 * @returns RGBA; opaque greys, transparent where there is no height
 */
export function hillshade(
  grid: HeightGrid,
  azimuthDeg = 315,
  altitudeDeg = 40,
  exaggeration = 1,
): Uint8ClampedArray<ArrayBuffer> {
  const { columns, rows, stepM, heightM } = grid;
  const [azimuth, altitude] = [(azimuthDeg * Math.PI) / 180, (altitudeDeg * Math.PI) / 180];
  const [lx, ly, lz] = [
    Math.sin(azimuth) * Math.cos(altitude),
    Math.cos(azimuth) * Math.cos(altitude),
    Math.sin(altitude),
  ];
  const rgba = new Uint8ClampedArray(columns * rows * 4);
  for (let row = 0; row < rows; row += 1) {
    const [up, down] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      const dzdx =
        ((heightM[row * columns + right]! - heightM[row * columns + left]!) / ((right - left) * stepM)) * exaggeration;
      const dzdy =
        ((heightM[up * columns + column]! - heightM[down * columns + column]!) / ((down - up) * stepM)) * exaggeration;
      const cosine = (lz - lx * dzdx - ly * dzdy) / Math.sqrt(1 + dzdx * dzdx + dzdy * dzdy);
      const at = (row * columns + column) * 4;
      if (Number.isNaN(cosine)) continue;
      rgba[at] = rgba[at + 1] = rgba[at + 2] = 255 * Math.max(0, cosine);
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}
