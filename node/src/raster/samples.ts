/** How a file stores its numbers. */
export type SampleType = 'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'float32' | 'float64';

export type Samples =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

export const SAMPLE_BYTES: Readonly<Record<SampleType, number>> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  float64: 8,
};

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export function newSamples(type: SampleType, length: number): Samples {
  return new ARRAYS[type](length);
}

/** The numbers of little- or big-endian bytes; `bytes` is changed and kept. */
export function samplesOf(type: SampleType, bytes: Uint8Array<ArrayBuffer>, littleEndian: boolean): Samples {
  const width = SAMPLE_BYTES[type];
  const length = Math.floor(bytes.length / width);
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  if (!littleEndian && width > 1) swapBytes(aligned, width);
  return new ARRAYS[type](aligned.buffer, aligned.byteOffset, length);
}

function swapBytes(bytes: Uint8Array, width: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - (bytes.length % width));
  if (width === 2) buffer.swap16();
  else if (width === 4) buffer.swap32();
  else buffer.swap64();
}

/** Copies a block of `width` x `height` samples, whose corner lies at (left, top) of the raster, into the part of a window that it covers. */
export function copyBlock(
  block: Samples,
  blockWidth: number,
  blockRows: number,
  left: number,
  top: number,
  window: Window,
  out: Samples,
): void {
  const from = Math.max(left, window.column);
  const to = Math.min(left + blockWidth, window.column + window.columns);
  const first = Math.max(top, window.row);
  const last = Math.min(top + blockRows, window.row + window.rows);
  if (to <= from) return;
  for (let row = first; row < last; row++) {
    const source = (row - top) * blockWidth;
    out.set(
      block.subarray(source + from - left, source + to - left) as never,
      (row - window.row) * window.columns + from - window.column,
    );
  }
}

/** A rectangle of cells. */
export interface Window {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}
