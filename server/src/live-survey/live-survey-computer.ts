import { createHash } from 'node:crypto';
import type { LiveLayerId, LiveSurveyOptions } from '@openilrs/api/contract';
import { requireCoverage, type Ephemeris } from '@openilrs/core/ephemeris';
import { InputError } from '@openilrs/core/errors';
import type { JobRunner } from '@openilrs/core/jobs';
import type { Mission, Provenance } from '@openilrs/core/mission';
import { CRITERIA, lunarSky, projString, type LunarSky, type Terrain } from '@openilrs/core/terrain';
import { etToUtc, utcToEt } from '@openilrs/core/time';
import { Recent } from '../places/recent.ts';
import { DEFINITIONS } from './live-definitions.ts';
import { liveStages, type LiveStage } from './live-stages.ts';
import type { LivePicture, LiveQuestion, LiveStep } from './live-survey-types.ts';
import { RegionLight } from './region-light.ts';
import { SweepCost } from './sweep-cost.ts';

const MAX_HEIGHT_M = 50;
const FINEST_M = [80, 40, 20] as const;

export interface LiveSurveyWorld {
  readonly mission: Mission;
  readonly terrain: Terrain;
  readonly ephemeris: Ephemeris;
  readonly runner: JobRunner;
  /** Digests of what the maps are made from, and the mission file as a command names it. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly missionFile: string;
  readonly software: string;
}

/** Live maps of the region of a mission: what was prepared for one question is kept for the next. */
export class LiveSurveyComputer {
  private readonly world: LiveSurveyWorld;
  private readonly light: RegionLight;
  private readonly skies = new Recent<LunarSky>(4);
  private readonly cost = new SweepCost();

  constructor(world: LiveSurveyWorld) {
    this.world = world;
    const { terrain, runner, mission } = world;
    this.light = new RegionLight(terrain, runner, mission.survey, this.cost);
  }

  options(): LiveSurveyOptions {
    const { survey } = this.world.mission;
    const usual = { fromUtc: this.utc(this.et(survey.period.from)), toUtc: this.utc(this.et(survey.period.to)) };
    const year = Number(this.world.mission.mission.start.slice(0, 4));
    const legal = this.legalPeriod();
    const span = (from: number, years: number) => ({ fromUtc: `${from}-01-01T00:00:00Z`, toUtc: `${from + years}-01-01T00:00:00Z` }); // prettier-ignore
    const presets = [usual, span(year, 1)].filter(
      ({ fromUtc, toUtc }) => fromUtc >= legal.fromUtc && toUtc <= legal.toUtc,
    );
    return {
      definitions: [...DEFINITIONS],
      heightM: { min: 0, max: MAX_HEIGHT_M, usual: Math.min(MAX_HEIGHT_M, survey.height.si) },
      period: { legal, presets, usual },
      cellM: { finest: this.finest(), usual: survey.region.cell.si },
      criteria: CRITERIA.map((id) => {
        const { weight, worst, best, limit } = survey.criteria[id];
        return { id, weight, worst: worst.si, best: best.si, limit: limit?.si ?? null };
      }),
      sizeM: survey.region.size.si,
    };
  }

  /** Checks a question. @throws InputError `SURVEY_PERIOD`, `SURVEY_HEIGHT`, `SURVEY_CELL`, and those of dates and kernels */
  check({ heightM, fromUtc, toUtc, cellM }: LiveQuestion): void {
    if (!(heightM >= 0 && heightM <= MAX_HEIGHT_M))
      throw new InputError('SURVEY_HEIGHT', `${heightM} m above the ground`, { where: 'heightM', legal: `0 to ${MAX_HEIGHT_M} m` }); // prettier-ignore
    if (!this.finest().includes(cellM))
      throw new InputError('SURVEY_CELL', `cells of ${cellM} m`, { where: 'cellM', legal: this.finest().join(', ') });
    const period = [this.et(fromUtc), this.et(toUtc)] as const;
    const days = (period[1] - period[0]) / 86_400;
    if (!(days >= 1))
      throw new InputError('SURVEY_PERIOD', `the period from ${fromUtc} to ${toUtc} is shorter than a day`, {
        where: 'toUtc',
        legal: 'an end at least a day after the start',
      });
    const { ephemeris, mission } = this.world;
    try {
      requireCoverage(ephemeris, period, mission.frame);
    } catch (cause) {
      const { fromUtc: first, toUtc: last } = this.legalPeriod();
      throw new InputError('KERNEL_COVERAGE', `${fromUtc} to ${toUtc} is not covered by the kernels of the mission`, {
        where: 'fromUtc',
        legal: `${first.slice(0, 10)} to ${last.slice(0, 10)}`,
        remedy: 'Choose a period within, or name kernels that cover it in the mission file',
        cause,
      });
    }
  }

