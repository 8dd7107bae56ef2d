import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { SurveyResult } from '@openilrs/core/mission';
import { bundledPath, projectPath } from '../bundled/index.ts';
import { readMission } from '../mission/index.ts';
import { runSurvey } from './run-survey.ts';

const onDisk = readMission(projectPath('examples/ilrs-reference.yaml'));
const { region } = onDisk.mission.survey;
/** The reference mission with fewer cells, directions and years: enough to choose, quick to make. */
const quick = {
  ...onDisk,
  mission: {
    ...onDisk.mission,
    survey: {
      ...onDisk.mission.survey,
      region: { ...region, cell: { ...region.cell, si: 160, value: 160 } },
      directions: 360,
      period: { from: '2035-01-01', to: '2036-01-01' },
      candidates: { count: 4, spacing: onDisk.mission.survey.candidates.spacing },
    },
  },
};
let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'ilrs-survey-'));
  return () => rmSync(out, { recursive: true, force: true });
});

it('writes the same bytes on one worker and on three, finds the site on the ridge, and leaves nothing when aborted', async () => {
  const folders = await Promise.all(
    [1, 3].map(async (workers) => {
      await runSurvey(quick, join(out, `${workers}`), { workers });
      return join(out, `${workers}`, 'survey');
    }),
  );
  const [one, three] = folders as [string, string];
  const names = readdirSync(one).sort();
  expect(readdirSync(three).sort()).toEqual(names);
  for (const name of names)
    expect(readFileSync(join(three, name)).equals(readFileSync(join(one, name))), name).toBe(true);

  const result = JSON.parse(readFileSync(join(one, 'survey.json'), 'utf8')) as SurveyResult;
  for (const layer of result.layers)
    for (const file of [layer.geotiff, layer.overlayPng, layer.figurePng]) expect(names).toContain(file);
  // Glaeser 2014: the best places of the ridge between Shackleton and de Gerlache lie around 89.45 S, 222.8 E.
  expect(Math.hypot(result.site.xM + 11_300, result.site.yM + 12_220)).toBeLessThan(1500);
  expect(result.site.sunDiscMean).toBeGreaterThan(0.85);
  expect(result.provenance.inputs['ilrs-reference.yaml']).toBe(onDisk.sha256);
  expect(result.chosenBecause).toMatch(/^C1 scores highest/);
  expect(existsSync(bundledPath('terrain/terrain.json'))).toBe(true);

  const controller = new AbortController();
  const aborted = runSurvey(quick, join(out, 'aborted'), {
    workers: 2,
    signal: controller.signal,
    progress: (done) => {
      if (done > 10) controller.abort();
    },
  });
  await expect(aborted).rejects.toThrow(/abort/i);
  expect(existsSync(join(out, 'aborted', 'survey'))).toBe(false);
  expect(existsSync(join(out, 'aborted', 'survey.part'))).toBe(false);
});

it('judges a place that the mission file gives, and says when nothing meets the limits', async () => {
  const { survey } = quick.mission;
  const site = { name: 'Here', latDeg: -89.46, lonDeg: 222.6, source: 'assumed' };
  const given = { ...quick, mission: { ...quick.mission, survey: { ...survey, site } } };
  const result = await runSurvey(given, join(out, 'given'), { workers: 2 });
  expect([result.site.name, result.site.rank]).toEqual(['Here', 0]);
  expect(result.chosenBecause).toBe('Here is given by the mission file (assumed).');
  expect(result.horizon.latDeg).toBeCloseTo(-89.46, 9);

  const { sunDiscMean } = survey.criteria;
  const strict = { ...sunDiscMean, limit: { ...sunDiscMean.best, si: 0.999 } };
  const hopeless = {
    ...quick,
    mission: { ...quick.mission, survey: { ...survey, criteria: { ...survey.criteria, sunDiscMean: strict } } },
  };
  await expect(runSurvey(hopeless, join(out, 'hopeless'), { workers: 2 })).rejects.toMatchObject({
    code: 'SURVEY_NO_SITE',
  });
  expect(existsSync(join(out, 'hopeless', 'survey'))).toBe(false);
});
