import { deflateSync } from 'node:zlib';
import type { MapGrid } from '@openilrs/core/mission';
import { projString } from '@openilrs/core/terrain';
import { southPolarGeoTags } from './geotiff-writer-keys.ts';
import { tiffHead, type TagValue } from './tiff-tags.ts';

export interface GeoTiffOptions {
  /** What the numbers are, e.g. "sunDiscMean at 10 m, 2020-01-01 to 2023-01-01". */
  readonly title: string;
  readonly definition?: string;
  readonly unit: string;
  readonly software: string;
  /** What a viewer must be told of the terrain; empty when there is nothing to say. */
  readonly notice: string;
  /** Value that stands for NaN in the file; -32768 unless told. */
  readonly noData?: number;
}

const ROWS_PER_STRIP = 64;

/**
 * A GeoTIFF of one float32 band (deflate strips) in the lunar south polar stereographic system.
 *
 * `values` row 0 at the top, NaN where there is nothing; written as they are, to the bit. GDAL reads no-data, unit, title and notice from its own tags. A writer
 * of our own, as geotiff.js stamps WGS 84 and leaves strips uncompressed.
 * @throws RangeError when `values` do not fill the grid or the grid is in another projection: a mistake of the caller.
 */
export function writeGeoTiff(grid: MapGrid, values: Float32Array, options: GeoTiffOptions): Uint8Array {
  checkGrid(grid, values);
  const noData = options.noData ?? -32768;
  const strips = compressStrips(values, grid, noData);
  const tags = new Map<number, TagValue>([
    ...imageTags(grid),
    ...describingTags(options, noData),
    ...placeTags(grid),
    ...southPolarGeoTags(),
  ]);
  const counts = strips.map((strip) => strip.length);
  tags.set(279, { type: 'long', values: counts });
  tags.set(273, { type: 'long', values: counts }); // of the right length; the offsets need the size of the head
  let offset = tiffHead(tags).length;
  const offsets = counts.map((count) => (offset += count) - count);
  tags.set(273, { type: 'long', values: offsets });
  return concat([tiffHead(tags), ...strips], offset);
}

function checkGrid(grid: MapGrid, values: Float32Array): void {
  if (values.length !== grid.columns * grid.rows)
    throw new RangeError(`${values.length} values for ${grid.columns} x ${grid.rows} cells`);
  if (grid.proj !== projString('southPolarStereographic'))
    throw new RangeError(`cannot write a GeoTIFF in the projection "${grid.proj}"`);
}

function compressStrips(values: Float32Array, { columns, rows }: MapGrid, noData: number): Uint8Array[] {
  const strips = [];
  for (let top = 0; top < rows; top += ROWS_PER_STRIP) {
    const part = values.subarray(top * columns, Math.min(rows, top + ROWS_PER_STRIP) * columns);
    const view = new DataView(new ArrayBuffer(4 * part.length));
    part.forEach((value, i) => view.setFloat32(4 * i, Number.isNaN(value) ? noData : value, true));
    strips.push(deflateSync(new Uint8Array(view.buffer)));
  }
  return strips;
}

const short = (value: number): TagValue => ({ type: 'short', values: [value] });
const long = (value: number): TagValue => ({ type: 'long', values: [value] });
/** TIFF's ASCII is seven bits: what is beyond (a degree sign, say) becomes "?". */
const ascii = (text: string): TagValue => ({ type: 'ascii', text: text.replaceAll(/[^\n\x20-\x7e]/g, '?') });

function imageTags({ columns, rows }: MapGrid): [number, TagValue][] {
  return [
    [256, long(columns)],
    [257, long(rows)],
    [258, short(32)], // bits per sample
    [259, short(8)], // deflate
    [262, short(1)], // black is zero
    [277, short(1)], // samples per pixel
    [278, long(ROWS_PER_STRIP)],
    [284, short(1)], // planar configuration
    [339, short(3)], // IEEE float
  ];
}

function describingTags(options: GeoTiffOptions, noData: number): [number, TagValue][] {
  return [
    [270, ascii(options.title)],
    [305, ascii(options.software)],
    [42112, { type: 'ascii', text: gdalMetadata(options) }],
    [42113, ascii(String(noData))],
  ];
}

/** GDAL's own metadata tag: XML, where the unit belongs to the band. */
function gdalMetadata({ title, definition, unit, notice }: GeoTiffOptions): string {
  const item = (name: string, text: string, band = ''): string =>
    text === '' ? '' : `  <Item name="${name}"${band}>${escapeXml(text)}</Item>\n`;
  return (
    '<GDALMetadata>\n' +
    item('DEFINITION', definition ?? '') +
    item('NOTICE', notice) +
    item('DESCRIPTION', title, ' sample="0" role="description"') +
    item('UNITTYPE', unit, ' sample="0" role="unittype"') +
    '</GDALMetadata>'
  );
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function placeTags({ stepM, xMinM, yMaxM }: MapGrid): [number, TagValue][] {
  return [
    [33550, { type: 'double', values: [stepM, stepM, 0] }],
    [33922, { type: 'double', values: [0, 0, 0, xMinM, yMaxM, 0] }],
  ];
}

function concat(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
