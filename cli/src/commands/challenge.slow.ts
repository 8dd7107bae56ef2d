import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPath } from '@openilrs/node/bundled';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'ilrs-challenge-'));
const file = join(folder, 'scenarios.json');
const scenario = {
  id: 'week',
  about: 'The first week of the pioneer.',
  mission: projectPath('examples/pioneer-change7.yaml'),
  days: 7,
  seeds: [4, 5],
};
const write = (change: object = {}) => writeFileSync(file, JSON.stringify({ openilrsChallenge: 1, scenarios: [{ ...scenario, ...change }] })); // prettier-ignore

function challenge(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [projectPath('cli/bin/ilrs.mjs'), 'challenge', ...args], { encoding: 'utf8' }); // prettier-ignore
  return { status, stdout, stderr };
}

beforeAll(() => write());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Scored {
  id: string;
  score: number;
  best: number | null;
  by: string;
  digest: string;
  seeds: { seed: number; scienceValue: number; clairvoyantBound: number; avoidableBreaches: number }[];
}

describe('ilrs challenge', () => {
  it('scores a list of scenarios: the mean of value over bound, a breach counts nothing; the same again', () => {
    const out = join(folder, 'run');
    const first = challenge(file, '--json', '--by', 'Somebody', '--out', out);
    expect([first.status, first.stderr]).toEqual([0, '']);
    const [one] = JSON.parse(first.stdout) as Scored[];
    expect(one).toMatchObject({ id: 'week', by: 'Somebody', best: null });
    expect(one!.seeds.map(({ seed }) => seed)).toEqual([4, 5]);
    const shares = one!.seeds.map(({ scienceValue, clairvoyantBound, avoidableBreaches }) => (avoidableBreaches > 0 ? 0 : scienceValue / clairvoyantBound)); // prettier-ignore
    expect(one!.score).toBeCloseTo((100 * (shares[0]! + shares[1]!)) / 2, 9);
    expect(one!.score).toBeGreaterThan(10);
    expect(one!.score).toBeLessThanOrEqual(100);
    // what was written can stand as the best known scores
    const written = JSON.parse(readFileSync(join(out, 'scores.json'), 'utf8')) as Scored[];
    expect(written).toEqual([(({ best: _, ...rest }) => rest)(one!)]);
    writeFileSync(join(folder, 'best.json'), JSON.stringify(written));
    const again = challenge(file, '--only', 'we');
    expect(again.status).toBe(0);
    const { digest, score } = one!;
    const row = new RegExp(`week +${score.toFixed(2)} +${score.toFixed(2)} .*${digest.slice(0, 12)}`);
    expect(again.stdout).toMatch(row);
  });

  it.each([
    ['an unknown scenario', {}, ['--only', '99'], /no scenario begins with "99".*week/s],
    ['a field that the mission does not have', { set: { 'station.batery.capacity.value': 1 } }, [], /the mission has no station\.batery\.capacity\.value/], // prettier-ignore
    ['a fault of what is not there', { faults: [{ day: 1, component: 'warp-drive', kind: 'linkOutage' }] }, [], /"warp-drive" cannot have a fault of kind "linkOutage"/], // prettier-ignore
    ['a list that is none', { days: 0 }, [], /days/],
    ['a part that is none', {}, ['--without', 'luck'], /luck/],
  ])('refuses %s in one error, and writes nothing', (_, change, args, message) => {
    write(change);
    const out = join(folder, 'refused');
    const { status, stdout, stderr } = challenge(file, ...args, '--out', out);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
    expect(() => readFileSync(join(out, 'scores.json'))).toThrow(/ENOENT/);
    write();
  });
});
