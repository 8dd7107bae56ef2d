import { InputError } from '@openilrs/core/errors';
import type { MapGrid } from '@openilrs/core/mission';
import { projString } from '@openilrs/core/terrain';
import { packTiles, pyramid, TILE, type Level } from './cog-tiles.ts';
import { polarGeoTags, polarWkt, type MapPole } from './geotiff-writer-keys.ts';
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
  /** More that belongs to the map, by name: HEIGHT_M, PERIOD, BINS, TERRAIN (files with digests), COMMAND. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The numbers are classes: smaller pictures of the map take one of four cells instead of their mean. */
  readonly classes?: boolean;
}

/** What GDAL's readers look for before the first directory (COG driver, "ghost area"): the layout, and that each block has its size before and its last four bytes after it. */
const LAYOUT =
  'LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\nBLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ';
export const GHOST = `GDAL_STRUCTURAL_METADATA_SIZE=${String(LAYOUT.length).padStart(6, '0')} bytes\n${LAYOUT}`;

/**
 * A cloud-optimised GeoTIFF of one float32 band in the lunar polar stereographic system of the grid: tiles of 512, deflate with the float predictor, halves of the picture until
 * one tile holds it, all directories first.
 *
 * `values` row 0 at the top, NaN where there is nothing; written as they are, to the bit. GDAL reads georeference, no-data, unit, title, definition, notice and metadata back from
 * it. A writer of our own, as geotiff.js stamps WGS 84 and leaves strips uncompressed.
 * @throws InputError `GEOTIFF_SIZE` when the file would pass 4 GB; RangeError when `values` do not fill the grid or the grid is in another projection: mistakes of the caller.
 */
export function writeGeoTiff(grid: MapGrid, values: Float32Array, options: GeoTiffOptions): Uint8Array {
  const pole = poleOf(grid, values);
  const noData = options.noData ?? -32768;
  const { columns, rows } = grid;
  const levels = pyramid({ columns, rows, values }, options.classes === true);
  const packed = levels.map((level) => packTiles(level, noData));
  const directories = levels.map((level, i) => {
    const counts = packed[i]!.map((tile) => tile.length);
    return new Map<number, TagValue>([
      ...imageTags(level, i > 0),
      [42113, ascii(String(noData))],
      ...(i > 0 ? [] : [...describingTags(options, pole), ...placeTags(grid), ...polarGeoTags(pole)]),
      [324, { type: 'long', values: counts }], // of the right length; the offsets need the size of the head
      [325, { type: 'long', values: counts }],
    ]);
  });
  let offset = tiffHead(directories, GHOST).length;
  // The smallest picture lies first, so that a reader of the beginning of the file sees the whole map.
  for (let i = levels.length - 1; i >= 0; i--) {
    const offsets = packed[i]!.map((tile) => (offset += tile.length + 8) - tile.length - 4);
    directories[i]!.set(324, { type: 'long', values: offsets });
  }
  requireClassic(offset);
  return assemble(tiffHead(directories, GHOST), packed.toReversed().flat(), offset);
}

/** Offsets of this file have 32 bits. Maps written from tiles go past that, as BigTIFF. @throws InputError `GEOTIFF_SIZE` */
export function requireClassic(bytes: number): void {
  if (bytes <= 0xffffffff) return;
  throw new InputError('GEOTIFF_SIZE', `the map would fill ${(bytes / 1e9).toFixed(1)} GB`, {
    legal: 'up to 4.29 GB in one GeoTIFF of a survey',
    remedy: 'Use larger cells or a smaller region, or `ilrs cap`, which writes maps of any size by tiles',
  });
}

function poleOf(grid: MapGrid, values: Float32Array): MapPole {
  if (values.length !== grid.columns * grid.rows)
    throw new RangeError(`${values.length} values for ${grid.columns} x ${grid.rows} cells`);
  if (grid.proj === projString('southPolarStereographic')) return 'south';
  if (grid.proj === projString('northPolarStereographic')) return 'north';
  throw new RangeError(`cannot write a GeoTIFF in the projection "${grid.proj}"`);
}

const short = (value: number): TagValue => ({ type: 'short', values: [value] });
const long = (value: number): TagValue => ({ type: 'long', values: [value] });
/** TIFF's ASCII is seven bits: what is beyond (a degree sign, say) becomes "?". */
export const ascii = (text: string): TagValue => ({ type: 'ascii', text: text.replaceAll(/[^\n\x20-\x7e]/g, '?') });

export function imageTags({ columns, rows }: Level, reduced: boolean): [number, TagValue][] {
  return [
    ...(reduced ? [[254, long(1)] as [number, TagValue]] : []), // a smaller picture of the first
    [256, long(columns)],
    [257, long(rows)],
    [258, short(32)], // bits per sample
    [259, short(8)], // deflate
    [262, short(1)], // black is zero
    [277, short(1)], // samples per pixel
    [284, short(1)], // planar configuration
    [317, short(3)], // differences of float bytes
    [322, short(TILE)],
    [323, short(TILE)],
    [339, short(3)], // IEEE float
  ];
}

export function describingTags(options: GeoTiffOptions, pole: MapPole): [number, TagValue][] {
  return [
    [270, ascii(options.title)],
    [305, ascii(options.software)],
    [42112, { type: 'ascii', text: gdalMetadata(options, pole) }],
  ];
}

/** GDAL's own metadata tag: XML, where unit, scale and offset belong to the band. */
function gdalMetadata({ title, definition, unit, notice, metadata = {} }: GeoTiffOptions, pole: MapPole): string {
  const item = (name: string, text: string, band = ''): string =>
    text === '' ? '' : `  <Item name="${escapeXml(name)}"${band}>${escapeXml(text)}</Item>\n`;
  return (
    '<GDALMetadata>\n' +
    item('DEFINITION', definition ?? '') +
    item('NOTICE', notice) +
    Object.entries(metadata)
      .map(([name, text]) => item(name, text))
      .join('') +
    item('CRS_WKT', polarWkt(pole)) +
    item('DESCRIPTION', title, ' sample="0" role="description"') +
    item('UNITTYPE', unit, ' sample="0" role="unittype"') +
    item('OFFSET', '0', ' sample="0" role="offset"') +
    item('SCALE', '1', ' sample="0" role="scale"') +
    '</GDALMetadata>'
  );
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function placeTags({ stepM, xMinM, yMaxM }: MapGrid): [number, TagValue][] {
  return [
    [33550, { type: 'double', values: [stepM, stepM, 0] }],
    [33922, { type: 'double', values: [0, 0, 0, xMinM, yMaxM, 0] }],
  ];
}

/** Head, then each tile between its size and its last four bytes once more. */
function assemble(head: Uint8Array, tiles: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  const view = new DataView(whole.buffer);
  whole.set(head);
  let at = head.length;
  for (const tile of tiles) {
    view.setUint32(at, tile.length, true);
    whole.set(tile, at + 4);
    at += 4 + tile.length;
    whole.set(tile.subarray(-4), at);
    at += 4;
  }
  return whole;
}
