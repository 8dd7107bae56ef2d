import { open, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import { MOON_RADIUS_M, type Dem, type DemGrid } from '@openilrs/core/terrain';
import { asHeights, fileSize, manifestEntry, sha256OfFile, unreadable } from './dem-file.ts';

/**
 * Reads a PDS3 image of heights with a detached label, as the LOLA gridded data records are (`LDEM_80S_20M.IMG` with `LDEM_80S_20M.LBL`): polar stereographic centred on the
 * pole or simple cylindrical, int16 or float32 of either byte order, values `DN * SCALING_FACTOR + OFFSET` in the label's `UNIT` (radii become heights).
 * Either file may be named. (LRO-L-LOLA-4-GDR-V1.0, DSMAP_POLAR.CAT)
 *
 * @throws InputError `DEM_MISSING`, `DEM_UNREADABLE`, `DEM_WRONG_BODY`, `DEM_PROJECTION`, `DEM_HEIGHTS`
 */
export async function readPdsImage(path: string): Promise<Dem> {
  const labelPath = await companion(path, '.lbl');
  await fileSize(labelPath);
  const label = labelFields(await readFile(labelPath, 'latin1'));
  const image = await companion(path, '.img');
  const size = await fileSize(image);
  checkBody(label, labelPath);
  const grid = gridOf(label, labelPath);
  const values = await readSamples(image, size, label, grid);
  const unit = /^KILOMETER/.test(text(label, 'UNIT')) ? 1000 : 1;
  const missing = label.get('MISSING_CONSTANT') ?? label.get('CORE_NULL');
  const dem: Dem = {
    name: basename(image),
    sha256: await sha256OfFile(image),
    notice: (await manifestEntry(image))?.notice ?? '',
    grid,
    values,
    scale: number(label, 'SCALING_FACTOR', labelPath, 1) * unit,
    offset: number(label, 'OFFSET', labelPath, 0) * unit,
    noData: missing === undefined ? null : parseFloat(missing),
  };
  return asHeights(dem, image, true); // labels give the unit
}

/** The file beside `path` with the other ending, whatever its case. */
async function companion(path: string, ending: '.lbl' | '.img'): Promise<string> {
  if (extname(path).toLowerCase() === ending) return path;
  const stem = basename(path, extname(path)).toLowerCase();
  const names = await readdir(dirname(path)).catch(() => []);
  const found = names.find((name) => name.toLowerCase() === stem + ending);
  return found === undefined ? path.slice(0, -4) + ending.toUpperCase() : join(dirname(path), found);
}

type Label = ReadonlyMap<string, string>;

/** `KEY = value` pairs, quotes and units taken off; values that run over lines are cut at the first, which the fields needed here never do. */
function labelFields(labelText: string): Label {
  const fields = new Map<string, string>();
  const clean = labelText.replace(/\/\*.*?\*\//gs, '').replace(/"[^"]*"/g, (quoted) => quoted.replace(/\s+/g, ' '));
  for (const [, key, value] of clean.matchAll(/^\s*(\^?[A-Z0-9_:]+)\s*=\s*(.*?)\s*$/gm)) {
    if (!fields.has(key!)) fields.set(key!, value!.replace(/^"\s*|\s*"$/g, ''));
  }
  return fields;
}

function text(label: Label, key: string): string {
  return label.get(key) ?? '';
}

function number(label: Label, key: string, where: string, fallback?: number): number {
  const value = parseFloat(label.get(key) ?? '');
  if (Number.isFinite(value)) return value;
  if (fallback !== undefined) return fallback;
  throw new InputError('DEM_NO_GEOREFERENCE', `the label has no number for ${key}`, {
    where,
    legal: 'a PDS3 label with IMAGE and IMAGE_MAP_PROJECTION objects',
    remedy: 'Fetch the label that belongs to the image again',
  });
}

function checkBody(label: Label, where: string): void {
  const unit = /<\s*M/i.test(text(label, 'A_AXIS_RADIUS')) ? 1 : 1000; // kilometres unless <M> or <METERS> is written
  const radiusM = number(label, 'A_AXIS_RADIUS', where) * unit;
  if (Math.abs(radiusM - MOON_RADIUS_M) < 1) return;
  throw new InputError('DEM_WRONG_BODY', `the label declares a body of ${radiusM} m`, {
    where,
    legal: `the Moon, a sphere of ${MOON_RADIUS_M} m`,
    remedy: 'Choose a LOLA product',
  });
}

function gridOf(label: Label, where: string): DemGrid {
  const columns = number(label, 'LINE_SAMPLES', where);
  const rows = number(label, 'LINES', where);
  const projection = text(label, 'MAP_PROJECTION_TYPE').toUpperCase();
  if (projection === 'SIMPLE CYLINDRICAL' || projection === 'EQUIRECTANGULAR') {
    const degree = Math.PI / 180;
    const step = degree / number(label, 'MAP_RESOLUTION', where);
    const xMin = number(label, 'WESTERNMOST_LONGITUDE', where) * degree;
    return {
      kind: 'equirectangular',
      columns,
      rows,
      step,
      xMin,
      yMax: number(label, 'MAXIMUM_LATITUDE', where) * degree,
    };
  }
  const centre = number(label, 'CENTER_LATITUDE', where);
  if (
    projection !== 'POLAR STEREOGRAPHIC' ||
    Math.abs(centre) !== 90 ||
    number(label, 'CENTER_LONGITUDE', where, 0) !== 0
  )
    throw new InputError('DEM_PROJECTION', `projection "${projection}" with centre ${centre}`, {
      where,
      legal: 'POLAR STEREOGRAPHIC centred on a pole and longitude 0, or SIMPLE CYLINDRICAL',
      remedy: 'Convert the product to GeoTIFF with gdalwarp',
    });
  const kilometres = /<\s*KM/i.test(text(label, 'MAP_SCALE'));
  const step = number(label, 'MAP_SCALE', where) * (kilometres ? 1000 : 1);
  return {
    kind: centre < 0 ? 'southPolarStereographic' : 'northPolarStereographic',
    columns,
    rows,
    step,
    // The offsets name the pole in samples and lines, counted from the centre of the first.
    xMin: -(number(label, 'SAMPLE_PROJECTION_OFFSET', where, columns / 2 - 0.5) + 0.5) * step,
    yMax: (number(label, 'LINE_PROJECTION_OFFSET', where, rows / 2 - 0.5) + 0.5) * step,
  };
}

const SAMPLE_TYPES: Readonly<Record<string, { bits: number; littleEndian: boolean }>> = {
  LSB_INTEGER: { bits: 16, littleEndian: true },
  PC_INTEGER: { bits: 16, littleEndian: true },
  MSB_INTEGER: { bits: 16, littleEndian: false },
  SUN_INTEGER: { bits: 16, littleEndian: false },
  PC_REAL: { bits: 32, littleEndian: true },
  IEEE_REAL: { bits: 32, littleEndian: false },
};

async function readSamples(
  path: string,
  size: number,
  label: Label,
  grid: DemGrid,
): Promise<Int16Array | Float32Array> {
  const type = SAMPLE_TYPES[text(label, 'SAMPLE_TYPE')];
  if (type === undefined || number(label, 'SAMPLE_BITS', path) !== type.bits)
    throw unreadable(path, `samples of type ${text(label, 'SAMPLE_TYPE')} with ${text(label, 'SAMPLE_BITS')} bits`);
  const bytes = (grid.columns * grid.rows * type.bits) / 8;
  if (size < bytes) throw unreadable(path, `truncated: ${size} bytes of ${bytes}`);
  const buffer = new SharedArrayBuffer(bytes);
  await readInto(path, new Uint8Array(buffer));
  if (!type.littleEndian) swapBytes(new Uint8Array(buffer), type.bits / 8);
  return type.bits === 16 ? new Int16Array(buffer) : new Float32Array(buffer);
}

const CHUNK_BYTES = 1 << 24;

/** Through a private chunk: file reads do not write to shared memory. */
async function readInto(path: string, out: Uint8Array): Promise<void> {
  const file = await open(path);
  try {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, out.length));
    for (let at = 0; at < out.length;) {
      const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, out.length - at), at);
      if (bytesRead === 0) throw unreadable(path, `ended after ${at} bytes of ${out.length}`);
      out.set(chunk.subarray(0, bytesRead), at);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function swapBytes(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}
