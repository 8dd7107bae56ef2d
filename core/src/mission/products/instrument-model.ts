import type { Random } from '../../math/index.ts';
import type { Column } from './measurement-table.ts';

/**
 * Simulated measurements: what an instrument of each kind would plausibly write at a polar site, from physics in one line each and seeded
 * noise. They make the data centre's life real (volumes, columns, units, previews); they are not predictions, and every label says so.
 */
export interface InstrumentModel {
  /** What the table shows, for the label. */
  readonly description: string;
  /** PDS4 Science_Facets discipline_name. */
  readonly discipline:
    'Fields' | 'Geosciences' | 'Imaging' | 'Particles' | 'Spectroscopy' | 'Flux Measurements' | 'Atmospheres';
  /** `time`: rows follow each other through the activity; otherwise the first column is this axis, from first to last. */
  readonly axis: 'time' | (ValueColumn & { readonly from: number; readonly to: number });
  readonly columns: readonly ValueColumn[];
  /** One row. `u` runs from 0 to 1 over the table; `hours` since the activity began. */
  readonly row: (at: RowContext) => readonly number[];
}

export interface ValueColumn extends Omit<Column, 'dataType'> {
  /** Decimals written; 0 for counts. */
  readonly digits: number;
}

export interface RowContext {
  readonly u: number;
  readonly hours: number;
  /** Value of the axis column; equal to `hours` for time series. */
  readonly x: number;
  readonly random: Random;
  /** The same throughout a table: one constant per table and name, uniform in [0, 1). */
  readonly constant: (name: string) => number;
}

export const column = (name: string, unit: string | null, digits: number, description: string): ValueColumn => {
  return { name, unit, digits, description };
};
/** A peak of height 1 at `centre` with standard deviation `width`. */
export const peak = (x: number, centre: number, width: number) => Math.exp(-0.5 * ((x - centre) / width) ** 2);
export const poisson = (mean: number, random: Random) =>
  Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));

export const temperature = column('temperature', 'K', 2, 'Temperature of the sensor');
