import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { parseXmlDocument, type Document, type Element } from 'slimdom';
import { openByteFile, unreadable } from './byte-file.ts';
import { pds4Place } from './pds4-place.ts';
import { checkedPlace } from './georeference.ts';
import type { RasterSource } from './raster-source.ts';
import { checkRawArray, readRawWindow, type RawArray } from './raw-array.ts';
import type { SampleType } from './samples.ts';

/** PDS4 data types of arrays (information model 1.26, Element_Array). */
const TYPES: Readonly<Record<string, readonly [SampleType, littleEndian: boolean]>> = {
  SignedByte: ['int8', true],
  UnsignedByte: ['uint8', true],
  SignedLSB2: ['int16', true],
  SignedMSB2: ['int16', false],
  UnsignedLSB2: ['uint16', true],
  UnsignedMSB2: ['uint16', false],
  SignedLSB4: ['int32', true],
  SignedMSB4: ['int32', false],
  UnsignedLSB4: ['uint32', true],
  UnsignedMSB4: ['uint32', false],
  IEEE754LSBSingle: ['float32', true],
  IEEE754MSBSingle: ['float32', false],
  IEEE754LSBDouble: ['float64', true],
  IEEE754MSBDouble: ['float64', false],
};

/**
 * Opens the first two-dimensional array (Array_2D, _Image, _Map; or a three-dimensional one of one band) that a PDS4 label describes; its place by the cartography
 * dictionary (`cart:`).
 * @throws InputError `RASTER_MISSING`, `RASTER_UNREADABLE`
 */
export async function openPds4(path: string): Promise<RasterSource> {
  const label = await openByteFile(path);
  await label.close();
  const document = parse(await readFile(path, 'utf8'), path);
  const array = all(document, 'Array_2D', 'Array_2D_Image', 'Array_2D_Map', 'Array_3D_Image', 'Array_3D')[0];
  if (array === undefined) throw unreadable(path, 'a PDS4 label without a two-dimensional array');
  const area = array.parentNode as Element;
  const file = await openByteFile(join(dirname(path), text(area, 'file_name')));
  try {
    const raw = rawArray(array, path);
    checkRawArray(file, raw);
    return source(document, array, raw, file);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function parse(xml: string, path: string): Document {
  try {
    return parseXmlDocument(xml);
  } catch (cause) {
    throw unreadable(path, `not XML: ${(cause as Error).message}`, cause);
  }
}

function source(
  document: Document,
  array: Element,
  raw: RawArray,
  file: Awaited<ReturnType<typeof openByteFile>>,
): RasterSource {
  const { columns, rows, type } = raw;
  const number = (name: string, fallback: number) => (text(array, name) === '' ? fallback : Number(text(array, name)));
  const missing = ['missing_constant', 'invalid_constant', 'not_applicable_constant', 'unknown_constant'].find((name) => text(array, name) !== ''); // prettier-ignore
  const noData = missing === undefined ? NaN : Number(text(array, missing));
  return {
    path: file.path,
    format: 'PDS4',
    columns,
    rows,
    type,
    scale: number('scaling_factor', 1),
    offset: number('value_offset', 0),
    noData: Number.isNaN(noData) ? null : type === 'float32' ? Math.fround(noData) : noData,
    unit: text(array, 'unit'),
    notes: { title: text(document, 'title'), logical_identifier: text(document, 'logical_identifier') },
    georeference: () => checkedPlace(pds4Place(document, file.path), file.path),
    levels: [{ columns, rows }],
    read: (window) => readRawWindow(file, raw, window),
    close: () => file.close(),
  };
}

function rawArray(array: Element, path: string): RawArray {
  const axes = all(array, 'Axis_Array').map((axis) => ({ name: text(axis, 'axis_name'), elements: Number(text(axis, 'elements')), order: Number(text(axis, 'sequence_number')) })); // prettier-ignore
  axes.sort((a, b) => a.order - b.order);
  const [line, sample] = ['Line', 'Sample'].map((name) => axes.findIndex((axis) => axis.name === name));
  const others = axes.filter((axis) => axis.name !== 'Line' && axis.name !== 'Sample');
  if (line! < 0 || sample! < 0 || sample! < line! || others.some((axis) => axis.elements !== 1))
    throw unreadable(path, `axes ${axes.map(({ name, elements }) => `${name} ${elements}`).join(', ')}`);
  const [type, littleEndian] = TYPES[text(array, 'data_type')] ?? [null, true];
  if (type === null) throw unreadable(path, `numbers of type ${text(array, 'data_type')}`);
  if (/JPEG|JP2/i.test(text(array, 'encoding_type')))
    throw new InputError('RASTER_UNREADABLE', 'an encoded image', { where: path });
  const start = Number(text(array, 'offset') || 0);
  return { type, littleEndian, start, columns: axes[sample!]!.elements, rows: axes[line!]!.elements, southUp: text(array, 'vertical_display_direction') === 'Bottom to Top' }; // prettier-ignore
}

function all(node: Document | Element, ...names: string[]): Element[] {
  const found: Element[] = [];
  const visit = (one: Document | Element): void => {
    for (const child of one.childNodes) {
      if (child.nodeType !== 1) continue;
      if (names.includes((child as Element).localName)) found.push(child as Element);
      visit(child as Element);
    }
  };
  visit(node);
  return found;
}

/** Text of the first element of that local name; empty when there is none. */
function text(node: Document | Element, name: string): string {
  return (all(node, name)[0]?.textContent ?? '').trim();
}
