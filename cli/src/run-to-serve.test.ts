import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPath } from '@openilrs/node/bundled';
import { readMission } from '@openilrs/node/mission';
import { afterAll, describe, expect, it } from 'vitest';
import { runToServe } from './run-to-serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'openilrs-serve-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pioneer = projectPath('examples/pioneer-change7.yaml');

/** A run folder with this in its `run.json`. */
function runOf(name: string, change: object = {}): string {
  const { mission, sha256 } = readMission(pioneer);
  const run = { missionId: mission.mission.id, missionFile: pioneer, missionSha256: sha256, seed: 1, ...change };
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'run.json'), JSON.stringify(run));
  return join(folder, name);
}

describe('the run to serve', () => {
  it('is shown with the mission that it was made of', () => {
    const run = runOf('whole');
    expect(runToServe(undefined, run)).toMatchObject({ runDir: run, notice: null, mission: { file: pioneer } });
  });

  it('finds its mission from the project, or from the run folder, wherever that has been moved to', () => {
    const shipped = runOf('shipped', { missionFile: 'examples/pioneer-change7.yaml', missionBase: 'project' });
    expect(runToServe(undefined, shipped).mission.file).toBe(pioneer);
    copyFileSync(pioneer, join(folder, 'own.yaml'));
    const own = runOf('own', { missionFile: '../own.yaml', missionBase: 'run' });
    expect(runToServe(undefined, own)).toMatchObject({ notice: null, mission: { file: join(folder, 'own.yaml') } });
  });

  it('says when the mission file has changed since', () => {
    expect(runToServe(undefined, runOf('changed', { missionSha256: '0' })).notice).toMatch(/has changed since/);
  });

  it('is not shown as the run of another mission', () => {
    const run = runOf('other', { missionId: 'elsewhere' });
    const refused = expect.objectContaining({ code: 'RUN_OTHER_MISSION', where: run });
    expect(() => runToServe(pioneer, run)).toThrow(refused);
  });

  it('without run.json is that of the mission named', () => {
    mkdirSync(join(folder, 'bare'));
    expect(runToServe(pioneer, join(folder, 'bare'))).toMatchObject({ notice: null, mission: { file: pioneer } });
  });

  it('that is not there is refused', () => {
    const refused = expect.objectContaining({ code: 'RUN_MISSING', remedy: expect.stringContaining('--run') });
    expect(() => runToServe(undefined, join(folder, 'nowhere'))).toThrow(refused);
  });
});
