import { basename } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import type { Progress } from '@openilrs/core/jobs';
import { MOON_RADIUS_M } from '@openilrs/core/terrain';
import { cellSizesM, readReduced, reducedPlace, resample, type RasterSource } from '../raster/index.ts';
import { openDeclaredRaster, sha256OfFile } from '../terrain/index.ts';
import { cellAreasKm2 } from './cell-areas.ts';
import { declaredDifferences } from './declared-differences.ts';
import { difference, thresholdAreas, type Difference, type ThresholdAreas } from './difference.ts';
import { toCommonUnit, type UnitChoice } from './units.ts';

export interface CompareOptions {
  /** What the numbers of each are; `auto` believes the file. */
  readonly mapUnit?: UnitChoice;
  readonly referenceUnit?: UnitChoice;
  /** Values whose areas are compared. Two maps of classes 0 and 1 are compared at 0.5 unless told. */
  readonly thresholds?: readonly number[];
  /** Told how much of the work is done. */
  readonly progress?: Progress;
}

export interface ComparedFile {
  readonly path: string;
  readonly sha256: string;
  readonly format: string;
  readonly columns: number;
  readonly rows: number;
  /** Ground size of a cell in the middle, metres. */
  readonly cellM: readonly [east: number, south: number];
  readonly projection: string;
  /** As the file names it; empty when it does not. */
  readonly unit: string;
}

export interface Comparison {
  readonly map: ComparedFile;
  readonly reference: ComparedFile;
  /** In words, what was done to bring both together. */
  readonly method: readonly string[];
  /** Unit of all numbers below. */
  readonly unit: string;
  readonly difference: Difference;
  readonly thresholds: readonly ThresholdAreas[];
}

/** The cells on which the maps were compared, for pictures: row 0 at the top, NaN where there is nothing. */
export interface ComparedCells {
  readonly columns: number;
  readonly rows: number;
  readonly map: Float32Array;
  readonly reference: Float32Array;
  /** Left and upper edge and size of the cells in the unit of the map; metres unless `degrees`. */
  readonly xMin: number;
  readonly yMax: number;
  readonly step: number;
}

/** Maps of more cells are compared on means of 2 x 2, 4 x 4, ... of them. */
const MOST_CELLS = 1 << 25;

/**
 * Compares a map with a reference cell by cell: the reference is brought to the cells of the map (bilinear; finer references by means first; classes by the nearest cell).
 * @throws InputError `RASTER_*`, `COMPARE_UNITS`, `COMPARE_OUTSIDE` when they have no ground in common
 */
export async function compareRasters(
  mapPath: string,
  referencePath: string,
  options: CompareOptions = {},
): Promise<{ comparison: Comparison; cells: ComparedCells }> {
  const map = await openDeclaredRaster(mapPath);
  try {
    const reference = await openDeclaredRaster(referencePath);
    try {
      return await compareSources(map, reference, options);
    } finally {
      await reference.close();
    }
  } finally {
    await map.close();
  }
}

async function compareSources(map: RasterSource, reference: RasterSource, options: CompareOptions) {
  const factor = factorFor(map);
  const { place, columns, rows } = reducedPlace(map, factor);
  const [mapM, referenceM] = [sizesM(map), sizesM(reference)];
  const finer = Math.max(1, Math.round((Math.min(...mapM) * factor) / Math.min(...referenceM)));
  const classes = await isClasses(reference);
  const stage = stagesOf(options.progress);
  const raw = await readReduced(map, factor, { column: 0, row: 0, columns, rows }, stage('reading the map', 0, 0.2));
  const progress = stage('bringing the reference to its cells', 0.2, 0.85);
  const how = classes ? ({ method: 'nearest', progress } as const) : { factor: finer, progress };
  const other = await resample(reference, { place, columns, rows }, how);
  const comparing = stage('comparing', 0.85, 1);
  const scaled = { map: scale(raw, map), reference: scale(other, reference) };
  const { unit, notes } = toCommonUnit(scaled, map, reference, options);
  const areas = cellAreasKm2(place, columns, rows);
  comparing(1, 3);
  if (!scaled.map.some((value, i) => !Number.isNaN(value - scaled.reference[i]!)))
    throw new InputError('COMPARE_OUTSIDE', 'the two maps have no cell in common that both have a value for', {
      where: reference.path,
      legal: `a map that overlaps ${basename(map.path)}`,
      remedy: 'Look at the extents with gdalinfo: pole, sign of coordinates, no-data value',
    });
  const thresholds = options.thresholds ?? (classes && (await isClasses(map)) ? [0.5] : []);
  const comparison: Comparison = {
    map: await fileFacts(map, mapM),
    reference: await fileFacts(reference, referenceM),
    method: [...methodWords(factor, finer, classes), ...notes, ...declaredDifferences(map, reference)],
    unit,
    difference: difference(scaled.map, scaled.reference, areas),
    thresholds: thresholds.map((threshold) => thresholdAreas(scaled.map, scaled.reference, threshold, areas)),
  };
  comparing(3, 3);
  return { comparison, cells: { columns, rows, ...scaled, xMin: place.xMin, yMax: place.yMax, step: place.stepX } };
}

/** Parts of the whole, by their usual share of the time. */
function stagesOf(progress: Progress | undefined) {
  return (what: string, from: number, to: number) =>
    (done: number, total: number): void =>
      progress?.(from + (to - from) * (done / total), 1, what);
}

function methodWords(factor: number, finer: number, classes: boolean): string[] {
  const words = [];
  if (factor > 1) words.push(`the map was compared on means of ${factor} x ${factor} of its cells`);
  if (classes)
    words.push('the reference holds classes: of each cell of the map the nearest cell of the reference counts');
  else if (finer > 1)
    words.push(`means of ${finer} x ${finer} cells of the reference, then bilinear at the centres of the cells`);
  else words.push('the reference was read at the centres of the cells of the map (bilinear)');
  return words;
}

function factorFor({ columns, rows }: RasterSource): number {
  let factor = 1;
  while ((columns / factor) * (rows / factor) > MOST_CELLS) factor *= 2;
  return factor;
}

function sizesM(source: RasterSource): [number, number] {
  return cellSizesM(source.georeference(), source.columns, source.rows, MOON_RADIUS_M);
}

/** True when a look at the raster finds at most two different values, as maps of permanent shadow have them. */
async function isClasses(source: RasterSource): Promise<boolean> {
  const { columns, rows } = source;
  const found = new Set<number>();
  for (let i = 0; i < 16; i++) {
    const row = Math.floor(((i + 0.5) / 16) * rows);
    const samples = await source.read({ column: 0, row, columns, rows: 1 });
    for (const sample of samples) {
      if (sample === source.noData || Number.isNaN(sample)) continue;
      if (found.add(sample).size > 2) return false;
    }
  }
  return true;
}

function scale(samples: Float32Array, source: RasterSource): Float32Array {
  if (source.scale === 1 && source.offset === 0) return samples;
  return samples.map((sample) => sample * source.scale + source.offset);
}

async function fileFacts(source: RasterSource, cellM: readonly [number, number]): Promise<ComparedFile> {
  const { path, format, columns, rows, unit } = source;
  return { path, sha256: await sha256OfFile(path), format, columns, rows, cellM, projection: source.georeference().projection.proj, unit }; // prettier-ignore
}
