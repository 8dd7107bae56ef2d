import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inlineRunner } from '@openilrs/core/jobs';
import { survey } from '@openilrs/core/mission';
import { horizonAt, lightAt, lunarSky, unproject } from '@openilrs/core/terrain';
import { utcToEt } from '@openilrs/core/time';
import { projectPath } from '@openilrs/node/bundled';
import { openWorld, readMission, type OpenWorld } from '@openilrs/node/mission';
import { LiveSurveyComputer } from './live-survey-computer.ts';
import type { LivePicture } from './live-survey-types.ts';

// The ridge in small: 4 km, one year.
const QUESTION = { heightM: 10, fromUtc: '2035-01-01', toUtc: '2036-01-01', cellM: 40 };

/** 2035-01-01 and 2036-01-01 as the computer knows its skies. */
let skyKey: string;
let folder: string;
let world: OpenWorld;
let computer: LiveSurveyComputer;
let pictures: LivePicture[];
let seconds: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ilrs-live-'));
  const text = readFileSync(projectPath('examples/ilrs-reference.yaml'), 'utf8')
    .replace('size: { value: 20.48, unit: km', 'size: { value: 4, unit: km')
    .replace('period: { from: 2031-01-01, to: 2050-01-01 }', 'period: { from: 2035-01-01, to: 2036-01-01 }');
  const file = join(folder, 'small.yaml');
  writeFileSync(file, text);
  const onDisk = readMission(file);
  world = await openWorld(onDisk);
  const { terrain, ephemeris } = world;
  const { mission } = onDisk;
  computer = new LiveSurveyComputer({ mission, terrain, ephemeris, runner: inlineRunner, inputs: {}, missionFile: 'small.yaml', software: 'test' }); // prettier-ignore
  skyKey = [QUESTION.fromUtc, QUESTION.toUtc].map((utc) => utcToEt(ephemeris.leapSeconds, utc)).join(' ');
  pictures = await all(QUESTION);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function all(question: typeof QUESTION): Promise<LivePicture[]> {
  const startMs = performance.now();
  const made: LivePicture[] = [];
  for await (const step of computer.pictures(question)) if (step.kind === 'map') made.push(step.picture);
  seconds = (performance.now() - startMs) / 1000;
  return made;
}

describe('a live map', () => {
  it('ends with the maps of the survey, to the bit', async () => {
    const { mission } = readMission(join(folder, 'small.yaml'));
    const provenance = { software: 'test', command: '', seed: null, inputs: {} };
    const input = { missionId: 'small', frame: mission.frame, spec: mission.survey, provenance };
    const { terrain, ephemeris } = world;
    const { rasters } = await survey(input, { terrain, ephemeris, runner: inlineRunner });
    const finest = pictures.at(-1)!;
    expect(finest.isFinest).toBe(true);
    for (const id of ['sunDiscMean', 'earthFraction', 'permanentShadow', 'slope', 'elevation'] as const)
      expect(Buffer.compare(Buffer.from(finest.layers[id]!.slice().buffer), Buffer.from(rasters[id].slice().buffer)), id).toBe(0); // prettier-ignore
  });

  it('has shares of time by limbs within half a point of the exact windows', () => {
    const { grid, layers } = pictures.at(-1)!;
    const { terrain, ephemeris } = world;
    const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
    const sky = lunarSky(ephemeris, world.frame, et(QUESTION.fromUtc), et(QUESTION.toUtc));
    const squares = { sunAnyFraction: 0, sunFullFraction: 0 };
    let count = 0;
    for (let row = 10; row < grid.rows; row += 20)
      for (let column = 10; column < grid.columns; column += 20) {
        const place = unproject('southPolarStereographic', grid.xMinM + (column + 0.5) * grid.stepM, grid.yMaxM - (row + 0.5) * grid.stepM); // prettier-ignore
        const exact = lightAt(horizonAt(terrain, ...place, 10), sky, sky.fromEt, sky.toEt, { eclipses: false });
        for (const id of ['sunAnyFraction', 'sunFullFraction'] as const)
          squares[id] += (layers[id]![row * grid.columns + column]! - exact[id]) ** 2;
        count += 1;
      }
    for (const [id, sum] of Object.entries(squares)) {
      console.log(`${id}: ${(100 * Math.sqrt(sum / count)).toFixed(2)} points rms at ${count} places`);
      expect(Math.sqrt(sum / count), id).toBeLessThan(0.005);
    }
  });

  it('looks the coarse pictures much like the fine one', () => {
    const mean = ({ layers: { sunDiscMean } }: LivePicture) => sunDiscMean!.reduce((sum, one) => sum + one, 0) / sunDiscMean!.length; // prettier-ignore
    const [coarse, fine] = [pictures[0]!, pictures.at(-1)!];
    expect(coarse.cellM).toBeGreaterThan(fine.cellM);
    expect(Math.abs(mean(coarse) - mean(fine))).toBeLessThan(0.01);
  });

  it('keeps terrain and sky: another height costs the sweep alone', async () => {
    const first = seconds;
    // What the first question prepared, by name: the second must find and use the same, not make it again.
    const kept = () => [computer['light']['swept'].peek('40'), computer['light']['grounds'].peek('40'), computer['skies'].peek(skyKey)]; // prettier-ignore
    const before = kept();
    await all({ ...QUESTION, heightM: 12 });
    for (const [i, one] of kept().entries()) {
      expect(one).toBeDefined();
      expect(one).toBe(before[i]);
    }
    console.log(`first question ${first.toFixed(2)} s, another height ${seconds.toFixed(2)} s (one thread)`);
  });

  it.each([
    [{ heightM: 51 }, 'SURVEY_HEIGHT', '0 to 50 m'],
    [{ cellM: 33 }, 'SURVEY_CELL', '80, 40, 20'],
    [{ toUtc: '2035-01-01' }, 'SURVEY_PERIOD', 'an end at least a day after the start'],
    [{ fromUtc: '1990-01-01' }, 'KERNEL_COVERAGE', '2000-01-01 to 2050-01-01'],
  ])('refuses %o by %s', (change, code, legal) => {
    expect(() => computer.check({ ...QUESTION, ...change })).toThrowError(expect.objectContaining({ code, legal }));
  });
});
