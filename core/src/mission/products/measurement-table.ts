/** A column of a table of measurements, with what a PDS4 label says about it. */
export interface Column {
  /** Name in the header line and the label. */
  readonly name: string;
  /** PDS4 unit id, or null for numbers without unit and for text. */
  readonly unit: string | null;
  readonly description: string;
  readonly dataType: 'ASCII_Date_Time_YMD_UTC' | 'ASCII_Real' | 'ASCII_Integer';
}

/** Rows of text as they stand in the file, one string per column. */
export interface MeasurementTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export interface WrittenTable {
  readonly bytes: Uint8Array;
  /** Bytes of the header line, CR LF included: where the table begins. */
  readonly headerBytes: number;
  /** Longest record, CR LF included. */
  readonly maximumRecordBytes: number;
  readonly records: number;
}

/** The table as PDS DSV 1: comma-separated, CR LF after every record, one header line before. No value holds a comma or a quote. */
export function writeTable({ columns, rows }: MeasurementTable): WrittenTable {
  const header = `${columns.map(({ name }) => name).join(',')}\r\n`;
  const lines = rows.map((row) => `${row.join(',')}\r\n`);
  return {
    bytes: new TextEncoder().encode(header + lines.join('')),
    headerBytes: header.length, // names and numbers are ASCII: characters are bytes
    maximumRecordBytes: Math.max(...lines.map((line) => line.length)),
    records: rows.length,
  };
}
