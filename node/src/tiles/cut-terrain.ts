import type { Progress } from '@openilrs/core/jobs';
import { pyramidFactors, reducedGrid, tileWindows, type TilePlan } from '@openilrs/core/terrain';
import { readReduced } from '../raster/index.ts';
import type { BlobStore } from './blob-store.ts';
import { BLOCK, blockBytes, blocksOf, type IndexedDem, type IndexedLevel, type TerrainIndex } from './terrain-index.ts';
import type { GridSource } from './terrain-sources.ts';

export interface CutOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/** Stands for holes in means, and for NaN in files that name no other mark. */
const NO_DATA = Math.fround(-3e38);

/**
 * Cuts grids into the blocks that the tiles of a plan will look at: the grids themselves near the tiles, means of 4 x 4 and 16 x 16 cells farther out. Reads a strip of 512
 * rows at a time.
 */
export async function cutTerrain(
  sources: readonly GridSource[],
  plan: TilePlan,
  store: BlobStore,
  options: CutOptions = {},
): Promise<TerrainIndex> {
  const dems: IndexedDem[] = [];
  for (const [i, source] of sources.entries()) {
    const { name, sha256, notice } = source.dem;
    options.progress?.(i, sources.length, `cutting ${name}`);
    const needed = neededBlocks(source, plan);
    const levels: IndexedLevel[] = [];
    for (const [n, factor] of pyramidFactors(source.grid).entries())
      levels.push(await cutLevel(source, factor, needed[n]!, store, options.signal));
    if (needed.some((blocks) => blocks.size > 0)) dems.push({ name, sha256, notice, grid: source.grid, levels });
  }
  return { dems };
}

/** For each level the blocks that some tile touches. */
function neededBlocks({ grid }: GridSource, plan: TilePlan): Set<number>[] {
  const factors = pyramidFactors(grid);
  const needed = factors.map(() => new Set<number>());
  for (const tile of plan.tiles)
    for (const [n, window] of tileWindows(plan, tile, grid).entries()) {
      if (window === null) continue;
      for (const { index } of blocksOf(window, reducedGrid(grid, factors[n]!).columns)) needed[n]!.add(index);
    }
  return needed;
}

async function cutLevel(
  source: GridSource,
  factor: number,
  needed: ReadonlySet<number>,
  store: BlobStore,
  signal: AbortSignal | undefined,
): Promise<IndexedLevel> {
  const { columns, rows } = reducedGrid(source.grid, factor);
  const [wide, tall] = [Math.ceil(columns / BLOCK), Math.ceil(rows / BLOCK)];
  const blocks = new Array<string | null>(wide * tall).fill(null);
  const { scale, offset } = source.dem;
  // Samples of 16 bits have room for no mark of their own; every mean is a float.
  const type = factor === 1 ? source.type : 'float32';
  const noData = type === 'int16' ? source.dem.noData : ((factor === 1 ? source.dem.noData : null) ?? NO_DATA);
  for (let row = 0; row < tall; row++) {
    signal?.throwIfAborted();
    const wanted = Array.from({ length: wide }, (_, column) => column).filter((c) => needed.has(row * wide + c));
    if (wanted.length === 0) continue;
    const [first, last] = [wanted[0]! * BLOCK, Math.min(columns, (wanted.at(-1)! + 1) * BLOCK)];
    const window = {
      column: first,
      row: row * BLOCK,
      columns: last - first,
      rows: Math.min(BLOCK, rows - row * BLOCK),
    };
    const strip = await readStrip(source, factor, window, type, noData);
    for (const column of wanted) {
      const left = column * BLOCK;
      const part = { left: left - first, columns: Math.min(BLOCK, columns - left), rows: window.rows };
      blocks[row * wide + column] = await store.put(blockBytes(cutBlock(strip, window.columns, part)));
    }
  }
  return { factor, type, scale, offset, noData, blocks };
}

async function readStrip(
  { raster }: GridSource,
  factor: number,
  window: { column: number; row: number; columns: number; rows: number },
  type: 'int16' | 'float32',
  noData: number | null,
): Promise<Int16Array | Float32Array> {
  if (type === 'int16') return (await raster.read(window)) as Int16Array;
  const samples =
    factor === 1 ? ((await raster.read(window)) as Float32Array) : await readReduced(raster, factor, window);
  for (let i = 0; i < samples.length; i++) if (Number.isNaN(samples[i]!)) samples[i] = noData!;
  return samples;
}

function cutBlock(
  strip: Int16Array | Float32Array,
  stride: number,
  { left, columns, rows }: { left: number; columns: number; rows: number },
): Int16Array | Float32Array {
  const block = strip instanceof Int16Array ? new Int16Array(columns * rows) : new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const at = row * stride + left;
    block.set(strip.subarray(at, at + columns), row * columns);
  }
  return block;
}
