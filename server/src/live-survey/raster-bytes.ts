/** Code of a cell without a value. */
const NOTHING = 65_535;
const STEPS = 65_534;

/**
 * A map in two bytes a cell, for the page: offset and step (float64), then codes (uint16), little endian, in the order of `values`; value = offset + step * code, off by half a step at
 * most. 65535 stands for nothing.
 */
export function rasterBytes(values: ArrayLike<number>): Uint8Array {
  const [low, high] = extent(values);
  const step = high > low ? (high - low) / STEPS : 1;
  const bytes = new Uint8Array(16 + 2 * values.length);
  const head = new DataView(bytes.buffer);
  head.setFloat64(0, low, true);
  head.setFloat64(8, step, true);
  const codes = new Uint16Array(bytes.buffer, 16); // every machine that Node runs on is little endian
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    codes[i] = Number.isFinite(value) ? Math.round((value - low) / step) : NOTHING;
  }
  return bytes;
}

/** Least and greatest finite number; 0 and 1 when there is none. */
export function extent(values: ArrayLike<number>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}
