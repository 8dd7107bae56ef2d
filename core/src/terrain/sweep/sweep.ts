import { rowFrom, tileSideM, type TilePlace } from './sky-parallax.ts';
import type { SkyTable } from './sun-histogram.ts';
import type { SweepTerrain } from './sweep-terrain.ts';
import { farTaps, MOST_TAPS, nearTaps, TAP_BYTES } from './sweep-taps.ts';
import { takeKernel, type KernelKind } from './wasm-kernel.ts';

/** Tangents of the skyline in one direction: slope in the projective image (see gnomonic.ts), z per metre of the plane. */
export interface SweepTangents {
  /** Cell (row, column) is at `row * stride + column`; row 0 is the lowest y. {@link HIDDEN} where the terrain has a hole. Overwritten by the next call. */
  readonly values: Float32Array;
  readonly stride: number;
}

/** Skyline of cells without terrain: above everything. */
export const HIDDEN = 1e6;

/** A row of a sky table to be looked up for every cell. */
export interface Lookup {
  readonly table: SkyTable;
  /** Direction of the table. */
  readonly direction: number;
  /** Which of the sweeper's sums it is added to. */
  readonly sum: number;
}

export interface Sweeper {
  /** Skylines of all cells in the direction `angleRad` (from the plane's x, counterclockwise) for eyes `heightM` above the ground. */
  tangents(angleRad: number, heightM: number): SweepTangents;
  /** Looks the skylines up in tables, and adds to the sums. */
  add(angleRad: number, heightM: number, lookups: readonly Lookup[]): void;
  /** A copy of a sum, cell by cell (row * cells + column). */
  sum(index: number): Uint32Array;
  /** Gives the memory back. */
  close(): void;
}

export interface SweeperOptions {
  /** How many sums are kept; none unless told. */
  readonly sums?: number;
  /** Longest row of the tables to be looked up, thresholds. */
  readonly thresholds?: number;
  /** Which kernel; WebAssembly where there is any unless told. The results are the same. */
  readonly kernel?: KernelKind;
}

/** Rows in one go: small enough that tangents stay in the cache between looking and counting. */
const BAND = 16;

/** Nothing seen yet: far below every skyline. */
const NOTHING = -100;

/**
 * Horizons of all cells of a region, direction by direction.
 *
 * From the coarsest level to the cells: each level takes the skyline of the level above it, interpolated between observers and moved to its own eyes, and raises it by the ring of ground that is its own, along each
 * observer's exact line of sight. All observers look at the same steps, so every look is one pass over rows in memory: no searches, no branches.
 *
 * Heights are line-of-sight heights, so the curvature of the Moon is in them.
 */
