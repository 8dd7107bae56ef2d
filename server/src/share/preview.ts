import { readCsv } from '@openilrs/core/programme';
import type { Preview } from './archive.ts';

const MOST_ROWS = 500;

/**
 * The numeric columns of a delimited table, evenly thinned to at most 500 rows.
 *
 * @param data CSV with a header line
 * @param label PDS4 label of the table: its `Field_Delimited` give the units, in the order of the columns
 */
export function previewOf(data: Uint8Array, label: Uint8Array): Preview {
  const rows = readCsv(new TextDecoder().decode(data), 'data');
  const units = fieldUnits(new TextDecoder().decode(label));
  const step = Math.max(1, Math.ceil(rows.length / MOST_ROWS));
  const shown = rows.filter((_, i) => i % step === 0);
  const columns = Object.keys(rows[0] ?? {}).map((name, i) => {
    const cells = shown.map((row) => row[name] ?? '');
    if (/^\d{4}-\d{2}-\d{2}T/.test(cells[0]!))
      return { name: `${name} since start`, unit: 's', values: sinceFirst(cells) };
    return { name, unit: units[i] ?? '', values: cells.map(numberOf) };
  });
  return { rowsTotal: rows.length, columns: columns.filter(({ values }) => values.some((value) => value !== null)) };
}

/** Instants as seconds from the first; leap seconds do not matter to a preview. */
function sinceFirst(instants: readonly string[]): (number | null)[] {
  const ms = instants.map((utc) => Date.parse(utc.endsWith('Z') ? utc : `${utc}Z`));
  return ms.map((at) => (Number.isFinite(at) ? (at - ms[0]!) / 1000 : null));
}

function numberOf(text: string): number | null {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Units of the fields of the first table in a label; empty where a field has none. */
function fieldUnits(xml: string): string[] {
  return [...xml.matchAll(/<Field_Delimited>([\s\S]*?)<\/Field_Delimited>/g)].map(
    ([, field]) => /<unit>([^<]*)<\/unit>/.exec(field!)?.[1] ?? '',
  );
}
