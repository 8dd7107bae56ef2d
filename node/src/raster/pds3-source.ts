import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { openByteFile, unreadable, type ByteFile } from './byte-file.ts';
import { parsePds3Label, type Pds3Label } from './pds3-label.ts';
import { pds3Place } from './pds3-place.ts';
import { checkedPlace } from './georeference.ts';
import type { RasterSource } from './raster-source.ts';
import { checkRawArray, readRawWindow, type RawArray } from './raw-array.ts';
import type { SampleType } from './samples.ts';

/** Labels of maps have a few kilobytes; an attached one ends where the image begins. */
const LABEL_BYTES = 1 << 16;

/**
 * Opens a PDS3 image by its label or by the image, the label attached or detached (`LDEM_80S_20M.IMG` with `LDEM_80S_20M.LBL`).
 *
 * Read are one band of 8 to 64 bit integers and floats of either byte order, `SCALING_FACTOR`, `OFFSET`, `UNIT`, `MISSING_CONSTANT` (also `NULL`, `CORE_NULL`,
 * `INVALID_CONSTANT`), and the map projection.
 * @throws InputError `RASTER_MISSING`, `RASTER_UNREADABLE`
 */
export async function openPds3(path: string): Promise<RasterSource> {
  const own = await openByteFile(path);
  const start = await own.read(0, Math.min(own.size, LABEL_BYTES));
  const isLabel = /^\s*(\/\*[\s\S]*?\*\/\s*)*(PDS_VERSION_ID|CCSD3ZF|NJPL1I00|ODL_VERSION_ID)/.test(
    latin(start.subarray(0, 2048)),
  );
  if (isLabel) return sourceOf(parsePds3Label(latin(start), path), own);
  await own.close();
  const labelPath = await companion(path, '.lbl');
  const label = await openByteFile(labelPath);
  try {
    const text = latin(await label.read(0, Math.min(label.size, LABEL_BYTES)));
    return await sourceOf(parsePds3Label(text, labelPath), await openByteFile(labelPath), path);
  } finally {
    await label.close();
  }
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

async function sourceOf(label: Pds3Label, labelFile: ByteFile, imagePath?: string): Promise<RasterSource> {
  let file = labelFile;
  try {
    const pointer = imagePointer(label);
    if (pointer.file !== null || imagePath !== undefined) {
      await labelFile.close();
      file = await openByteFile(imagePath ?? (await namedImage(label.path, pointer.file!)));
    }
    const array = arrayOf(label, pointer.start);
    checkRawArray(file, array);
    return source(label, file, array);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function source(label: Pds3Label, file: ByteFile, array: RawArray): RasterSource {
  const { columns, rows, type } = array;
  const missing = ['MISSING_CONSTANT', 'CORE_NULL', 'NULL', 'INVALID_CONSTANT'].find((key) => label.has(key));
  const noData = missing === undefined ? NaN : label.number(missing, NaN);
  return {
    path: file.path,
    format: 'PDS3',
    columns,
    rows,
    type,
    scale: label.number('SCALING_FACTOR', 1),
    offset: label.number('OFFSET', 0),
    noData: Number.isNaN(noData) ? null : type === 'float32' ? Math.fround(noData) : noData,
    unit: label.text('UNIT'),
    notes: { PRODUCT_ID: label.text('PRODUCT_ID'), DATA_SET_ID: label.text('DATA_SET_ID'), DESCRIPTION: label.text('DESCRIPTION') }, // prettier-ignore
    georeference: () => checkedPlace(pds3Place(label, columns, rows), label.path),
    levels: [{ columns, rows }],
    read: (window) => readRawWindow(file, array, window),
    close: () => file.close(),
  };
}

/** `^IMAGE = "X.IMG"`, `("X.IMG", 3)`, `("X.IMG", 512 <BYTES>)`, `3`, `512 <BYTES>`; records and bytes are counted from 1. */
function imagePointer(label: Pds3Label): { file: string | null; start: number } {
  const text = label.text('^IMAGE');
  const file = /"?([A-Za-z][\w.-]*\.[A-Za-z0-9]+)"?/.exec(text)?.[1] ?? null;
  const rest = file === null ? text : text.slice(text.indexOf(file) + file.length);
  const place = /(\d+)\s*(<\s*BYTES?\s*>)?/i.exec(rest);
  if (place === null) return { file: file ?? (text === '' ? '' : null), start: 0 };
  const unit = place[2] === undefined ? label.number('RECORD_BYTES', 1) : 1;
  return { file, start: (Number(place[1]) - 1) * unit };
}

async function namedImage(labelPath: string, name: string): Promise<string> {
  if (/\.jp2$/i.test(name)) throw jpeg2000(labelPath, name);
  if (name === '') return companion(labelPath, '.img');
  const names = await readdir(dirname(labelPath)).catch(() => []);
  const found = names.find((one) => one.toLowerCase() === name.toLowerCase());
  return found === undefined ? companion(labelPath, '.img') : join(dirname(labelPath), found);
}

export function jpeg2000(path: string, name: string): InputError {
  return new InputError('RASTER_UNREADABLE', `the image ${name} is JPEG 2000, which is not read`, {
    where: path,
    legal: 'GeoTIFF, PDS3 .IMG with its label, PDS4 arrays',
    remedy: 'Take the .IMG of the same product, or convert it with `gdal_translate IN.JP2 OUT.tif`',
  });
}

/** The file beside `path` with the other ending, whatever its case. */
async function companion(path: string, ending: '.lbl' | '.img'): Promise<string> {
  const stem = basename(path, extname(path)).toLowerCase();
  const names = await readdir(dirname(path)).catch(() => []);
  const found = names.find((name) => name.toLowerCase() === stem + ending);
  return found === undefined ? path.slice(0, -4) + ending.toUpperCase() : join(dirname(path), found);
}

const KINDS: Readonly<Record<string, readonly [kind: 'int' | 'uint' | 'float', littleEndian: boolean]>> = {
  LSB_INTEGER: ['int', true],
  PC_INTEGER: ['int', true],
  VAX_INTEGER: ['int', true],
  MSB_INTEGER: ['int', false],
  SUN_INTEGER: ['int', false],
  MAC_INTEGER: ['int', false],
  INTEGER: ['int', false],
  LSB_UNSIGNED_INTEGER: ['uint', true],
  PC_UNSIGNED_INTEGER: ['uint', true],
  MSB_UNSIGNED_INTEGER: ['uint', false],
  UNSIGNED_INTEGER: ['uint', false],
  PC_REAL: ['float', true],
  IEEE_REAL: ['float', false],
  SUN_REAL: ['float', false],
  REAL: ['float', false],
};

function arrayOf(label: Pds3Label, start: number): RawArray {
  const [columns, rows] = [label.number('LINE_SAMPLES'), label.number('LINES')];
  const [kind, littleEndian] = KINDS[label.text('SAMPLE_TYPE').toUpperCase()] ?? [null, true];
  const bits = label.number('SAMPLE_BITS', 0);
  const type = `${kind}${bits}` as SampleType;
  const legal: readonly SampleType[] = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'];
  if (kind === null || !legal.includes(type))
    throw unreadable(label.path, `samples of type ${label.text('SAMPLE_TYPE')} with ${bits} bits`);
  if (label.number('BANDS', 1) !== 1) throw unreadable(label.path, `${label.number('BANDS')} bands`);
  if (label.number('LINE_PREFIX_BYTES', 0) + label.number('LINE_SUFFIX_BYTES', 0) > 0)
    throw unreadable(label.path, 'lines with prefix or suffix bytes');
  const southUp = /UP/i.test(label.text('LINE_DISPLAY_DIRECTION'));
  return { type, littleEndian, start, columns, rows, southUp };
}
