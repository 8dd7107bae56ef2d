import { MOON_RADIUS_M, type Dem, type Terrain } from './dem.ts';
import { unitVector } from './projection.ts';

/**
 * Heights from nested grids.
 *
 * A height comes from the finest grid that covers the place, by bilinear interpolation between cell centres. Grids made by different people disagree by
 * metres, and a step of 50 m at 8 km would raise a false skyline by 0.4 degrees; so in the outermost {@link JOIN_CELLS} cells of a
 * grid its height is blended linearly into the next coarser one that has a height there.
 */
export const JOIN_CELLS = 20;

/**
 * Samples the terrain under the unit vector (ux, uy, uz) of the body-fixed frame.
 *
 * `out[0]`: height in metres above the 1737.4 km sphere, NaN where no grid has one (outside, or next to a no-data cell in every grid);
 * `out[1]`: cell size in metres of the finest grid that was used (NaN likewise).
 */
export function sampleTerrain(terrain: Terrain, ux: number, uy: number, uz: number, out: Float64Array): void {
  let sum = 0;
  let left = 1; // weight not yet given away
  out[1] = NaN;
  const southK = (2 * MOON_RADIUS_M) / (1 - uz);
  const southX = uy * southK;
  const southY = ux * southK;
  for (let i = 0; i < terrain.length; i++) {
    const dem = terrain[i]!;
    const { grid } = dem;
    let x = southX;
    let y = southY;
    if (grid.kind === 'northPolarStereographic') {
      const k = (2 * MOON_RADIUS_M) / (1 + uz);
      x = uy * k;
      y = -ux * k;
    } else if (grid.kind === 'equirectangular') {
      x = Math.atan2(uy, ux);
      y = Math.atan2(uz, Math.sqrt(ux * ux + uy * uy));
    }
    let column = (x - grid.xMin) / grid.step - 0.5;
    let row = (grid.yMax - y) / grid.step - 0.5;
    let weight = 1;
    if (grid.kind === 'equirectangular') {
      column = wrapColumn(grid.columns, grid.step, column);
      if (spansTheGlobe(grid.columns, grid.step)) row = Math.min(Math.max(row, 0), grid.rows - 1);
      else weight = joinWeight(grid.columns, grid.rows, column, row);
    } else weight = joinWeight(grid.columns, grid.rows, column, row);
    if (!(weight > 0)) continue;
    const height = bilinear(dem, column, row);
    if (!(height === height)) continue;
    if (left === 1) out[1] = grid.kind === 'equirectangular' ? grid.step * MOON_RADIUS_M : grid.step;
    sum += left * weight * height;
    left *= 1 - weight;
    if (left === 0) break;
  }
  out[0] = left < 1 ? sum / (1 - left) : NaN;
}

/** Height in metres above the 1737.4 km sphere at a place (radians), NaN where no grid has one. */
export function heightAt(terrain: Terrain, latRad: number, lonRad: number): number {
  const [ux, uy, uz] = unitVector(latRad, lonRad);
  sampleTerrain(terrain, ux, uy, uz, scratch);
  return scratch[0]!;
}

/** Cell size in metres of the finest grid that has a height at a place (radians), NaN where none has. */
export function resolutionAt(terrain: Terrain, latRad: number, lonRad: number): number {
  const [ux, uy, uz] = unitVector(latRad, lonRad);
  sampleTerrain(terrain, ux, uy, uz, scratch);
  return scratch[1]!;
}

const scratch = new Float64Array(2);

/** Share of a grid's own height at (column, row): 0 outside, rising from the rim to 1 at {@link JOIN_CELLS} cells inside (or an eighth of a small grid). */
function joinWeight(columns: number, rows: number, column: number, row: number): number {
  const right = columns - 1 - column;
  const below = rows - 1 - row;
  if (!(column >= 0 && row >= 0 && right >= 0 && below >= 0)) return 0;
  const join = Math.min(JOIN_CELLS, columns / 8, rows / 8);
  if (column >= join && row >= join && right >= join && below >= join) return 1;
  return Math.max(Math.min(column, row, right, below) / join, 1e-9);
}

function spansTheGlobe(columns: number, step: number): boolean {
  return Math.abs(columns * step - 2 * Math.PI) < 0.5 * step;
}

/** Brings a column of an equirectangular grid into its range when another turn of longitude would. */
function wrapColumn(columns: number, step: number, column: number): number {
  const turn = (2 * Math.PI) / step;
  if (column < -0.5) return column + turn;
  return column > columns - 0.5 ? column - turn : column;
}

/** Bilinear height at a fractional column and row inside the grid of cell centres; NaN when one of the four is no-data. Columns wrap on a whole globe. */
function bilinear(dem: Dem, column: number, row: number): number {
  const { values, noData } = dem;
  const { columns, rows } = dem.grid;
  let c0 = Math.floor(column);
  const r0 = Math.floor(row);
  const u = column - c0;
  const v = row - r0;
  let c1 = c0 + 1;
  if (c1 >= columns) c1 = u === 0 ? c0 : 0;
  if (c0 < 0) c0 = columns - 1;
  const top = r0 * columns;
  const bottom = r0 + 1 < rows ? top + columns : top;
  const a = values[top + c0]!;
  const b = values[top + c1]!;
  const c = values[bottom + c0]!;
  const d = values[bottom + c1]!;
  if (noData !== null && (a === noData || b === noData || c === noData || d === noData)) return NaN;
  const north = a + u * (b - a);
  const south = c + u * (d - c);
  return (north + v * (south - north)) * dem.scale + dem.offset;
}
