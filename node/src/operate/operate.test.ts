import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { etToUtc } from '@openilrs/core/time';
import { projectPath } from '../bundled/index.ts';
import { openWorld, readMission, type MissionOnDisk } from '../mission/index.ts';
import { operatedSite, prepareOperations, runOperations, siteOfRun, writeOperate } from './index.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'operate-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** The pioneer example, cut to a month. */
function month(): MissionOnDisk {
  const onDisk = readMission(projectPath('examples/pioneer-change7.yaml'));
  const mission = { ...onDisk.mission.mission, start: '2028-11-01', end: '2028-12-01' };
  return { ...onDisk, mission: { ...onDisk.mission, mission } };
}

describe('the site of a run', () => {
  const choose = { mission: { survey: { site: 'choose' } } } as MissionOnDisk;

  it('is that of the mission file, else that of the survey, else none', () => {
    expect(siteOfRun(month(), undefined)).toEqual({ latDeg: -88.8, lonDeg: 123.4 });
    expect(siteOfRun(choose, folder)).toBeNull();
    mkdirSync(join(folder, 'survey'));
    writeFileSync(join(folder, 'survey', 'survey.json'), JSON.stringify({ site: { latDeg: -90, lonDeg: 0 } }));
    expect(siteOfRun(choose, folder)).toEqual({ latDeg: -90, lonDeg: 0 });
    writeFileSync(join(folder, 'survey', 'survey.json'), '{');
    expect(() => siteOfRun(choose, folder)).toThrow(expect.objectContaining({ code: 'SURVEY_RESULT' }));
  });

  it('is, once operated, that of the summary: --site may have named another', () => {
    expect(operatedSite(folder)).toBeNull();
    mkdirSync(join(folder, 'operate'));
    const write = (text: string) => writeFileSync(join(folder, 'operate', 'summary.json'), text);
    write(JSON.stringify({ site: { latDeg: -89.45, lonDeg: 222.7 } }));
    expect(operatedSite(folder)).toEqual({ latDeg: -89.45, lonDeg: 222.7 });
    write('{}');
    expect(operatedSite(folder)).toBeNull();
    write('{');
    expect(() => operatedSite(folder)).toThrow(expect.objectContaining({ code: 'OPERATE_RESULT' }));
  });
});

describe('operating the pioneer under the real Sun', () => {
  it('sleeps, wakes, keeps its limits, replays, and writes all of it in place of the old result', async () => {
    const onDisk = month();
    const world = await openWorld(onDisk);
    const prepared = await prepareOperations(onDisk, world, siteOfRun(onDisk, undefined)!);
    const output = await runOperations(prepared, { seed: 5 });
    expect(output.summary.hoursByMode.sleep).toBeGreaterThan(24);
    expect(output.summary.breaches).toEqual([]);
    expect(output.summary.requestsMet).toBeGreaterThan(10);
    expect(output.summary.fromUtc).toBe(etToUtc(world.ephemeris.leapSeconds, world.startEt, 0));
    expect(JSON.stringify(await runOperations(prepared, { seed: 5 }))).toBe(JSON.stringify(output));

    mkdirSync(join(folder, 'operate'));
    writeFileSync(join(folder, 'operate', 'stale.txt'), 'old');
    writeOperate(output, folder);
    expect(readdirSync(folder).sort()).toEqual(['operate', 'summary.json']);
    expect(readFileSync(join(folder, 'summary.json'))).toEqual(readFileSync(join(folder, 'operate', 'summary.json')));
    expect(readdirSync(join(folder, 'operate')).sort()).toEqual([
      'activities.json',
      'events.jsonl',
      'profiles.csv',
      'profiles.json',
      'summary.json',
      'telemetry.json',
      'timeline.json',
    ]);
    const log = readFileSync(join(folder, 'operate', 'events.jsonl'));
    expect(createHash('sha256').update(log).digest('hex')).toBe(output.summary.eventLogDigest);
    expect(operatedSite(folder)).toEqual(siteOfRun(onDisk, undefined));
    expect(readFileSync(join(folder, 'operate', 'profiles.csv'), 'utf8')).toMatch(/^series,unit,et,value\nbattery,1,/);
  });
});
