import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseXmlDocument, type Document, type Element } from 'slimdom';
import type { Finding } from './finding.ts';

/**
 * Checks what a label says of files against the files beside it: names (PDS4 Standards Reference 6C.1), presence, size, MD5, and for
 * delimited tables the numbers of records and fields. Not checked: values of fields, fixed-width and binary tables, references to other products.
 *
 * @param path the label's path; findings carry it. A label that is no XML gives no findings here: `validateLabel` says so.
 */
export async function checkLabelFiles(path: string): Promise<Finding[]> {
  const text = await readFile(path, 'utf8');
  const findings: Finding[] = [];
  const report = (rule: string, message: string, needle = '') => {
    findings.push({ file: path, line: lineOf(text, needle), severity: 'error', by: 'file', rule, message });
  };
  checkName(basename(path), report);
  const label = parse(text);
  for (const area of label === null ? [] : fileAreas(label)) await checkArea(area, path, report);
  return findings.sort((a, b) => a.line - b.line);
}

type Report = (rule: string, message: string, needle?: string) => void;

async function checkArea(area: Element, path: string, report: Report): Promise<void> {
  const file = child(area, 'File');
  const name = value(file, 'file_name');
  if (file === null || name === '') return;
  checkName(name, report);
  const directory = value(file, 'directory_path_name');
  const bytes = await readFile(join(dirname(path), directory, name)).catch(() => null);
  if (bytes === null) return report('file_missing', `${name} is not beside the label`, name);
  const size = value(file, 'file_size');
  if (size !== '' && Number(size) !== bytes.length)
    report('file_size', `${name} has ${bytes.length} bytes, the label says ${size}`, `>${size}<`);
  const md5 = value(file, 'md5_checksum');
  if (md5 !== '' && createHash('md5').update(bytes).digest('hex') !== md5.toLowerCase())
    report('md5_checksum', `the MD5 of ${name} is not the one in the label`, md5);
  for (const table of area.children.filter((one) => ['Table_Delimited', 'Inventory'].includes(one.localName)))
    checkTable(table, name, bytes, report);
}

/** Letters, digits, `_`, `-`, `.`; not beginning or ending with these signs; names that operating systems reserve are forbidden. */
function checkName(name: string, report: Report): void {
  const isLegal = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name) && name.length <= 255;
  if (!isLegal)
    report('file_name', `"${name}" is no PDS4 file name (legal: letters, digits, _ - . inside; at most 255)`, name);
  if (/^(a\.out|core)$|^(aux|com[1-9]|con|core|lpt[1-9]|nul|prn)\./i.test(name))
    report('file_name', `"${name}" is a reserved name`, name);
}

const SEPARATORS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  'horizontal tab': '\t',
  'vertical bar': '|',
};

function checkTable(table: Element, name: string, bytes: Buffer, report: Report): void {
  const [offset, records, length] = ['offset', 'records', 'object_length'].map((one) => value(table, one));
  const separator = SEPARATORS[value(table, 'field_delimiter').toLowerCase()];
  const end = length === '' ? bytes.length : Number(offset) + Number(length);
  const text = bytes.toString('latin1', Number(offset), end);
  const ends = /carriage/i.test(value(table, 'record_delimiter')) ? '\r\n' : '\n';
  const lines = text.split(ends);
  if (lines.pop() !== '')
    report('records', `${name}: the last record does not end with its delimiter`, 'record_delimiter');
  if (lines.length < Number(records) || (length !== '' && lines.length !== Number(records)))
    report('records', `${name} has ${lines.length} records, the label says ${records}`, `<records>${records}<`);
  const record = child(table, 'Record_Delimited');
  if (separator === undefined || record === null || value(record, 'groups') !== '0') return;
  const fields = Number(value(record, 'fields'));
  const wrong = lines.slice(0, Number(records)).findIndex((line) => fieldCount(line, separator) !== fields);
  if (wrong >= 0) {
    const got = fieldCount(lines[wrong]!, separator);
    report('fields', `record ${wrong + 1} of ${name} has ${got} fields, the label says ${fields}`, '<fields>');
  }
}

/** Fields of a record; a separator inside double quotes does not count. */
function fieldCount(line: string, separator: string): number {
  return line.replace(/"[^"]*"/g, '').split(separator).length;
}

function parse(text: string): Document | null {
  try {
    return parseXmlDocument(text);
  } catch {
    return null;
  }
}

const fileAreas = (label: Document) =>
  label.documentElement?.children.filter((one) => one.localName.startsWith('File_Area')) ?? [];
const child = (element: Element, name: string) => element.children.find((one) => one.localName === name) ?? null;
const value = (element: Element | null, name: string) => (element && child(element, name)?.textContent?.trim()) ?? '';

/** First line with the text; 1 when there is none. */
function lineOf(text: string, needle: string): number {
  const at = needle === '' ? -1 : text.indexOf(needle);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}
