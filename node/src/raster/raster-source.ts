import type { Georeference } from './georeference.ts';
import type { Samples, SampleType, Window } from './samples.ts';

/**
 * One band of numbers in a file, opened but not read: heights, light, anything.
 *
 * Row 0 is at the top (files stored from the south up are turned over when read). A value is `sample * scale + offset` in `unit`; samples equal to `noData` (and NaN) mean
 * nothing there.
 */
export interface RasterSource {
  readonly path: string;
  readonly format: 'GeoTIFF' | 'PDS3' | 'PDS4';
  readonly columns: number;
  readonly rows: number;
  readonly type: SampleType;
  readonly scale: number;
  readonly offset: number;
  readonly noData: number | null;
  /** As the file names it, e.g. "m", "METER", "%"; empty when it does not. */
  readonly unit: string;
  /** Text about the band or the file, e.g. DEFINITION and DESCRIPTION of a GeoTIFF. */
  readonly notes: Readonly<Record<string, string>>;
  /** Where the cells lie. @throws InputError when the file does not say, or not in a way that can be used */
  readonly georeference: () => Georeference;
  /** Full resolution first, then overviews that the file carries, each about half of the one before. */
  readonly levels: readonly { readonly columns: number; readonly rows: number }[];
  /** Samples of a window of a level, row by row. The window must lie inside the level. */
  read(window: Window, level?: number): Promise<Samples>;
  close(): Promise<void>;
}

/** The window that holds all of a level. */
export function wholeLevel(source: RasterSource, level = 0): Window {
  const { columns, rows } = source.levels[level]!;
  return { column: 0, row: 0, columns, rows };
}
