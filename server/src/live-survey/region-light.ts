import type { LiveLayerId } from '@openilrs/api/contract';
import type { JobRunner } from '@openilrs/core/jobs';
import {
  darkSpellTurns,
  distanceTo,
  FULL_SHARE,
  groundMaps,
  lightBlockJob,
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
import type { LiveStage } from './live-stages.ts';
import type { LiveStep } from './live-survey-types.ts';
import { MEANS, RegionTables } from './region-tables.ts';
import type { SweepCost } from './sweep-cost.ts';

/** A turn of work on the cores: short enough to share them and to give up. */
const TURN_MS = 200;

/** Directions on either side of one with light in which cells far from the centre may see it: far more than the parallax of a region of 300 km. */
const TURN = 4;

type Layers = Partial<Record<LiveLayerId, Float32Array>>;
type Progress = Extract<LiveStep, { kind: 'progress' }>;

/**
 * Light maps of one region at several cell sizes, heights and periods, each that of the verb `survey` with the same cells and directions, to the bit. Terrain, sky tables, the light of
 * the ground and the last maps are kept from question to question.
 */
export class RegionLight {
  private readonly terrain: Terrain;
  private readonly runner: JobRunner;
  private readonly spec: SurveySpec;
  private readonly cost: SweepCost;
  private readonly tables: RegionTables;
  private readonly regions = new Recent<SurveyRegion>(8);
  private readonly grounds = new Recent<GroundMaps>(8);
  private readonly swept = new Recent<SweepTerrain>(8);
  private readonly shadows = new Recent<Float32Array>(12);
  /** Light of the last pictures: who asks for the spells of the same question does not wait for it again. */
  private readonly lights = new Recent<Layers>(6);

  constructor(terrain: Terrain, runner: JobRunner, spec: SurveySpec, cost: SweepCost) {
    this.terrain = terrain;
    this.runner = runner;
    this.spec = spec;
    this.cost = cost;
    this.tables = new RegionTables(terrain, spec);
  }

  /** The region of the mission in cells of some size, as the verb `survey --cell` has it. */
  region(cellM: number): SurveyRegion {
    const { centre, size } = this.spec.region;
    const degree = Math.PI / 180;
    return this.regions.get(`${cellM}`, () => surveyRegion(centre.latDeg * degree, centre.lonDeg * degree, size.si, cellM)); // prettier-ignore
  }

  /** Cells times directions of a picture, as a measure of its work: those from the height, and those from the ground. */
  looks({ cellM, directions }: LiveStage): number {
    return 2 * this.region(cellM).sweepCells ** 2 * directions;
  }

  /** All layers of a picture but the spells. @param later looks of the pictures that come after it, for the estimate */
  async *layers(stage: LiveStage, heightM: number, sky: LunarSky, later: number): AsyncGenerator<Progress, Layers> {
    const key = [stage.cellM, stage.directions, stage.sampleS, heightM, sky.fromEt, sky.toEt].join(' ');
    const known = this.lights.peek(key);
    if (known !== undefined) return known;
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
    this.sweepOf(stage.cellM);
    yield report(0);
    const tables: SkyTable[] = [];
    for (const id of MEANS) {
      tables.push(this.tables.mean(id, region, stage, sky));
      yield report(0);
    }
    const sums = yield* this.sweep(stage, heightM, tables, 0, report);
    const shadow = yield* this.shadow(stage, sky, report);
    const holes = ground.elevationM;
    const layers: Layers = {};
    for (const [i, id] of MEANS.entries()) {
      layers[id] = shared(without(holes, sweepToMap(region, sums[i]!)));
      if (stage.cellM <= 20) yield report(total);
    }
    layers.permanentShadow = shared(without(holes, shadow));
    layers.shadowDistance = shared(without(holes, this.shadowDistance(region, shadow)));
    layers.slope = shared(ground.slopeDeg);
    layers.elevation = shared(ground.elevationM);
    return this.lights.get(key, () => layers);
  }

  /** The longest dark spell of every cell, hours. @param laterCells cells of the pictures that come after it, for the estimate */
  async *longestDark(
    stage: LiveStage,
    heightM: number,
    sky: LunarSky,
    laterCells: number,
  ): AsyncGenerator<Progress, Float32Array> {
    // prettier-ignore
    const region = this.region(stage.cellM);
    const cells = region.sweepCells ** 2;
    const swept = this.sweepOf(stage.cellM);
    const startMs = performance.now();
    const turns = darkSpellTurns(this.runner, this.terrain, swept, sky, heightM, stage.directions);
    for (;;) {
      const turn = await turns.next();
      if (turn.done === true) {
        const holes = this.grounds.get(`${stage.cellM}`, () => groundMaps(region, this.terrain)).elevationM;
        return shared(without(holes, sweepToMap(region, turn.value, true)));
      }
      const done = turn.value * cells;
      const secondsLeft = done > 0 ? ((performance.now() - startMs) / 1000 / done) * (cells - done + laterCells) : null;
      yield { kind: 'progress', cellM: stage.cellM, done: Math.round(done), total: cells, secondsLeft };
    }
  }

  private sweepOf(cellM: number): SweepTerrain {
    const { frame, sweepCells, sweepStepM } = this.region(cellM);
    return this.swept.get(`${cellM}`, () => sweepTerrain(this.terrain, frame, sweepCells, sweepStepM));
  }

  /** 1 where no part of the Sun is seen from the ground. */
  private async *shadow(
    stage: LiveStage,
    sky: LunarSky,
    report: (done: number) => Progress,
  ): AsyncGenerator<Progress, Float32Array> {
    const key = [stage.cellM, stage.directions, stage.sampleS, sky.fromEt, sky.toEt].join(' ');
    const known = this.shadows.peek(key);
    if (known !== undefined) return known;
    const table = this.tables.ground(this.region(stage.cellM), stage, sky);
    const [light] = yield* this.sweep(stage, 0, [table], this.looks(stage) / 2, report);
    const seen = sweepToMap(this.region(stage.cellM), light!, true);
    return this.shadows.get(key, () => seen.map((share) => (share > 0 ? 0 : 1)));
  }

  private shadowDistance({ grid }: SurveyRegion, shadow: Float32Array): Float32Array {
    const { rows, columns, step } = grid;
    const dark = Uint8Array.from(shadow, (value) => (value === 1 ? 1 : 0));
    const patches = withoutSpecks(dark, rows, columns, Math.ceil(this.spec.leastShadow.si / step ** 2));
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
    const terrain = this.sweepOf(stage.cellM);
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