  /** The pictures of a question, coarse first, and how the work goes between them. Stop asking, and nothing more is done. */
  async *pictures(question: LiveQuestion): AsyncGenerator<LiveStep> {
    this.check(question);
    const { region, directions } = this.world.mission.survey;
    const spells = question.spells === true;
    const stages = liveStages(region.size.si, question.cellM, directions, spells);
    const sky = this.sky(question);
    for (const [i, stage] of stages.entries()) {
      const later = stages.slice(i + 1).reduce((sum, one) => sum + this.light.looks(one), 0);
      const light: LivePicture['layers'] = yield* this.light.layers(stage, question.heightM, sky, later);
      const isFinest = i === stages.length - 1;
      if (!spells) yield { kind: 'map', picture: this.picture(question, stage, light, isFinest) };
      else {
        const laterCells = stages.slice(i + 1).reduce((sum, { cellM }) => sum + this.light.region(cellM).sweepCells ** 2, 0); // prettier-ignore
        const longestDark = yield* this.light.longestDark(stage, question.heightM, sky, laterCells);
        yield { kind: 'map', picture: this.picture(question, stage, { ...light, longestDark }, isFinest) };
      }
    }
    yield { kind: 'done' };
  }

  private picture(
    question: LiveQuestion,
    stage: LiveStage,
    layers: Readonly<Partial<Record<LiveLayerId, Float32Array>>>,
    isFinest: boolean,
  ): LivePicture {
    const { grid } = this.light.region(stage.cellM);
    const period = { fromUtc: this.utc(this.et(question.fromUtc)), toUtc: this.utc(this.et(question.toUtc)) };
    const facts = { heightM: question.heightM, period, ...stage };
    const id = createHash('sha256')
      .update(JSON.stringify([facts, Object.keys(layers)]))
      .digest('hex')
      .slice(0, 16);
    const notices = this.world.terrain.map(({ notice }) => notice).filter((text) => text !== '');
    return {
      id,
      ...facts,
      isFinest,
      grid: {
        columns: grid.columns,
        rows: grid.rows,
        stepM: grid.step,
        xMinM: grid.xMin,
        yMaxM: grid.yMax,
        proj: projString(grid.kind),
      },
      layers,
      provenance: this.provenance(period, question.heightM, stage, Object.keys(layers)),
      notice: [...new Set(notices)].join('; '),
    };
  }

  private provenance(
    { fromUtc, toUtc }: LivePicture['period'],
    heightM: number,
    { cellM, directions, sampleS }: LiveStage,
    layers: readonly string[],
  ): Provenance {
    const { inputs, missionFile, software } = this.world;
    const command = `ilrs survey ${missionFile} --cell=${cellM} --height=${heightM} --from=${fromUtc} --to=${toUtc} --layers=${layers.join(',')} --directions=${directions} --sun-step=${sampleS} --only --out maps`;
    return { software, command, seed: null, inputs };
  }

  private finest(): number[] {
    const { size, cell } = this.world.mission.survey.region;
    const fits = (cellM: number) => size.si / cellM >= 16 && size.si / cellM <= 2048;
    return [...new Set([cell.si, ...FINEST_M])].filter(fits).sort((a, b) => b - a);
  }

  private sky({ fromUtc, toUtc }: LiveQuestion): LunarSky {
    const [fromEt, toEt] = [this.et(fromUtc), this.et(toUtc)];
    const { ephemeris, mission } = this.world;
    return this.skies.get(`${fromEt} ${toEt}`, () => lunarSky(ephemeris, mission.frame, fromEt, toEt));
  }

  /** The whole years that the kernels cover around the start of the mission. */
  private legalPeriod(): { fromUtc: string; toUtc: string } {
    const { ephemeris, mission } = this.world;
    const covered = (year: number): boolean => {
      try {
        const et = this.et(`${year}-01-01`);
        requireCoverage(ephemeris, [et, et], mission.frame);
        return true;
      } catch {
        return false;
      }
    };
    const start = Number(mission.mission.start.slice(0, 4));
    let [first, last] = [start, start];
    while (start - first < 100 && covered(first - 1)) first -= 1;
    while (last - start < 100 && covered(last + 1)) last += 1;
    return { fromUtc: `${first}-01-01T00:00:00Z`, toUtc: `${last}-01-01T00:00:00Z` };
  }

  private et(utc: string): number {
    return utcToEt(this.world.ephemeris.leapSeconds, utc);
  }

  private utc(et: number): string {
    return etToUtc(this.world.ephemeris.leapSeconds, et, 0);
  }
}
