import type { DemGrid, Terrain } from '../ground/dem.ts';
import { fromGnomonic, gnomonicFrame, toGnomonic, type GnomonicFrame } from '../ground/gnomonic.ts';
import { project, projectUnit, unitVector, unproject } from '../ground/projection.ts';
import { sampleTerrain } from '../ground/terrain-height.ts';

/** A square region of the south polar map, with the gnomonic plane on which its light is worked out. */
export interface SurveyRegion {
  readonly grid: DemGrid;
  readonly frame: GnomonicFrame;
  /** Cells along a side of the sweep, which covers the map with two cells to spare, and their size on the plane. */
  readonly sweepCells: number;
  readonly sweepStepM: number;
}

/** Region of `sizeM` around a place (radians), its cells aligned to multiples of `cellM` of the map. */
export function surveyRegion(latRad: number, lonRad: number, sizeM: number, cellM: number): SurveyRegion {
  const kind = 'southPolarStereographic';
  const cells = Math.round(sizeM / cellM);
  const [x, y] = project(kind, latRad, lonRad);
  const xMin = Math.round(x / cellM - cells / 2) * cellM;
  const yMax = Math.round(y / cellM + cells / 2) * cellM;
  const grid: DemGrid = { kind, columns: cells, rows: cells, step: cellM, xMin, yMax };
  const half = (cells * cellM) / 2;
  const frame = gnomonicFrame(kind, xMin + half, yMax - half);
  // The map's scale at the centre: so the cells of the sweep lie on those of the map to a few per cent of a cell in regions of tens of kilometres.
  const sweepStepM = cellM / mapScale(frame);
  let reach = 0;
  for (const u of [-1, 0, 1])
    for (const v of [-1, 0, 1]) {
      const place = unproject(kind, xMin + half + u * half, yMax - half + v * half);
      reach = Math.max(reach, ...toGnomonic(frame, unitVector(...place)).map(Math.abs));
    }
  return { grid, frame, sweepCells: 2 * Math.ceil(reach / sweepStepM + 2), sweepStepM };
}

function mapScale(frame: GnomonicFrame): number {
  const u = new Float64Array(3);
  const [ax, ay] = projectUnit('southPolarStereographic', ...tuple(fromGnomonic(frame, -500, 0, u)));
  const [bx, by] = projectUnit('southPolarStereographic', ...tuple(fromGnomonic(frame, 500, 0, u)));
  return Math.hypot(bx - ax, by - ay) / 1000;
}

function tuple(u: Float64Array): [number, number, number] {
  return [u[0]!, u[1]!, u[2]!];
}

/** Latitude and longitude in radians of the centre of a map cell. */
export function cellPlace({ grid }: SurveyRegion, row: number, column: number): [latRad: number, lonRad: number] {
  return unproject(grid.kind, grid.xMin + (column + 0.5) * grid.step, grid.yMax - (row + 0.5) * grid.step);
}

/** A sweep's map (rows from the lowest y) read at the centres of the region's map cells (row 0 at the top): bilinear, or the nearest cell. */
export function sweepToMap(region: SurveyRegion, values: Float32Array, nearest = false): Float32Array {
  const { grid, frame, sweepCells: n, sweepStepM } = region;
  const out = new Float32Array(grid.rows * grid.columns);
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const [x, y] = toGnomonic(frame, unitVector(...cellPlace(region, row, column)));
      const u = x / sweepStepM + (n - 1) / 2;
      const v = y / sweepStepM + (n - 1) / 2;
      out[row * grid.columns + column] = nearest
        ? values[Math.round(v) * n + Math.round(u)]!
        : bilinear(values, n, u, v);
    }
  return out;
}

function bilinear(values: Float32Array, n: number, u: number, v: number): number {
  const [column, row] = [Math.floor(u), Math.floor(v)];
  const at = row * n + column;
  const low = values[at]! + (u - column) * (values[at + 1]! - values[at]!);
  const high = values[at + n]! + (u - column) * (values[at + n + 1]! - values[at + n]!);
  return low + (v - row) * (high - low);
}

/** Heights in metres at the centres of the map cells, and of one more cell around them ((rows + 2) x (columns + 2)); NaN where there is none. */
export function regionHeights(region: SurveyRegion, terrain: Terrain): Float32Array {
  const { rows, columns } = region.grid;
  const heights = new Float32Array((rows + 2) * (columns + 2));
  const sample = new Float64Array(2);
  for (let row = -1; row <= rows; row++)
    for (let column = -1; column <= columns; column++) {
      sampleTerrain(terrain, ...unitVector(...cellPlace(region, row, column)), sample);
      heights[(row + 1) * (columns + 2) + column + 1] = sample[0]!;
    }
  return heights;
}
