import type { LiveLayerId } from '@openilrs/api/contract';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  distanceTo,
  FULL_SHARE,
  groundMaps,
  heightAt,
  latLonOf,
  lightBlockJob,
  limbTable,
  skyTable,
  sunRadiusRad,
  surveyRegion,
  sweepTerrain,
  sweepToMap,
  withoutSpecks,
  type GroundMaps,
  type LightLayer,
  type LunarSky,
  type SkyTable,
  type SurveyRegion,
  type SurveySpec,
  type SweepTerrain,
  type Terrain,
} from '@openilrs/core/terrain';
import { Recent } from '../places/recent.ts';
import { limbOf } from './centre-limbs.ts';
import type { LiveStage } from './live-stages.ts';
import type { LiveStep } from './live-survey-types.ts';
import type { SweepCost } from './sweep-cost.ts';

/** A turn of work on the cores: short enough to share them and to give up. */
const TURN_MS = 200;

/** Pits of single cells are on the map of shadow, but no place to walk to: as the verb has it. */
const LEAST_SHADOW_M2 = 30_000;

/** The Earth keeps to a few directions: it is looked at in more of them, as in the verb. */
const EARTH_DIRECTIONS = 2;

/** Directions on either side of one with light in which cells far from the centre may see it: far more than the parallax of a region of 300 km. */
const TURN = 4;

type Layers = Partial<Record<LiveLayerId, Float32Array>>;
type Progress = Extract<LiveStep, { kind: 'progress' }>;

interface Tables {
  readonly disc: SkyTable;
  readonly any: SkyTable;
  readonly full: SkyTable;
  readonly earth: SkyTable;
}

/** Light maps of one region at several cell sizes, heights and periods. Terrain, sky tables and the light of the ground are kept from question to question. */
export class RegionLight {
  private readonly terrain: Terrain;
  private readonly runner: JobRunner;
  /** The region of the verb `survey`. */
  private readonly own: SurveyRegion;
  private readonly usualHeightM: number;
  private readonly cost: SweepCost;
  private readonly regions = new Recent<SurveyRegion>(8);
  private readonly grounds = new Recent<GroundMaps>(8);
  private readonly swept = new Recent<SweepTerrain>(8);
  private readonly tables = new Recent<SkyTable>(48);
  private readonly shadows = new Recent<Float32Array>(12);

  constructor(terrain: Terrain, runner: JobRunner, spec: SurveySpec, cost: SweepCost) {
    const { centre, size, cell } = spec.region;
    this.terrain = terrain;
    this.runner = runner;
    this.own = surveyRegion((centre.latDeg * Math.PI) / 180, (centre.lonDeg * Math.PI) / 180, size.si, cell.si);
    this.usualHeightM = spec.height.si;
    this.cost = cost;
  }

  /** The region of the verb cut into other cells: the same ground on the same plane, so that one sky serves all. */
  region(cellM: number): SurveyRegion {
    return this.regions.get(`${cellM}`, () => recut(this.own, this.own.grid.step, cellM));
  }

  /** Cells times directions of a picture, as a measure of its work: those from the height, and those from the ground. */
  looks({ cellM, directions }: LiveStage): number {
    return 2 * this.region(cellM).sweepCells ** 2 * directions;
  }

  /** All layers of a picture. @param later looks of the pictures that come after it, for the estimate */
  async *layers(stage: LiveStage, heightM: number, sky: LunarSky, later: number): AsyncGenerator<Progress, Layers> {
    const region = this.region(stage.cellM);
    const total = this.looks(stage);
    const report = (done: number): Progress => ({
      kind: 'progress',
      cellM: stage.cellM,
      done: Math.round(done),
      total: Math.round(total),
      secondsLeft: this.cost.seconds(total - done + later),
    });
    yield report(0);
    const ground = this.grounds.get(`${stage.cellM}`, () => groundMaps(region, this.terrain));
    yield report(0);
    this.swept.get(`${stage.cellM}`, () => this.sweepOf(region));
    yield report(0);
    const tables = yield* this.tablesOf(stage, sky, () => report(0));
    const sums = yield* this.sweep(stage, heightM, [tables.disc, tables.any, tables.full, tables.earth], 0, report);
    const shadow = yield* this.shadow(stage, sky, report);
    const holes = ground.elevationM;
    const layers: Layers = {};
    for (const [i, id] of (['sunDiscMean', 'sunAnyFraction', 'sunFullFraction', 'earthFraction'] as const).entries()) {
      layers[id] = shared(without(holes, sweepToMap(region, sums[i]!)));
      if (stage.cellM <= 20) yield report(total);
    }
    layers.permanentShadow = shared(without(holes, shadow));
    layers.shadowDistance = shared(this.shadowDistance(region, shadow));
    layers.slope = shared(ground.slopeDeg);
    layers.elevation = shared(ground.elevationM);
    return layers;
  }

  private sweepOf({ frame, sweepCells, sweepStepM }: SurveyRegion): SweepTerrain {
    return sweepTerrain(this.terrain, frame, sweepCells, sweepStepM);
  }

  private async *tablesOf(stage: LiveStage, sky: LunarSky, report: () => Progress): AsyncGenerator<Progress, Tables> {
    const disc = this.table('disc', stage, sky, stage.directions);
    yield report();
    const centre = this.table('centre', stage, sky, stage.directions);
    yield report();
    const earth = this.table('earth', stage, sky, EARTH_DIRECTIONS * stage.directions);
    yield report();
    return { disc, any: limbOf(centre, 'upper'), full: limbOf(centre, 'lower'), earth };
  }

