import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CampaignTable } from '@openilrs/core/mission';
import { ilrs, root } from './ilrs.ts';

// The guide is the test: its files are made, its commands run and its promises held, in the order of the page.
const guide = readFileSync(`${root}docs/guide/first-station.md`, 'utf8');
const blocks = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind, text]) => ({ kind: kind!, text: text! }));
const mission = blocks
  .filter(({ kind }) => kind === 'yaml')
  .map(({ text }) => text)
  .join('');

/** The commands with the lines that the page says one should see. */
const steps = blocks.flatMap(({ kind, text }, at) => {
  if (kind !== 'sh') return [];
  const next = blocks[at + 1];
  return [{ command: text.trim(), promised: next?.kind === 'text' ? next.text.trimEnd().split('\n') : [] }];
});

/** Rows of the table of mistakes: what stands in the file, what is written instead, what is said. */
const mistakes = [...guide.matchAll(/^\| +`(.*?)` +\| +`(.*?)` +\| +`(.*?)` +\|$/gm)].map((row) => row.slice(1) as [string, string, string]); // prettier-ignore

const scratch = mkdtempSync(join(tmpdir(), 'openilrs-first-station-'));
symlinkSync(join(root, 'docs'), join(scratch, 'docs'), 'junction');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the guide to a first station', () => {
  it('has a command for each of its steps, and mistakes to try', () => {
    const verbs = steps.map(({ command }) => command.split(' ')[command.startsWith('npx ilrs ') ? 2 : 0]);
    expect(verbs).toEqual(['sed', 'operate', 'explain', 'explain', 'replay', 'replay', 'plan', 'explain', 'campaign']);
    expect(mistakes.length).toBeGreaterThanOrEqual(8);
    writeFileSync(join(scratch, 'my-station.yaml'), mission);
  });

  it.skipIf(process.platform === 'win32')('makes the file by one command of the shell, too', () => {
    execFileSync('sh', ['-c', steps[0]!.command], { cwd: scratch });
    expect(readFileSync(join(scratch, 'my-station.yaml'), 'utf8')).toBe(mission);
  });

  it.each(steps.slice(1))('$command', async ({ command, promised }) => {
    const { code, stdout, stderr } = await ilrs(command.split(' ').slice(2), scratch);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/^ilrs:/m)]);
    for (const line of promised) expect(stdout).toContain(line);
    expect(promised.length).toBeGreaterThan(0);
  });

  it('says in its sentences what the files of the run say', () => {
    const path = join(scratch, 'runs', 'my-station', 'campaign', 'campaign.json');
    const { variants } = JSON.parse(readFileSync(path, 'utf8')) as { variants: CampaignTable[] };
    const spread = (name: string) => variants[0]!.spreads.find((one) => one.name === name)!;
    const [value, battery] = [spread('valueOverBound'), spread('worstBatteryFraction')];
    const [half, least] = [value.p50, value.least].map((share) => Math.round(100 * share));
    expect(guide).toContain(`At least half of the twenty get ${half} % of what a clairvoyant could have had, the least ${least} %`); // prettier-ignore
    expect(value.p50).toBeCloseTo(value.most, 12); // half of them the best
    expect(battery.least).toBeGreaterThan(1 / 3); // above a third in the worst
  });

  it('names the way round when experiments wait for one another', async () => {
    const after = (name: string) => `\n      after: [{ proposal: [${name}] }]`;
    const round = mission.replace(/condition: any/, `$&${after('volatiles')}`).replace(/condition: sunlit/, `$&${after('moonquakes')}`); // prettier-ignore
    writeFileSync(join(scratch, 'circle.yaml'), round);
    const { code, stderr } = await ilrs(['operate', 'circle.yaml'], scratch);
    const said = /the order runs in a circle: [^`]*/.exec(guide)![0];
    expect([code, stderr]).toEqual([2, expect.stringMatching(`^ilrs: circle\\.yaml:\\d+:\\d+: .*${said}`)]);
  });

  it.each(mistakes)('"%s" as "%s" is refused before anything runs', async (right, wrong, said) => {
    expect(mission).toContain(right);
    const file = join(scratch, 'mistake.yaml');
    writeFileSync(file, mission.replace(right, wrong.replace(' ↵ ', '\n      ')));
    const { code, stdout, stderr } = await ilrs(['operate', 'mistake.yaml', '--out', 'runs/mistake'], scratch);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^ilrs: mistake\.yaml:\d+:\d+: /); // file, line and column first
    expect(stderr.split('\n')[0]).toContain(said);
    expect(() => readFileSync(join(scratch, 'runs', 'mistake', 'summary.json'))).toThrow(/ENOENT/);
  });
});
