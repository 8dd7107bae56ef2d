import {
  pyramidFactors,
  reducedGrid,
  tileWindows,
  type CellWindow,
  type Dem,
  type Terrain,
  type TilePlace,
  type TilePlan,
} from '@openilrs/core/terrain';
import type { BlobStore } from './blob-store.ts';
import {
  BLOCK,
  blocksOf,
  blockSamples,
  type IndexedDem,
  type IndexedLevel,
  type TerrainIndex,
} from './terrain-index.ts';

/** Gives the terrain that a tile looks at. */
export type WindowReader = (tile: TilePlace) => Promise<Terrain>;

/** Blocks kept for the tiles that follow: neighbours share most of theirs. */
const CACHE_BYTES = 256 << 20;

/**
 * Reads windows of the terrain of a run from its blocks. The windows depend on plan and tile alone, so that a tile gets the same terrain on every machine.
 */
export function windowReader(plan: Omit<TilePlan, 'tiles'>, { dems }: TerrainIndex, blobs: BlobStore): WindowReader {
  const fetch = cached(blobs);
  const whole = new Map<IndexedLevel, Promise<Dem>>();
  return async (tile) => {
    const terrain: Dem[] = [];
    for (const dem of dems) {
      const windows = tileWindows(plan, tile, dem.grid);
      for (const [n, window] of windows.entries()) {
        if (window === null) continue;
        const level = dem.levels[n]!;
        const { columns, rows } = reducedGrid(dem.grid, pyramidFactors(dem.grid)[n]!);
        if (window.columns * window.rows < columns * rows) terrain.push(await assemble(dem, level, window, fetch));
        else {
          const once = whole.get(level) ?? assemble(dem, level, window, fetch);
          whole.set(level, once); // grids that every tile takes whole lie in memory once
          once.catch(() => whole.delete(level));
          terrain.push(await once);
        }
      }
    }
    return terrain;
  };
}

type Fetch = (digest: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The blocks used last, up to {@link CACHE_BYTES}. */
function cached(blobs: BlobStore): Fetch {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  let size = 0;
  return async (digest) => {
    const found = kept.get(digest) ?? (await blobs.get(digest));
    if (!kept.delete(digest)) size += found.byteLength;
    kept.set(digest, found); // at the end: used last
    for (const [old, bytes] of kept) {
      if (size <= CACHE_BYTES) break;
      kept.delete(old);
      size -= bytes.byteLength;
    }
    return found;
  };
}

async function assemble(dem: IndexedDem, level: IndexedLevel, window: CellWindow, fetch: Fetch): Promise<Dem> {
  const { factor, type, scale, offset, noData } = level;
  const whole = reducedGrid(dem.grid, factor);
  const cells = window.columns * window.rows;
  const values = type === 'int16' ? new Int16Array(new SharedArrayBuffer(2 * cells)) : new Float32Array(new SharedArrayBuffer(4 * cells)); // prettier-ignore
  for (const { index, row, column } of blocksOf(window, whole.columns)) {
    const digest = level.blocks[index];
    if (digest == null) throw new Error(`block ${index} of ${dem.name} (factor ${factor}) was not cut`);
    const block = blockSamples(type, await fetch(digest));
    copyBlock(block, { row: row * BLOCK, column: column * BLOCK, columns: Math.min(BLOCK, whole.columns - column * BLOCK) }, values, window); // prettier-ignore
  }
  const { name, sha256, notice } = dem;
  const { step, xMin, yMax } = whole;
  const grid = { ...whole, columns: window.columns, rows: window.rows, xMin: xMin + window.column * step, yMax: yMax - window.row * step }; // prettier-ignore
  return { name, sha256, notice, grid, values, scale, offset, noData };
}

function copyBlock(
  block: Int16Array | Float32Array,
  place: { row: number; column: number; columns: number },
  into: Int16Array | Float32Array,
  window: CellWindow,
): void {
  const rows = block.length / place.columns;
  const left = Math.max(place.column, window.column);
  const right = Math.min(place.column + place.columns, window.column + window.columns);
  for (let row = Math.max(place.row, window.row); row < Math.min(place.row + rows, window.row + window.rows); row++) {
    const from = (row - place.row) * place.columns - place.column;
    into.set(block.subarray(from + left, from + right), (row - window.row) * window.columns + left - window.column);
  }
}
