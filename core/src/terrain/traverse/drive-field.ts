import { InputError } from '../../errors/index.ts';
import type { Terrain } from '../ground/dem.ts';
import { fromGnomonic, toGnomonic } from '../ground/gnomonic.ts';
import { latLonOf, projectUnit, unitVector } from '../ground/projection.ts';
import { RECONSTRUCTED_BASELINE_M } from '../ground/slope.ts';
import { heightAt, sampleTerrain } from '../ground/terrain-height.ts';
import { eclipsesAt } from '../light/light-eclipses.ts';
import type { LunarSky } from '../light/light-sky.ts';
import { positionAt, type BodyTrack } from '../light/light-track.ts';
import type { SurveyRegion } from '../site/site-region.ts';
import { sweepTerrain } from '../sweep/sweep-terrain.ts';
import { windowAt, type CellWindows } from './cell-windows.ts';
import { driveGround, type DriveGround } from './drive-grid.ts';
import { cellViews, earthView, sunView } from './drive-light.ts';
import { powerCollector, SHARE_LEVELS, sunNearness, type SunPower } from './sun-power.ts';

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
  /** What an array gets; none: the whole disc at 1 au wherever it is lit. */
  readonly sun?: SunPower;
  readonly fromEt: number;
  readonly slotS: number;
  readonly lastSlot: number;
}

/**
 * Samples the ground of a region on the lattice of the sweep and follows Sun (and Earth) over the skylines of all its cells.
 *
 * While the Earth covers any part of the Sun (two to five times a year, up to five hours), no cell is lit. Slopes are taken over a baseline of at least {@link RECONSTRUCTED_BASELINE_M}.
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
  const [latRad, lonRad] = latLonOf(...frame.up);
  const eclipses = eclipsesAt({ latRad, lonRad, aboveSphereM }, sky, fromEt, toEt);
  const hidden = eclipses.map(({ window: [start, end] }) => [start - CONTACT_S, end + CONTACT_S] as const);
  const power = powerCollector(cells * cells, sampleS / slotS);
  const light = cellViews(swept, { ...view, ...sunView(sky, litShare), hidden, power });
  const nearness = Array.from({ length: samples }, (_, i) => nearnessAt(sky.sun, fromEt + i * sampleS));
  const fullSunS = new Float64Array(Math.max(samples, 2));
  for (let i = 1; i < samples; i++) fullSunS[i] = fullSunS[i - 1]! + (sampleS * (nearness[i - 1]! + nearness[i]!)) / 2;
  const least = (Math.floor(SHARE_LEVELS * litShare) / SHARE_LEVELS) * Math.min(...nearness);
  return {
    region,
    ground: sampleGround(terrain, region),
    light,
    sun: { ...power.end(samples), fullSunS, gridSlots: sampleS / slotS, least },
    ...(options.needEarth === true && { earth: cellViews(swept, { ...view, ...earthView(sky) }) }),
    fromEt,
    slotS,
    lastSlot: Math.floor(((samples - 1) * sampleS) / slotS),
  };
}

/** Contacts of an eclipse differ within a region by less. */
const CONTACT_S = 120;

function nearnessAt(sun: BodyTrack, et: number): number {
  const at = new Float64Array(3);
  positionAt(sun, et, at);
  return sunNearness(Math.hypot(at[0]!, at[1]!, at[2]!));
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
