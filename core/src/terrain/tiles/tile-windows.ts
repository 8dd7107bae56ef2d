import { MOON_RADIUS_M, type DemGrid } from '../ground/dem.ts';
import { cellSizeM, latLonOf, project } from '../ground/projection.ts';
import { tileRegion, type TilePlace, type TilePlan } from './tile-plan.ts';

/** Cells of a grid, the whole or a part. */
export interface CellWindow {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** Coarser copies of a grid: factors 1, 4, 16, ... (means of factor x factor cells) until about a million cells hold it all. */
export function pyramidFactors({ columns, rows }: DemGrid): number[] {
  const factors = [1];
  for (let f = 4; (columns * rows * 16) / f ** 2 > WHOLE_CELLS; f *= 4) factors.push(f);
  return factors;
}

/** Grids up to this many cells are carried whole. */
const WHOLE_CELLS = 1 << 20;

/** The grid whose cells are `factor` x `factor` of those of another; the last row and column may hold fewer. */
export function reducedGrid(grid: DemGrid, factor: number): DemGrid {
  const { columns, rows, step } = grid;
  return { ...grid, columns: Math.ceil(columns / factor), rows: Math.ceil(rows / factor), step: step * factor };
}

/** How far skylines reach, metres. */
const RANGE_M = 350_000;
/** From this many of its cells away on, ground is taken from cells four times as large: they then look at most 4 / 1500 rad (0.15 degrees) wide; the sweep's own steps are 1/64 there. */
const REACH_CELLS = 1500;
/** Around the tile at least this many cells of the map are seen in full detail. */
const REACH_MAP_CELLS = 200;

/**
 * Which part of each level of a grid's pyramid a tile looks at, finest first; null where nothing is wanted of a level.
 *
 * Levels reach {@link REACH_CELLS} of their own cells beyond the corners of the tile, the last as far as skylines do; coarser levels are left out where a finer one has it all.
 */
export function tileWindows(plan: Omit<TilePlan, 'tiles'>, tile: TilePlace, grid: DemGrid): (CellWindow | null)[] {
  const factors = pyramidFactors(grid);
  const { frame } = tileRegion(plan, tile);
  const [latRad, lonRad] = latLonOf(...frame.up);
  const cornerM = plan.tileCells * plan.grid.step * Math.SQRT1_2;
  let complete = false;
  return factors.map((factor, i) => {
    const level = reducedGrid(grid, factor);
    if (complete) return null;
    const detailM = Math.max(REACH_CELLS * cellSizeM(level), REACH_MAP_CELLS * plan.grid.step);
    const reachM = cornerM + (i === factors.length - 1 ? RANGE_M : Math.min(RANGE_M, detailM));
    const window = windowAround(level, latRad, lonRad, reachM);
    complete = (reachM - cornerM >= RANGE_M || isWhole(window, level)) && window !== null;
    return window;
  });
}

function isWhole(window: CellWindow | null, { columns, rows }: DemGrid): boolean {
  return window !== null && window.columns === columns && window.rows === rows;
}

/** The cells of a grid within `reachM` of a place, with one to spare; of maps of longitude and latitude all columns, because around a pole they all come near. */
function windowAround(grid: DemGrid, latRad: number, lonRad: number, reachM: number): CellWindow | null {
  const { kind, columns, rows, step, xMin, yMax } = grid;
  const polar = kind !== 'equirectangular';
  if (columns * rows <= WHOLE_CELLS && !polar) return { column: 0, row: 0, columns, rows };
  const [x, y] = project(kind, latRad, lonRad);
  // Lengths on a polar map are longer than on the ground by this much at the far end.
  const scale = polar ? 1 + (Math.hypot(x, y) + reachM) ** 2 / (4 * MOON_RADIUS_M ** 2) : 1 / MOON_RADIUS_M;
  const reach = reachM * scale;
  const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
  const column = polar ? clamp(Math.floor((x - reach - xMin) / step) - 1, columns) : 0;
  const right = polar ? clamp(Math.ceil((x + reach - xMin) / step) + 1, columns) : columns;
  const row = clamp(Math.floor((yMax - y - reach) / step) - 1, rows);
  const bottom = clamp(Math.ceil((yMax - y + reach) / step) + 1, rows);
  if (right - column < 2 || bottom - row < 2) return null;
  return { column, row, columns: right - column, rows: bottom - row };
}
