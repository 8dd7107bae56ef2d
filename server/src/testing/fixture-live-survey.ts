import type { LiveLayerId, LiveSurveyOptions } from '@openilrs/api/contract';
import { InputError } from '@openilrs/core/errors';
import { projString } from '@openilrs/core/terrain';
import { DEFINITIONS } from '../live-survey/live-definitions.ts';
import { liveStages } from '../live-survey/live-stages.ts';
import type { LivePicture, LiveQuestion, LiveStep, LiveSurveyEngine } from '../live-survey/live-survey-types.ts';

// TEST DATA: live maps that are made up, quick, and brighter the higher one stands.

const SIZE_M = 20_480;
const grid = (cellM: number): LivePicture['grid'] => ({
  columns: SIZE_M / cellM,
  rows: SIZE_M / cellM,
  stepM: cellM,
  xMinM: -22_000,
  yMaxM: -3_000,
  proj: projString('southPolarStereographic'),
});

const period = { fromUtc: '2035-01-01T00:00:00Z', toUtc: '2036-01-01T00:00:00Z' };
const long = { fromUtc: '2031-01-01T00:00:00Z', toUtc: '2050-01-01T00:00:00Z' };

export function fixtureLiveSurvey(turnMs = 20): LiveSurveyEngine {
  const sessions = new Map<string, Generator<LiveStep>>();
  let next = 0;
  const options: LiveSurveyOptions = {
    definitions: [...DEFINITIONS],
    heightM: { min: 0, max: 50, usual: 10 },
    period: { legal: { fromUtc: '2000-01-01T00:00:00Z', toUtc: '2050-01-01T00:00:00Z' }, presets: [long, period], usual: long }, // prettier-ignore
    cellM: { finest: [80, 40], usual: 40 },
    criteria: [
      { id: 'sunDiscMean', weight: 4, worst: 0.2, best: 0.9, limit: 0.3 },
      { id: 'longestDark', weight: 3, worst: 1.3e6, best: 2.4e5, limit: null },
      { id: 'slope', weight: 2, worst: 0.3, best: 0.05, limit: null },
      { id: 'earthFraction', weight: 1, worst: 0, best: 0.6, limit: null },
      { id: 'shadowDistance', weight: 1, worst: 5000, best: 500, limit: null },
    ],
    sizeM: SIZE_M,
  };
  return {
    options: async () => options,
    open: async (question) => {
      const { fromUtc, toUtc } = options.period.legal;
      if (question.fromUtc < fromUtc || question.toUtc > toUtc)
        throw new InputError('KERNEL_COVERAGE', `${question.fromUtc} to ${question.toUtc} is not covered`, {
          where: 'fromUtc',
          legal: `${fromUtc.slice(0, 10)} to ${toUtc.slice(0, 10)}`,
        });
      const id = `fixture-${next++}`;
      sessions.set(id, steps(question));
      return id;
    },
    advance: async (id) => {
      await new Promise((done) => setTimeout(done, turnMs));
      const step = sessions.get(id)?.next();
      return step === undefined || step.done === true ? { kind: 'done' } : step.value;
    },
    drop: async (id) => void sessions.delete(id),
    file: async ({ picture, layer, type }) => new TextEncoder().encode(`TEST ${picture.id} ${layer}.${type}\n`),
    close: async () => {},
  };
}

function* steps(question: LiveQuestion): Generator<LiveStep> {
  const stages = liveStages(SIZE_M, question.cellM, 720, question.spells);
  for (const [i, stage] of stages.entries()) {
    for (let done = 0; done < 2; done++)
      yield { kind: 'progress', cellM: stage.cellM, done, total: 2, secondsLeft: 2 * (stages.length - i) - done };
    yield { kind: 'map', picture: pictureOf(question, stage, i === stages.length - 1) };
  }
}

function pictureOf(
  { heightM, fromUtc, toUtc, spells }: LiveQuestion,
  stage: ReturnType<typeof liveStages>[number],
  isFinest: boolean,
): LivePicture {
  const of = grid(stage.cellM);
  const wave = (i: number) => Math.sin((i % of.columns) / (of.columns / 9)) * Math.cos(Math.floor(i / of.columns) / (of.rows / 7)); // prettier-ignore
  const made = (value: (wave: number) => number) => Float32Array.from({ length: of.columns * of.rows }, (_, i) => value(wave(i))); // prettier-ignore
  const light = (more: number) => made((w) => Math.min(1, Math.max(0, 0.45 + 0.3 * w + heightM / 200 + more)));
  const layers: Partial<Record<LiveLayerId, Float32Array>> = {
    sunDiscMean: light(0),
    sunAnyFraction: light(0.03),
    sunFullFraction: light(-0.03),
    earthFraction: made((w) => 0.5 + 0.1 * w),
    ...(spells === true && { longestDark: made((w) => 100 * (1 - w)) }),
    permanentShadow: made((w) => (w < -0.8 ? 1 : 0)),
    shadowDistance: made((w) => 3000 * (1 + w)),
    slope: made((w) => 10 * (1 - w)),
    elevation: made((w) => 1000 * w),
  };
  return {
    id: `f${heightM}-${fromUtc.slice(0, 4)}-${stage.cellM}${spells === true ? '-spells' : ''}`,
    heightM,
    period: { fromUtc, toUtc },
    ...stage,
    isFinest,
    grid: of,
    layers,
    provenance: { software: 'fixture', command: 'TEST DATA', seed: null, inputs: { 'test.tif': '0'.repeat(64) } },
    notice: 'TEST DATA: made up, not the Moon',
  };
}
