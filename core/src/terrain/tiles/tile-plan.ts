import { InputError } from '../../errors/index.ts';
import { MOON_RADIUS_M, type DemGrid } from '../ground/dem.ts';
import { project, unproject } from '../ground/projection.ts';
import { surveyRegion, type SurveyRegion } from '../site/site-region.ts';

/**
 * A south polar map cut into square tiles, each of which is worked out by itself.
 *
 *      row 0   r000c000 | r000c001 | r000c002        Tiles are counted from the upper left. All have `tileCells` cells along a side; those at the right and lower
 *      row 1   r001c000 | r001c001 | r001c002        edge are worked out whole and cropped to the map.
 */
export interface TilePlan {
  readonly grid: DemGrid;
  readonly tileCells: number;
  readonly tiles: readonly TilePlace[];
}

export interface TilePlace {
  /** `r012c034`: row and column of tiles. */
  readonly id: string;
  /** First cell in the map, and cells that lie in it. */
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

const KIND = 'southPolarStereographic';
/** Beyond 60 S a map of the south pole is no good map any more: its scale is 7 % off. */
const NORTHMOST_RAD = -Math.PI / 3;
const MOST_CELLS = 131_072;

/**
 * Plan of a square of `sizeM` around a place (radians), its cells aligned to multiples of `cellM` of the map.
 * @throws InputError `CAP_REGION` when it is not south of 60 S, or too large or small
 */
export function squarePlan(latRad: number, lonRad: number, sizeM: number, cellM: number, mostTile: number): TilePlan {
  const cells = Math.round(sizeM / cellM);
  const [x, y] = project(KIND, latRad, lonRad);
  const grid = squareGrid(x, y, cells, cellM);
  return cut(grid, tileSide(cells, mostTile), () => true);
}

/**
 * Plan of all ground south of a latitude (radians): the square around the circle; tiles wholly outside the circle are left out.
 * @throws InputError `CAP_REGION`
 */
export function capPlan(northRad: number, cellM: number, mostTile: number): TilePlan {
  const radius = 2 * MOON_RADIUS_M * Math.tan((northRad + Math.PI / 2) / 2);
  const cells = 2 * Math.ceil(radius / cellM);
  return cut(squareGrid(0, 0, cells, cellM), tileSide(cells, mostTile), (tile, grid) => {
    const nearest = (first: number, count: number, origin: number): number => {
      const [a, b] = [origin + first * grid.step, origin + (first + count) * grid.step];
      return a <= 0 && b >= 0 ? 0 : Math.min(Math.abs(a), Math.abs(b));
    };
    const dx = nearest(tile.left, tile.columns, grid.xMin);
    const dy = nearest(tile.top, tile.rows, -grid.yMax);
    return Math.hypot(dx, dy) < radius;
  });
}

function squareGrid(x: number, y: number, cells: number, cellM: number): DemGrid {
  if (!(cells >= 8 && cells <= MOST_CELLS))
    throw new InputError('CAP_REGION', `${cells} cells of ${cellM} m along a side`, { legal: `8 to ${MOST_CELLS}` });
  const xMin = Math.round(x / cellM - cells / 2) * cellM;
  const yMax = Math.round(y / cellM + cells / 2) * cellM;
  const grid: DemGrid = { kind: KIND, columns: cells, rows: cells, step: cellM, xMin, yMax };
  const middle = (cells / 2) * cellM;
  const [north] = unproject(KIND, Math.abs(xMin + middle) + middle, Math.abs(yMax - middle) + middle);
  // The corners of a cap stick out of its circle by a factor of 1.41.
  if (north > NORTHMOST_RAD)
    throw new InputError('CAP_REGION', `the map reaches ${((-north * 180) / Math.PI).toFixed(1)} S at a corner`, {
      legal: 'maps of the south pole, corners south of 60 S',
      remedy: 'Make the region smaller or move it south',
    });
  return grid;
}

/** Tiles of equal size, as few as the largest allows, so that the last is not a sliver. */
function tileSide(cells: number, most: number): number {
  if (!(Number.isInteger(most) && most >= 8 && most <= 4096))
    throw new InputError('CAP_TILE', `tiles of ${most} cells`, { legal: '8 to 4096 cells along a side' });
  return Math.max(8, Math.ceil(cells / Math.ceil(cells / most)));
}

function cut(grid: DemGrid, side: number, wanted: (tile: TilePlace, grid: DemGrid) => boolean): TilePlan {
  const tiles: TilePlace[] = [];
  const name = (index: number): string => String(index).padStart(3, '0');
  for (let top = 0; top < grid.rows; top += side)
    for (let left = 0; left < grid.columns; left += side) {
      const [rows, columns] = [Math.min(side, grid.rows - top), Math.min(side, grid.columns - left)];
      const tile = { id: `r${name(top / side)}c${name(left / side)}`, top, left, rows, columns };
      if (wanted(tile, grid)) tiles.push(tile);
    }
  return { grid, tileCells: side, tiles };
}

/** The whole tile as a region of its own, with the gnomonic plane at its own centre. */
export function tileRegion({ grid, tileCells }: Omit<TilePlan, 'tiles'>, { left, top }: TilePlace): SurveyRegion {
  const half = tileCells / 2;
  const place = unproject(grid.kind, grid.xMin + (left + half) * grid.step, grid.yMax - (top + half) * grid.step);
  return surveyRegion(...place, tileCells * grid.step, grid.step);
}

/** `count` of the tiles, spread evenly over the plan: what a cost is measured on. */
export function spreadTiles(tiles: readonly TilePlace[], count: number): TilePlace[] {
  if (count >= tiles.length) return [...tiles];
  return Array.from({ length: count }, (_, i) => tiles[Math.floor(((i + 0.5) * tiles.length) / count)]!);
}