export function createSweeper(terrain: SweepTerrain, options: SweeperOptions = {}): Sweeper {
  const { cells, levels, holes } = terrain;
  const { sums = 0, thresholds = 0 } = options;
  const plan = layOut(terrain, sums, thresholds);
  const { kernel, f32, i32, release } = takeKernel(plan.bytes, options.kernel);
  for (const [n, { pages }] of levels.entries()) f32.set(pages, plan.levels[n]!.pages / 4);
  i32.fill(0, plan.sums / 4, (plan.sums + 4 * sums * cells * cells) / 4);
  const { tangents: out, stride } = plan.levels[0]!;

  function lookFarther(angleRad: number, heightM: number): void {
    for (let n = levels.length - 1; n > 0; n--) {
      const { observers, size } = levels[n]!;
      const at = plan.levels[n]!;
      if (n === levels.length - 1) {
        f32.fill(NOTHING, at.tangents / 4, at.tangents / 4 + (observers * at.stride) / 4);
        f32.fill(0, at.weights / 4, at.weights / 4 + (observers * at.stride) / 4);
      } else spread(n, 0, observers);
      const taps = farTaps(terrain, n, angleRad, heightM, { f32, i32 }, plan.taps / 4);
      kernel.lookFar(
        at.first,
        4 * size,
        at.eyes,
        at.eyeStride,
        heightM,
        observers,
        observers,
        plan.taps,
        taps,
        at.tangents,
        at.weights,
        at.stride,
      );
    }
  }

  function spread(n: number, row: number, rows: number): void {
    const [from, to] = [plan.levels[n + 1]!, plan.levels[n]!];
    kernel.spread(
      from.tangents,
      from.weights,
      from.stride,
      from.eyes,
      from.eyeStride,
      to.eyes,
      to.eyeStride,
      row,
      rows,
      levels[n]!.observers,
      to.tangents,
      n > 0 ? to.weights : 0,
      to.stride,
      plan.scratch,
    );
  }

  function sweep(angleRad: number, heightM: number, done: (row: number, rows: number) => void): void {
    lookFarther(angleRad, heightM);
    const { first, eyes, eyeStride } = plan.levels[0]!;
    const { size } = levels[0]!;
    const taps = nearTaps(terrain, angleRad, heightM, { f32, i32 }, plan.taps / 4);
    let hole = 0;
    for (let row = 0; row < cells; row += BAND) {
      const rows = Math.min(BAND, cells - row);
      if (levels.length > 1) spread(0, row, rows);
      else f32.fill(NOTHING, (out + row * stride) / 4, (out + (row + rows) * stride) / 4);
      kernel.look(
        first + row * 4 * size,
        4 * size,
        eyes + row * eyeStride,
        eyeStride,
        heightM,
        rows,
        cells,
        plan.taps,
        taps,
        out + row * stride,
        stride,
      );
      for (; hole < holes.length && holes[hole]! < (row + rows) * cells; hole++) {
        const at = holes[hole]!;
        f32[(out + Math.floor(at / cells) * stride) / 4 + (at % cells)] = HIDDEN;
      }
      done(row, rows);
    }
  }

  return {
    tangents(angleRad, heightM) {
      sweep(angleRad, heightM, () => undefined);
      return { values: f32.subarray(out / 4, (out + cells * stride) / 4), stride: stride / 4 };
    },
    add(angleRad, heightM, lookups) {
      const tiled = lookups.map(({ table }) => tilesOf(terrain, table));
      sweep(angleRad, heightM, (row, rows) => {
        for (const [i, { table, direction, sum }] of lookups.entries()) {
          const { side, places } = tiled[i]!;
          const rowsAt = (tile: number) => plan.tables + (i * plan.tilesAcross + tile) * plan.tableBytes;
          for (let column = 0, tile = 0; column < cells; column += side, tile++) {
            if (row % side === 0) {
              rowFrom(table, direction, places(row, column), i32, rowsAt(tile) / 4);
              i32[rowsAt(tile) / 4 + table.thresholds] = 0;
            }
            kernel.count(
              out + row * stride + 4 * column,
              stride,
              rows,
              Math.min(side, cells - column),
              rowsAt(tile),
              table.thresholds - 1,
              1 / table.tangentStep,
              -table.firstTangent / table.tangentStep,
              plan.sums + 4 * ((sum * cells + row) * cells + column),
              4 * cells,
            );
          }
        }
      });
    },
    sum: (index) => new Uint32Array(i32.buffer, plan.sums + 4 * index * cells * cells, cells * cells).slice(),
    close: release,
  };
}

/** Least side of a tile in cells; bands of rows do not cross tiles. */
const LEAST_TILE = 2 * BAND;

/** Tiles of the region that a table's rows are worked out for: their side in cells, and the middle of the one that begins at a cell. */
function tilesOf({ cells, stepM, levels }: SweepTerrain, table: SkyTable) {
  const side = Math.max(LEAST_TILE, Math.floor(tileSideM(table) / stepM / BAND) * BAND);
  const { size, margin, pages, eyePage } = levels[0]!;
  const places = (row: number, column: number): TilePlace => {
    const middle = (first: number) => (first + Math.min(first + side, cells) - 1) / 2;
    const [x, y] = [middle(column), middle(row)];
    const zM = pages[(eyePage * size + Math.floor(y) + margin) * size + margin + Math.floor(x)]!;
    return { xM: (x - (cells - 1) / 2) * stepM, yM: (y - (cells - 1) / 2) * stepM, zM };
  };
  return { side, places };
}

/** Where everything lies in the kernel's memory, in bytes. */
function layOut(terrain: SweepTerrain, sums: number, thresholds: number) {
  let bytes = 1024;
  const take = (length: number) => {
    const at = bytes;
    bytes += Math.ceil(length / 64) * 64;
    return at;
  };
  const levels = terrain.levels.map((level) => {
    const { observers, margin, size, eyePage } = level;
    const pages = take(level.pages.byteLength);
    const first = pages + 4 * (margin * size + margin);
    const stride = 4 * (Math.ceil(observers / 16) * 16 + 16);
    return {
      pages,
      first,
      eyes: first + 4 * eyePage * size * size,
      eyeStride: 4 * size,
      stride,
      tangents: take(stride * (observers + 1)),
      weights: take(stride * (observers + 1)),
    };
  });
  const taps = take(MOST_TAPS * TAP_BYTES);
  const scratch = take(3 * levels[0]!.stride + 256);
  const tableBytes = Math.ceil((4 * (thresholds + 2)) / 64) * 64;
  const tilesAcross = Math.ceil(terrain.cells / LEAST_TILE);
  const tables = take(tableBytes * tilesAcross * sums);
  const sumsAt = take(4 * sums * terrain.cells ** 2);
  return { levels, taps, scratch, tables, tableBytes, tilesAcross, sums: sumsAt, bytes: bytes + 4096 };
}
