import { MOON_RADIUS_M, project, type DemGrid, type GridKind } from '@openilrs/core/terrain';
import {
  cellSizesM,
  nativeGrid,
  newSamples,
  placeOfCell,
  reducedPlace,
  type RasterSource,
  type Samples,
  type SampleType,
  type Window,
} from '../raster/index.ts';

/** A place (radians) and how far around it terrain is wanted in full detail, metres. */
export interface TerrainAround {
  readonly latRad: number;
  readonly lonRad: number;
  readonly radiusM: number;
}

/**
 * What is read of a file too large to be held whole, as seen from the region: cells get no larger than 1/1500 of their distance (0.04 degrees), to the 350 km at which a
 * skyline ends. `reachM` is counted from the edge of the region; factors suit a file of 20 m cells.
 */
const RINGS = [
  { reachM: 30_000, cellM: 20 },
  { reachM: 120_000, cellM: 80 },
  { reachM: 350_000, cellM: 320 },
] as const;

/** A part of a file: `factor` x `factor` of its cells as one, on a grid of the core. */
export interface DemPart {
  readonly factor: number;
  readonly grid: DemGrid;
  /** First cell of the part in the file, counted in its own (coarse) cells; null: the file is in another projection and must be resampled. */
  readonly first: readonly [column: number, row: number] | null;
}

/** Parts of a file for the skylines of a region, finest first; rings that hold nothing new are left out. */
export function partsAround(source: RasterSource, around: TerrainAround): DemPart[] {
  const parts: DemPart[] = [];
  for (const { reachM, cellM } of RINGS) {
    const factor = Math.max(1, 2 ** Math.floor(Math.log2(cellM / finestM(source)) + 1e-6));
    const part = partWithin(source, factor, around, around.radiusM + reachM);
    const before = parts.at(-1);
    if (part === null || (before !== undefined && within(part.grid, before.grid))) continue;
    if (before !== undefined && before.factor === part.factor) parts.pop();
    parts.push(part);
  }
  return parts;
}

/**
 * A map of the whole globe laid twice side by side, so that a region across its edge is one window; others as they are.
 */
export function unrolled(source: RasterSource): RasterSource {
  const { projection, stepX } = source.georeference();
  const { columns } = source;
  if (projection.turn === null || Math.abs(projection.turn / stepX - columns) > 0.5) return source;
  return {
    ...source,
    columns: 2 * columns,
    levels: source.levels.map((level) => ({ columns: 2 * level.columns, rows: level.rows })),
    async read(window, level = 0) {
      const edge = source.levels[level]!.columns;
      const first = window.column % edge;
      const left = Math.min(window.columns, edge - first);
      const part = await source.read({ ...window, column: first, columns: left }, level);
      if (left === window.columns) return part;
      const rest = await source.read({ ...window, column: 0, columns: window.columns - left }, level);
      return beside(part, left, rest, window, source.type);
    },
  };
}

function beside(a: Samples, wideA: number, b: Samples, window: Window, type: SampleType): Samples {
  const out = newSamples(type, window.columns * window.rows);
  for (let row = 0; row < window.rows; row++) {
    out.set(a.subarray(row * wideA, (row + 1) * wideA) as never, row * window.columns);
    const wideB = window.columns - wideA;
    out.set(b.subarray(row * wideB, (row + 1) * wideB) as never, row * window.columns + wideA);
  }
  return out;
}

/** All of a file, on a grid of the core. */
export function wholePart(source: RasterSource): DemPart {
  const grid = nativeGrid(source.georeference(), source.columns, source.rows);
  if (grid !== null) return { factor: 1, grid, first: [0, 0] };
  const [lat, lon] = placeOfCell(source.georeference(), (source.columns - 1) / 2, (source.rows - 1) / 2);
  return { factor: 1, grid: targetGrid(source, 1, lat, lon, Infinity)!, first: null };
}

