/** One segment to write: summary doubles and integers (without the two addresses) and its words. */
export interface FixtureSegment {
  readonly span: readonly [number, number];
  readonly integers: readonly number[];
  readonly words: readonly number[];
}

/**
 * A binary kernel built by hand, field by field as the DAF Required Reading lays it out: file record, one summary record, one name record, data.
 */
export function buildDaf(kind: 'SPK' | 'PCK', segments: readonly FixtureSegment[], little = true): Uint8Array {
  const ni = kind === 'SPK' ? 6 : 5;
  const dataWords = segments.reduce((sum, segment) => sum + segment.words.length, 0);
  const bytes = new Uint8Array(Math.ceil((3 * 1024 + dataWords * 8) / 1024) * 1024);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, `DAF/${kind} `); //               LOCIDW  id word
  view.setInt32(8, 2, little); //           ND      doubles in a summary: start and end
  view.setInt32(12, ni, little); //         NI      integers in a summary
  text(16, 'FIXTURE'.padEnd(60)); //        LOCIFN  internal name
  view.setInt32(76, 2, little); //          FWARD   first summary record
  view.setInt32(80, 2, little); //          BWARD   last summary record
  view.setInt32(84, 3 * 128 + dataWords + 1, little); // FREE first free word
  text(88, little ? 'LTL-IEEE' : 'BIG-IEEE'); // LOCFMT byte order
  // FTPSTR: bytes that a transfer in text mode would damage
  bytes.set([0x46, 0x54, 0x50, 0x53, 0x54, 0x52, 0x3a, 0x0d, 0x3a, 0x0a, 0x3a, 0x0d, 0x0a, 0x3a, 0x0d, 0x00, 0x3a, 0x81, 0x3a, 0x10, 0xce, 0x3a, 0x45, 0x4e, 0x44, 0x46, 0x54, 0x50], 699); // prettier-ignore
  view.setFloat64(1024, 0, little); //      NEXT    no further summary record
  view.setFloat64(1032, 0, little); //      PREV
  view.setFloat64(1040, segments.length, little); // NSUM
  bytes.fill(0x20, 2048, 3072); //          name record
  let address = 3 * 128 + 1; //             words count from 1
  segments.forEach((segment, i) => {
    const at = 1048 + i * 40;
    segment.span.forEach((et, k) => view.setFloat64(at + 8 * k, et, little));
    const integers = [...segment.integers, address, address + segment.words.length - 1];
    integers.forEach((value, k) => view.setInt32(at + 16 + 4 * k, value, little));
    text(2048 + i * 40, `SEGMENT ${i}`);
    segment.words.forEach((word, k) => view.setFloat64((address - 1 + k) * 8, word, little));
    address += segment.words.length;
  });
  return bytes;
}

/** A Chebyshev segment of type 2 (or 3 with six series): records of equal length from `start`. */
export function chebyshevFixture(
  integers: readonly number[],
  start: number,
  step: number,
  records: readonly (readonly (readonly number[])[])[],
): FixtureSegment {
  const words = records.flatMap((series, i) => [start + (i + 0.5) * step, step / 2, ...series.flat()]);
  const size = words.length / records.length;
  return {
    span: [start, start + step * records.length],
    integers,
    words: [...words, start, step, size, records.length],
  };
}
