import type { CellWindow, Dem, DemGrid } from '@openilrs/core/terrain';

/** Terrain of a run, cut into blocks, so that whoever works on a tile fetches what the tile looks at and no more. */
export interface TerrainIndex {
  /** In the order in which they serve: finest first. */
  readonly dems: readonly IndexedDem[];
}

export interface IndexedDem extends Pick<Dem, 'name' | 'sha256' | 'notice'> {
  readonly grid: DemGrid;
  readonly levels: readonly IndexedLevel[];
}

/** One level of the pyramid of a grid; factor 1 is the grid itself. */
export interface IndexedLevel extends Pick<Dem, 'scale' | 'offset' | 'noData'> {
  readonly factor: number;
  readonly type: 'int16' | 'float32';
  /** Digests of the blocks of {@link BLOCK} x {@link BLOCK} cells (fewer at the right and lower edge), row by row; null where no tile needs it. Bytes are little-endian. */
  readonly blocks: readonly (string | null)[];
}

export const BLOCK = 512;

/** Blocks that a window touches. */
export function blocksOf(window: CellWindow, columns: number): { index: number; row: number; column: number }[] {
  const wide = Math.ceil(columns / BLOCK);
  const found = [];
  for (let row = Math.floor(window.row / BLOCK); row * BLOCK < window.row + window.rows; row++)
    for (let column = Math.floor(window.column / BLOCK); column * BLOCK < window.column + window.columns; column++)
      found.push({ index: row * wide + column, row, column });
  return found;
}

const SAMPLE_BYTES = { int16: 2, float32: 4 } as const;
const IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Bytes of samples in little-endian order, whatever the machine. */
export function blockBytes(samples: Int16Array | Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength).slice();
  if (IS_LITTLE) return bytes;
  return samples instanceof Int16Array ? Buffer.from(bytes).swap16() : Buffer.from(bytes).swap32();
}

/** Samples of a block; the inverse of {@link blockBytes}. */
export function blockSamples(type: IndexedLevel['type'], bytes: Uint8Array<ArrayBuffer>): Int16Array | Float32Array {
  const own = IS_LITTLE ? bytes : type === 'int16' ? Buffer.from(bytes).swap16() : Buffer.from(bytes).swap32();
  const length = own.byteLength / SAMPLE_BYTES[type];
  if (own.byteOffset % SAMPLE_BYTES[type] !== 0) return blockSamples(type, new Uint8Array(bytes));
  return type === 'int16' ? new Int16Array(own.buffer, own.byteOffset, length) : new Float32Array(own.buffer, own.byteOffset, length); // prettier-ignore
}