function partWithin(
  source: RasterSource,
  factor: number,
  { latRad, lonRad }: TerrainAround,
  reachM: number,
): DemPart | null {
  const { place, columns, rows } = reducedPlace(source, factor);
  const whole = nativeGrid(place, columns, rows);
  if (whole === null) {
    const grid = targetGrid(source, factor, latRad, lonRad, reachM);
    return grid === null ? null : { factor, grid, first: null };
  }
  const [x0, x1, y0, y1] = boundsAround(whole.kind, latRad, lonRad, reachM);
  const turnCells = whole.kind === 'equirectangular' ? Math.min(whole.columns, Math.round((2 * Math.PI) / whole.step)) : whole.columns; // prettier-ignore
  const allColumns = x1 - x0 >= 2 * Math.PI && whole.kind === 'equirectangular';
  const turn = whole.kind === 'equirectangular' && x0 < whole.xMin ? 2 * Math.PI : 0;
  const column = allColumns ? 0 : clamp(Math.floor((x0 + turn - whole.xMin) / whole.step), columns);
  const right = allColumns ? turnCells : clamp(Math.ceil((x1 + turn - whole.xMin) / whole.step), columns);
  const [row, bottom] = [clamp(Math.floor((whole.yMax - y1) / whole.step), rows), clamp(Math.ceil((whole.yMax - y0) / whole.step), rows)]; // prettier-ignore
  if (right - column < 2 || bottom - row < 2) return null;
  const grid = { ...whole, columns: right - column, rows: bottom - row, xMin: whole.xMin + column * whole.step, yMax: whole.yMax - row * whole.step }; // prettier-ignore
  return { factor, grid, first: [column, row] };
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** Map bounds of a cap of `reachM` around a place. */
function boundsAround(
  kind: GridKind,
  latRad: number,
  lonRad: number,
  reachM: number,
): [number, number, number, number] {
  const angle = reachM / MOON_RADIUS_M;
  if (kind === 'equirectangular') {
    const cos = Math.cos(Math.min(Math.PI / 2, Math.abs(latRad) + angle));
    const wide = cos > 0.02 ? Math.min(Math.PI, Math.asin(Math.min(1, Math.sin(angle) / cos)) * 1.05) : Math.PI;
    return [lonRad - wide, lonRad + wide, latRad - angle, latRad + angle];
  }
  const [x, y] = project(kind, latRad, lonRad);
  const scale = 1 + (Math.hypot(x, y) + reachM) ** 2 / (4 * MOON_RADIUS_M ** 2);
  return [x - reachM * scale, x + reachM * scale, y - reachM * scale, y + reachM * scale];
}

function finestM(source: RasterSource): number {
  return Math.min(...cellSizesM(source.georeference(), source.columns, source.rows, MOON_RADIUS_M));
}

function within(a: DemGrid, b: DemGrid): boolean {
  const [w, h] = [b.columns * b.step, b.rows * b.step];
  const e = a.step;
  return a.xMin >= b.xMin - e && a.yMax <= b.yMax + e && a.xMin + a.columns * a.step <= b.xMin + w + e && a.yMax - a.rows * a.step >= b.yMax - h - e; // prettier-ignore
}

const POLAR_FROM = Math.PI / 3;
const LATTICE = 64;

/**
 * Grid of the core that takes up a file in another projection: polar beyond 60 degrees, equirectangular between; its cells as large as the file's (times `factor`).
 * Null when the file has nothing within reach.
 */
function targetGrid(
  source: RasterSource,
  factor: number,
  latRad: number,
  lonRad: number,
  reachM: number,
): DemGrid | null {
  const kind = Math.abs(latRad) < POLAR_FROM ? 'equirectangular' : latRad < 0 ? 'southPolarStereographic' : 'northPolarStereographic'; // prettier-ignore
  const cellM = finestM(source) * factor;
  const step = kind === 'equirectangular' ? cellM / MOON_RADIUS_M : cellM;
  const [l, r, b, t] =
    reachM === Infinity ? [-Infinity, Infinity, -Infinity, Infinity] : boundsAround(kind, latRad, lonRad, reachM);
  const extent = extentOf(source, kind, lonRad, cellM);
  const [x0, x1, y0, y1] = [Math.max(l, extent[0]), Math.min(r, extent[1]), Math.max(b, extent[2]), Math.min(t, extent[3])]; // prettier-ignore
  if (!(x1 - x0 > 2 * step && y1 - y0 > 2 * step)) return null;
  const [xMin, yMax] = [Math.floor(x0 / step) * step, Math.ceil(y1 / step) * step];
  return { kind, columns: Math.ceil((x1 - xMin) / step), rows: Math.ceil((yMax - y0) / step), step, xMin, yMax };
}

/** Bounds of a file in the coordinates of a kind, by a lattice over its cells; longitudes counted around `lonRad`. */
function extentOf(
  source: RasterSource,
  kind: GridKind,
  lonRad: number,
  marginM: number,
): [number, number, number, number] {
  const place = source.georeference();
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i <= LATTICE; i++)
    for (let j = 0; j <= LATTICE; j++) {
      const [lat, lon] = placeOfCell(place, (i / LATTICE) * source.columns - 0.5, (j / LATTICE) * source.rows - 0.5);
      if (!Number.isFinite(lat) || !Number.isFinite(lon)) continue;
      const [mapX, y] = project(kind, lat, lon);
      const x = kind === 'equirectangular' ? lonRad + Math.atan2(Math.sin(lon - lonRad), Math.cos(lon - lonRad)) : mapX;
      [x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x), Math.min(y0, y), Math.max(y1, y)];
    }
  const unit = kind === 'equirectangular' ? 1 / MOON_RADIUS_M : 1;
  const margin = marginM * unit + (0.5 * Math.max(x1 - x0, y1 - y0)) / LATTICE / LATTICE; // a lattice misses the bulge of edges between its points
  return [x0 - margin, x1 + margin, y0 - margin, y1 + margin];
}

/** Cells of all parts. */
export function cellsOf(parts: readonly DemPart[]): number {
  return parts.reduce((sum, { grid }) => sum + grid.columns * grid.rows, 0);
}