  private table(
    body: 'disc' | 'centre' | 'limb' | 'earth',
    stage: LiveStage,
    sky: LunarSky,
    directions: number,
  ): SkyTable {
    const { frame } = this.own;
    const { sampleS } = stage;
    const { fromEt, toEt } = sky;
    const key = [body, directions, sampleS, fromEt, toEt].join(' ');
    return this.tables.get(key, () => {
      // The eye's own height moves the Earth by 1e-7 rad at 50 m: one table serves all heights.
      const ground = heightAt(this.terrain, ...latLonOf(...frame.up));
      const eye = (Number.isNaN(ground) ? 0 : ground) + this.usualHeightM;
      const track = body === 'earth' ? sky.earth : sky.sun;
      const options = {
        directions,
        sampleS: body === 'earth' ? Math.max(3600, sampleS) : sampleS,
        ...(body === 'disc' || body === 'limb' ? { radiusRad: sunRadiusRad } : {}),
      };
      return (body === 'limb' ? limbTable : skyTable)(track, frame, eye, fromEt, toEt, options);
    });
  }

  /** 1 where no part of the Sun is seen from the ground. */
  private async *shadow(
    stage: LiveStage,
    sky: LunarSky,
    report: (done: number) => Progress,
  ): AsyncGenerator<Progress, Float32Array> {
    const key = [stage.cellM, stage.directions, sky.fromEt, sky.toEt].join(' ');
    const known = this.shadows.peek(key);
    if (known !== undefined) return known;
    const table = this.table('limb', stage, sky, stage.directions);
    const [light] = yield* this.sweep(stage, 0, [table], this.looks(stage) / 2, report);
    const seen = sweepToMap(this.region(stage.cellM), light!, true);
    return this.shadows.get(key, () => seen.map((share) => (share > 0 ? 0 : 1)));
  }

  private shadowDistance({ grid }: SurveyRegion, shadow: Float32Array): Float32Array {
    const { rows, columns, step } = grid;
    const dark = Uint8Array.from(shadow, (value) => (value === 1 ? 1 : 0));
    const patches = withoutSpecks(dark, rows, columns, Math.ceil(LEAST_SHADOW_M2 / step ** 2));
    const cells = distanceTo(patches, rows, columns);
    return Float32Array.from(cells, (distance) => (Number.isFinite(distance) ? distance * step : NaN));
  }

  /** Sums of tables over all directions, turn by turn; shares 0..1 in the order of the sweep. */
  private async *sweep(
    stage: LiveStage,
    heightM: number,
    tables: readonly SkyTable[],
    before: number,
    report: (done: number) => Progress,
  ): AsyncGenerator<Progress, Float32Array[]> {
    const terrain = this.swept.get(`${stage.cellM}`, () => this.sweepOf(this.region(stage.cellM)));
    const directions = Math.max(...tables.map((table) => table.directions));
    const layers: LightLayer[] = tables.map((table) => ({ heightM, table }));
    const wanted = Array.from({ length: directions }, (_, d) => d).filter((d) =>
      tables.some((table) => hasLight(table, d, directions)),
    );
    const { cells } = terrain;
    const totals = layers.map(() => new Float64Array(cells ** 2));
    const { parallel } = this.runner;
    for (let next = 0; next < wanted.length;) {
      const each = this.cost.block(cells, TURN_MS, parallel);
      const blocks = Array.from({ length: parallel }, (_, i) => wanted.slice(next + i * each, next + (i + 1) * each));
      const taken = blocks.filter((block) => block.length > 0);
      const startMs = performance.now();
      const parts = await this.runner.map(
        lightBlockJob,
        taken.map((block) => ({ terrain, layers, directions, wanted: block })),
      );
      const looks = cells ** 2 * taken.reduce((sum, block) => sum + block.length, 0);
      this.cost.note(looks, performance.now() - startMs);
      for (const part of parts) part.forEach((sums, i) => addTo(totals[i]!, sums));
      next += parallel * each;
      yield report(before + (cells ** 2 * stage.directions * Math.min(next, wanted.length)) / wanted.length);
    }
    return totals.map((total) => Float32Array.from(total, (value) => value / FULL_SHARE));
  }
}

/** A region in cells of another size: its upper left corner stays, and it reaches at least as far. */
function recut(region: SurveyRegion, ownM: number, cellM: number): SurveyRegion {
  if (cellM === ownM) return region;
  const factor = cellM / ownM;
  const count = (cells: number) => Math.ceil(cells / factor - 1e-9);
  const grid = { ...region.grid, columns: count(region.grid.columns), rows: count(region.grid.rows), step: cellM };
  const sweepStepM = region.sweepStepM * factor;
  const beyond = (grid.columns / region.grid.columns) * factor; // of the old extent, at least 1
  const reach = (region.sweepCells / 2 - 2) * region.sweepStepM * (2 * beyond - 1);
  return { grid, frame: region.frame, sweepCells: 2 * Math.ceil(reach / sweepStepM + 2), sweepStepM };
}

/** Whether anything of a table may stand in a direction of the sweep. */
function hasLight({ directions: own, thresholds, values }: SkyTable, direction: number, directions: number): boolean {
  const stride = directions / own;
  if (direction % stride !== 0) return false;
  for (let d = direction / stride - TURN; d <= direction / stride + TURN; d++)
    if (values[((d + own) % own) * thresholds]! > 0) return true;
  return false;
}

function addTo(total: Float64Array, sums: Uint32Array): void {
  for (let i = 0; i < total.length; i++) total[i] = total[i]! + sums[i]!;
}

/** NaN where the ground is not known. */
function without(elevationM: Float32Array, map: Float32Array): Float32Array {
  return map.map((value, i) => (Number.isNaN(elevationM[i]) ? NaN : value));
}

/** On memory that other threads read without a copy. */
function shared(values: Float32Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
