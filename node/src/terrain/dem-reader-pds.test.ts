import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heightAt, unproject } from '@openilrs/core/terrain';
import { readDem } from './dem-reader.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openilrs-pds-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The fields of a LOLA GDR label (LRO-L-LOLA-4-GDR-V1.0) that place its samples, for a grid of 6 x 6 cells of 20 m around the pole. */
const POLAR = {
  PDS_VERSION_ID: '"PDS3"',
  TARGET_NAME: 'MOON',
  DESCRIPTION: '"Heights, in two\n   lines = of text."',
  LINES: '6',
  LINE_SAMPLES: '6',
  SAMPLE_TYPE: 'LSB_INTEGER',
  SAMPLE_BITS: '16',
  UNIT: 'METER',
  SCALING_FACTOR: '0.5',
  OFFSET: '1737400.',
  MAP_PROJECTION_TYPE: '"POLAR STEREOGRAPHIC"',
  A_AXIS_RADIUS: '1737.4 <KM>',
  CENTER_LATITUDE: '-90.0 <DEG>',
  CENTER_LONGITUDE: '0.0 <DEG>',
  MAP_SCALE: '20 <METERS/PIXEL>',
  LINE_PROJECTION_OFFSET: '2.5',
  SAMPLE_PROJECTION_OFFSET: '2.5',
};

async function write(name: string, label: Record<string, string>, image: Uint8Array): Promise<string> {
  const rows = Object.entries(label).map(([key, value]) => `${key.padEnd(28)} = ${value}\r\n`);
  await writeFile(join(folder, `${name}.LBL`), `${rows.join('')}/* a comment = 1 */\r\nEND\r\n`);
  await writeFile(join(folder, `${name}.IMG`), image);
  return join(folder, name);
}

const bytes = (values: ArrayBufferView): Uint8Array => new Uint8Array(values.buffer);
const samples = Int16Array.from({ length: 36 }, (_, i) => 100 * Math.floor(i / 6) + (i % 6)); // rows from the top

describe('PDS3 images of heights', () => {
  it('like LDEM_80S_20M are read by label or image, heights above the sphere, 0 E up', async () => {
    const path = await write('POLAR', POLAR, bytes(samples));
    const dem = await readDem(`${path}.IMG`);
    expect(dem.grid).toEqual({ kind: 'southPolarStereographic', columns: 6, rows: 6, step: 20, xMin: -60, yMax: 60 });
    expect([dem.name, dem.scale, dem.offset, dem.noData]).toEqual(['POLAR.IMG', 0.5, 0, null]);
    expect(await readDem(`${path}.LBL`)).toEqual(dem);
    expect(heightAt([dem], ...unproject('southPolarStereographic', -10, 50))).toBeCloseTo(0.5 * 2, 6); // row 0, column 2
    expect(heightAt([dem], ...unproject('southPolarStereographic', 30, -10))).toBeCloseTo(0.5 * 304, 6); // row 3, column 4
  });

  it('of floats in kilometres and of big-endian integers give the same heights', async () => {
    const km = Float32Array.from(samples, (v) => v / 2000);
    const float = {
      ...POLAR,
      SAMPLE_TYPE: 'PC_REAL',
      SAMPLE_BITS: '32',
      UNIT: 'KILOMETER',
      SCALING_FACTOR: '1',
      OFFSET: '1737.4',
    };
    const a = await readDem(`${await write('FLOAT', float, bytes(km))}.IMG`);
    const swapped = bytes(samples.slice());
    for (let i = 0; i < swapped.length; i += 2) swapped.subarray(i, i + 2).reverse();
    const b = await readDem(`${await write('MSB', { ...POLAR, SAMPLE_TYPE: 'MSB_INTEGER' }, swapped)}.IMG`);
    for (const dem of [a, b])
      expect(heightAt([dem], ...unproject('southPolarStereographic', 30, -10))).toBeCloseTo(152, 3);
  });

  it('in simple cylindrical projection lie between their longitudes', async () => {
    const label = { ...POLAR, LINES: '2', LINE_SAMPLES: '4', MAP_PROJECTION_TYPE: '"SIMPLE CYLINDRICAL"', MAP_RESOLUTION: '0.0111111111 <PIX/DEG>', CENTER_LATITUDE: '0 <DEG>', CENTER_LONGITUDE: '180 <DEG>', LINE_PROJECTION_OFFSET: '0.5', SAMPLE_PROJECTION_OFFSET: '1.5' }; // prettier-ignore
    const dem = await readDem(`${await write('GLOBE', label, bytes(samples.slice(0, 8)))}.IMG`);
    expect(dem.grid.kind).toBe('equirectangular');
    expect(heightAt([dem], Math.PI / 4, (-135 / 180) * Math.PI)).toBeCloseTo(1, 3); // 225 E: column 2
  });

  it('that cannot be used are refused', async () => {
    const image = bytes(samples);
    const code = (name: string) => expect.objectContaining({ name: 'InputError', code: name });
    const refuse = async (name: string, label: Record<string, string>, content: Uint8Array, expected: string) =>
      expect(readDem(`${await write(name, label, content)}.IMG`)).rejects.toThrow(code(expected));
    await refuse('SHORT', POLAR, image.subarray(0, 71), 'DEM_UNREADABLE');
    await refuse('MARS', { ...POLAR, A_AXIS_RADIUS: '3396.19 <KM>' }, image, 'DEM_WRONG_BODY');
    await refuse('PEIRCE', { ...POLAR, MAP_PROJECTION_TYPE: 'PEIRCE' }, image, 'DEM_PROJECTION');
    await refuse('WEST', { ...POLAR, POSITIVE_LONGITUDE_DIRECTION: 'WEST' }, image, 'DEM_PROJECTION');
    await refuse('TURNED', { ...POLAR, MAP_PROJECTION_ROTATION: '90.0' }, image, 'DEM_CELLS');
    await refuse('BITS', { ...POLAR, SAMPLE_BITS: '12' }, image, 'DEM_UNREADABLE');
    const { LINES: _lines, ...without } = POLAR;
    await refuse('NOLINES', without, image, 'DEM_NO_GEOREFERENCE');
    await writeFile(join(folder, 'ALONE.IMG'), image);
    await expect(readDem(join(folder, 'ALONE.IMG'))).rejects.toThrow(/ALONE\.LBL: no such file/);
  });
});
