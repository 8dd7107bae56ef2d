import { InputError } from '../errors/index.ts';

/**
 * Reads a table of comma-separated values with a header line (RFC 4180: quoted fields may hold commas, quotes and line breaks).
 *
 * @returns one record per line, every column of the header present as text
 * @throws InputError `CSV_COLUMNS` when a line has another number of fields than the header; `CSV_QUOTE` when a quote is not closed
 */
export function readCsv(text: string, file: string): Record<string, string>[] {
  const [header, ...rows] = split(text.replace(/^\uFEFF/, ''), file);
  if (header === undefined) throw new InputError('CSV_COLUMNS', 'has no header line', { where: file });
  return rows.map(({ fields, line }) => {
    if (fields.length !== header.fields.length) {
      throw new InputError('CSV_COLUMNS', `has ${fields.length} fields`, {
        where: `${file}:${line}`,
        legal: `${header.fields.length}, as in the header`,
      });
    }
    return Object.fromEntries(header.fields.map((name, i) => [name, fields[i]!]));
  });
}

interface Row {
  readonly fields: string[];
  readonly line: number;
}

/** The state machine of RFC 4180 section 2; blank lines are skipped. */
function split(text: string, file: string): Row[] {
  const rows: Row[] = [];
  let fields: string[] = [];
  let field = '';
  let quotedAt = 0;
  let line = 1;
  let start = 1;
  const endField = () => {
    fields.push(field);
    field = '';
  };
  const endRow = () => {
    endField();
    if (fields.length > 1 || fields[0] !== '') rows.push({ fields, line: start });
    fields = [];
    start = line;
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i]!;
    if (c === '\n') line += 1;
    if (quotedAt > 0) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quotedAt = 0;
    } else if (c === '"' && field === '') quotedAt = line;
    else if (c === ',') endField();
    else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  if (quotedAt > 0) throw new InputError('CSV_QUOTE', 'a quote is not closed', { where: `${file}:${quotedAt}` });
  if (field !== '' || fields.length > 0) endRow();
  return rows;
}
