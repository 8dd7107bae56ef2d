import type { RasterSource } from './raster-source.ts';
import type { Samples, Window } from './samples.ts';

/**
 * Reads a raster `factor` times coarser: each number is the mean of the samples of factor x factor cells that have one (raw samples, neither scaled nor shifted), NaN where none
 * has. Overviews of the file are used when they are no coarser than asked for. `window` counts in the coarse cells; the last row and column may be means of fewer cells.
 *
 * @param progress told after each strip: cells that are done, and all of them
 */
export async function readReduced(
  source: RasterSource,
  factor: number,
  window: Window,
  progress?: (done: number, total: number) => void,
): Promise<Float32Array<ArrayBuffer>> {
  const out = new Float32Array(window.columns * window.rows);
  const { level, ratio } = overviewFor(source, factor);
  const { columns, rows } = source.levels[level]!;
  const f = factor / ratio;
  const left = window.column * f;
  const width = Math.min(columns, left + window.columns * f) - left;
  const strip = Math.max(1, Math.floor(MOST_SAMPLES / Math.max(1, width * f)));
  const sums = new Float64Array(window.columns);
  const counts = new Uint32Array(window.columns);
  for (let row = 0; row < window.rows; row += strip) {
    const top = (window.row + row) * f;
    const tall = Math.min(rows, top + Math.min(strip, window.rows - row) * f) - top;
    const samples = await source.read({ column: left, row: top, columns: width, rows: tall }, level);
    if (f === 1) fill(samples, source.noData, out, row * window.columns);
    else
      for (let r = 0; r * f < tall; r++) {
        means(samples, width, r * f, Math.min(f, tall - r * f), f, source.noData, sums, counts);
        for (let c = 0; c < window.columns; c++) out[(row + r) * window.columns + c] = counts[c]! > 0 ? sums[c]! / counts[c]! : NaN; // prettier-ignore
      }
    progress?.(Math.min(row + strip, window.rows) * window.columns, out.length);
  }
  return out;
}

/** About 16 million samples are in memory at a time. */
const MOST_SAMPLES = 1 << 24;

/** The coarsest overview that divides the factor: exactly `ratio` cells of the file in each of its own. */
function overviewFor(source: RasterSource, factor: number): { level: number; ratio: number } {
  for (let level = source.levels.length - 1; level > 0; level--) {
    const { columns, rows } = source.levels[level]!;
    const ratio = Math.round(source.columns / columns);
    const exact = columns * ratio === source.columns && rows * ratio === source.rows; // others of GDAL are not quite aligned
    if (exact && ratio <= factor && factor % ratio === 0) return { level, ratio };
  }
  return { level: 0, ratio: 1 };
}

function fill(samples: Samples, noData: number | null, out: Float32Array, at: number): void {
  for (let i = 0; i < samples.length; i++) out[at + i] = samples[i] === noData ? NaN : samples[i]!;
}

/** Sums and counts of the samples under each coarse cell of one coarse row. */
function means(
  samples: Samples,
  width: number,
  top: number,
  tall: number,
  f: number,
  noData: number | null,
  sums: Float64Array,
  counts: Uint32Array,
): void {
  // prettier-ignore
  sums.fill(0);
  counts.fill(0);
  for (let row = top; row < top + tall; row++) {
    let at = row * width;
    for (let left = 0, cell = 0; left < width; left += f, cell++) {
      const end = at + Math.min(f, width - left);
      let sum = 0;
      let count = 0;
      for (; at < end; at++) {
        const value = samples[at]!;
        if (value !== noData && value === value) {
          sum += value;
          count++;
        }
      }
      sums[cell] = sums[cell]! + sum;
      counts[cell] = counts[cell]! + count;
    }
  }
}
