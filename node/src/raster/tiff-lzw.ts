/**
 * LZW of TIFF 6.0, section 13: codes of 9 to 12 bits, most significant bit first, width raised one code early. Stops at the end code, at the end of the bytes, or when `most`
 * bytes are out.
 * @throws RangeError for a code that is not in the table yet
 */
export function unpackLzw(bytes: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(most);
  // Entry n >= 258 is the string of `before[n]` and one byte more; so that it lies in the output already, its place there is enough.
  const start = new Uint32Array(4097);
  const length = new Uint16Array(4097);
  let [next, width, at, bits, held] = [FIRST, 9, 0, 0, 0];
  let [written, previousAt, previousLength] = [0, 0, 0];
  for (;;) {
    while (bits < width) {
      if (at >= bytes.length) return out.subarray(0, written);
      held = ((held << 8) | bytes[at++]!) & 0xffffff;
      bits += 8;
    }
    const code = (held >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === END || written >= most) return out.subarray(0, written);
    if (code === CLEAR) {
      [next, width, previousLength] = [FIRST, 9, 0];
      continue;
    }
    if (previousLength > 0 && next < 4096) {
      // The string before and the first byte of this one: those bytes follow each other in the output.
      start[next] = previousAt;
      length[next] = previousLength + 1;
      next++;
    }
    const begin = written;
    if (code < CLEAR) out[written++] = code;
    else {
      if (code >= next) throw new RangeError(`code ${code} of ${next} in LZW data`);
      const from = start[code]!;
      for (let i = 0; i < length[code]! && written < most; i++) out[written++] = out[from + i]!;
    }
    previousAt = begin;
    previousLength = written - begin;
    if (next >= (1 << width) - 1 && width < 12) width++;
  }
}

const [CLEAR, END, FIRST] = [256, 257, 258];
