import { InputError } from '../../errors/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { fromGnomonic, toGnomonic } from '../ground/gnomonic.ts';
import { latLonOf, projectUnit, unitVector } from '../ground/projection.ts';
import { RECONSTRUCTED_BASELINE_M } from '../ground/slope.ts';
import { heightAt, sampleTerrain } from '../ground/terrain-height.ts';
import type { LunarSky } from '../light/light-sky.ts';
import type { SurveyRegion } from '../site/site-region.ts';
import { sweepTerrain } from '../sweep/sweep-terrain.ts';
import { windowAt, type CellWindows } from './cell-windows.ts';
import { driveGround, type DriveGround } from './drive-grid.ts';
import { cellViews, earthView, sunView } from './drive-light.ts';

export interface DriveFieldOptions {
  readonly fromEt: number;
  readonly toEt: number;
  /** Height of array and antenna above the ground, metres. */
  readonly heightM: number;
  /** Share of the solar disc over the skyline that counts as light; a half unless told. */
  readonly litShare?: number;
  readonly needEarth?: boolean;
  /** Ten minutes unless told. */
  readonly sampleS?: number;
  readonly slotS?: number;
  /** Directions of the skylines; 720 unless told. */
  readonly directions?: number;
  readonly signal?: AbortSignal;
}

/** Ground, light and Earth view of a region over some days, ready for many searches. */
export interface DriveField {
  readonly region: SurveyRegion;
  readonly ground: DriveGround;
  readonly light: CellWindows;
  readonly earth?: CellWindows;
  readonly fromEt: number;
  readonly slotS: number;
  readonly lastSlot: number;
}

/**
 * Samples the ground of a region on the lattice of the sweep and follows Sun (and Earth) over the skylines of all its cells.
 *
 * Slopes are taken over a baseline of at least {@link RECONSTRUCTED_BASELINE_M}.
 * @throws InputError `LIGHT_PERIOD` when the sky does not cover the period; `SURVEY_REGION`
 */
export function driveField(
  terrain: Terrain,
  region: SurveyRegion,
  sky: LunarSky,
  options: DriveFieldOptions,
): DriveField {
  const { fromEt, toEt, heightM, litShare = 0.5, sampleS = 600, slotS = 1, directions = 720, signal } = options;
  if (!(fromEt >= sky.fromEt && toEt <= sky.toEt && toEt > fromEt))
    throw new InputError('LIGHT_PERIOD', `the drive from ${fromEt} to ${toEt} (et) is empty or outside the sky`, {
      legal: `within ${sky.fromEt} to ${sky.toEt} TDB seconds past J2000`,
    });
  if (!(litShare > 0 && litShare <= 1))
    throw new InputError('TRAVERSE_OPTIONS', `a share of ${litShare} of the disc`, { legal: 'above 0 to 1' });
  const { frame, sweepCells: cells, sweepStepM: stepM } = region;
  const swept = sweepTerrain(terrain, frame, cells, stepM, signal === undefined ? {} : { signal });
  const samples = Math.floor((toEt - fromEt) / sampleS) + 1;
  const centre = heightAt(terrain, ...latLonOf(...frame.up));
  const aboveSphereM = (Number.isNaN(centre) ? 0 : centre) + heightM;
  const view = { heightM, aboveSphereM, directions, fromEt, sampleS, samples, slotS, ...(signal && { signal }) };
  return {
    region,
    ground: sampleGround(terrain, region),
    light: cellViews(swept, { ...view, ...sunView(sky, litShare) }),
    ...(options.needEarth === true && { earth: cellViews(swept, { ...view, ...earthView(sky) }) }),
    fromEt,
    slotS,
    lastSlot: Math.floor(((samples - 1) * sampleS) / slotS),
  };
}

function sampleGround(terrain: Terrain, { frame, sweepCells: n, sweepStepM: stepM }: SurveyRegion): DriveGround {
  const heightM = new Float32Array(n * n);
  const u = new Float64Array(3);
  const sample = new Float64Array(2);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++) {
      fromGnomonic(frame, (column - (n - 1) / 2) * stepM, (row - (n - 1) / 2) * stepM, u);
      sampleTerrain(terrain, u[0]!, u[1]!, u[2]!, sample);
      heightM[row * n + column] = sample[0]!;
    }
  const arm = Math.max(1, Math.ceil(RECONSTRUCTED_BASELINE_M / 2 / stepM - 0.1));
  return driveGround(n, n, stepM, heightM, arm);
}

/** The cell that holds a place (radians), or -1 outside the region. */
export function cellAt(
  { frame, sweepCells: n, sweepStepM: stepM }: SurveyRegion,
  latRad: number,
  lonRad: number,
): number {
  const u = unitVector(latRad, lonRad);
  if (frame.up[0] * u[0] + frame.up[1] * u[1] + frame.up[2] * u[2] <= 0) return -1;
  const [x, y] = toGnomonic(frame, u);
  const column = Math.round(x / stepM + (n - 1) / 2);
  const row = Math.round(y / stepM + (n - 1) / 2);
  return column < 0 || row < 0 || column >= n || row >= n ? -1 : row * n + column;
}

/** Where the centre of a cell is: latitude and longitude in radians, x and y on the polar map in metres. */
export function placeOfCell({ frame, grid, sweepCells: n, sweepStepM: stepM }: SurveyRegion, cell: number) {
  const [row, column] = [Math.floor(cell / n), cell % n];
  const u = fromGnomonic(frame, (column - (n - 1) / 2) * stepM, (row - (n - 1) / 2) * stepM, new Float64Array(3));
  const [latRad, lonRad] = latLonOf(u[0]!, u[1]!, u[2]!);
  const [xM, yM] = projectUnit(grid.kind, u[0]!, u[1]!, u[2]!);
  return { latRad, lonRad, xM, yM };
}

/** The nearest cell to `cell`, at most `reach` cells away, that is lit when the field begins (or, with `ever`, at any time); `cell` itself when it is, or when none is. */
export function litCellNear({ ground, light }: DriveField, cell: number, reach: number, ever = false): number {
  const isLit = (at: number) => (ever ? light.first[at + 1]! > light.first[at]! : windowAt(light, at, 0) >= 0);
  const { columns, rows } = ground;
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  let [nearest, least] = [cell, isLit(cell) ? 0 : Infinity];
  for (let r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++)
    for (let c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
      const away = Math.hypot(r - row, c - column);
      if (away < least && away <= reach && isLit(r * columns + c)) [nearest, least] = [r * columns + c, away];
    }
  return nearest;
}
