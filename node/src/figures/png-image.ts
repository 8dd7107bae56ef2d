import { PNG } from 'pngjs';

/** PNG of RGBA bytes, row 0 at the top. */
export function encodePng(rgba: Uint8Array, columns: number, rows: number): Uint8Array {
  const png = new PNG({ width: columns, height: rows });
  png.data = Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  return PNG.sync.write(png, { colorType: 6 });
}
