import type { ByteFile } from './byte-file.ts';
import { unreadable } from './byte-file.ts';
import { newSamples, SAMPLE_BYTES, samplesOf, type Samples, type SampleType, type Window } from './samples.ts';

/** Plain rows of numbers in a file, as PDS images and arrays are: row 0 at the top unless `southUp`. */
export interface RawArray {
  readonly type: SampleType;
  readonly littleEndian: boolean;
  /** Byte of the first sample. */
  readonly start: number;
  readonly columns: number;
  readonly rows: number;
  readonly southUp: boolean;
}

/** @throws InputError `RASTER_UNREADABLE` when the file is too short for the array */
export function checkRawArray(file: ByteFile, { type, start, columns, rows }: RawArray): void {
  if (![columns, rows, start + 1].every((size) => Number.isSafeInteger(size) && size > 0))
    throw unreadable(file.path, `an array of ${columns} x ${rows} numbers from byte ${start}`);
  const needed = start + columns * rows * SAMPLE_BYTES[type];
  if (file.size < needed) throw unreadable(file.path, `truncated: ${file.size} bytes of ${needed}`);
}

const CHUNK_BYTES = 1 << 24;

/** Reads whole rows in one piece when the window is as wide as the array, else row by row. */
export async function readRawWindow(file: ByteFile, array: RawArray, window: Window): Promise<Samples> {
  const { type, littleEndian, start, columns, southUp } = array;
  const width = SAMPLE_BYTES[type];
  const out = newSamples(type, window.columns * window.rows);
  const wide = window.columns === columns && !southUp;
  const most = wide ? Math.max(1, Math.floor(CHUNK_BYTES / (columns * width))) : 1;
  for (let row = 0; row < window.rows; row += most) {
    const count = Math.min(most, window.rows - row);
    const line = southUp ? array.rows - 1 - (window.row + row) : window.row + row;
    const bytes = await file.read(start + (line * columns + window.column) * width, count * window.columns * width);
    out.set(samplesOf(type, bytes, littleEndian) as never, row * window.columns);
  }
  return out;
}
