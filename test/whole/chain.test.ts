import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperateSummary, ShareResult, SurveyResult } from '@openilrs/core/mission';
import { ilrs, ilrsJson, root } from './ilrs.ts';

/** The reference mission made small: coarser cells, fewer directions and years, ten weeks around midwinter of 2035 instead of a year. */
function smallMission(): string {
  const edits: [RegExp, string][] = [
    [/cell: \{ value: 40,/, 'cell: { value: 160,'],
    [/directions: 720/, 'directions: 360'],
    [/period: \{ from: 2031-01-01, to: 2050-01-01 \}/, 'period: { from: 2034-01-01, to: 2037-01-01 }'],
    [/start: 2035-01-01/, 'start: 2035-03-01'],
    [/end: 2036-01-01/, 'end: 2035-05-10'],
  ];
  return edits.reduce(
    (text, [from, to]) => {
      expect(text).toMatch(from);
      return text.replace(from, to);
    },
    readFileSync(`${root}examples/ilrs-reference.yaml`, 'utf8'),
  );
}

const scratch = mkdtempSync(join(tmpdir(), 'openilrs-chain-'));
const mission = join(scratch, 'small.yaml');
const out = (name: string) => join(scratch, name);
const json = <T>(run: string, file: string) => JSON.parse(readFileSync(join(out(run), file), 'utf8')) as T;

beforeAll(async () => {
  writeFileSync(mission, smallMission());
  const { code, stderr } = await ilrs(['run', mission, '--out', out('first'), '--seed', '7']);
  expect(stderr).toContain('share');
  expect(code).toBe(0);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the whole chain', () => {
  it('finds its site on the ridge, near the best points of the literature', () => {
    const { site } = json<SurveyResult>('first', 'survey/survey.json');
    // Glaeser et al. 2014, 10 m: 89.4516 S 222.7581 E; the ridge with more than 92 % is 2 to 3 km long, cells here are 160 m.
    const degree = Math.PI / 180;
    const polar = (latDeg: number, lonDeg: number) =>
      [
        (90 + latDeg) * degree * 1737.4 * Math.sin(lonDeg * degree),
        (90 + latDeg) * degree * 1737.4 * Math.cos(lonDeg * degree),
      ] as const;
    const [x, y] = polar(site.latDeg, site.lonDeg);
    const [bestX, bestY] = polar(-89.4516, 222.7581);
    expect(Math.hypot(x - bestX, y - bestY)).toBeLessThan(3);
    expect(site.sunDiscMean).toBeGreaterThan(0.9);
  });

  it('lives through the time with its balances closed and its floor kept', () => {
    const summary = json<OperateSummary>('first', 'operate/summary.json');
    expect(summary.requestsTotal).toBeGreaterThan(20);
    expect(summary.requestsMet / summary.requestsTotal).toBeGreaterThan(0.5);
    expect(summary.energyBalanceRelative).toBeLessThan(1e-9);
    expect(summary.dataBalanceRelative).toBeLessThan(1e-9);
    expect(summary.breaches.filter(({ avoidable }) => avoidable)).toEqual([]);
    const hours = Object.values(summary.hoursByMode).reduce((sum, h) => sum + h, 0);
    expect(hours).toBeCloseTo((summary.toEt - summary.fromEt) / 3600, 6);
    const log = readFileSync(join(out('first'), 'operate/events.jsonl'));
    expect(createHash('sha256').update(log).digest('hex')).toBe(summary.eventLogDigest);
  });

  it('has every product safe in two hubs of two countries, which verify', async () => {
    const share = json<ShareResult>('first', 'share/share.json');
    const summary = json<OperateSummary>('first', 'operate/summary.json');
    expect(share.products.length).toBeGreaterThanOrEqual(summary.requestsMet);
    expect(share.products.every(({ safe, simulated }) => safe && simulated)).toBe(true);
    expect(new Set(share.hubs.map(({ country }) => country)).size).toBe(2);
    const verified = await ilrs(['hub', 'verify', '--dir', out('first')]);
    expect(verified.code).toBe(0);
  });

  it('makes PDS4 labels that validate as files', async () => {
    const bundle = join(out('first'), 'share', 'bundle');
    const labels = readdirSync(bundle, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xml'))
      .slice(0, 8);
    expect(labels.length).toBe(8);
    const { code, stdout } = await ilrs(['validate', ...labels.map((name) => join(bundle, name))]);
    expect(stdout).not.toMatch(/error/i);
    expect(code).toBe(0);
  });

  it('gives the same bytes for the same seed, and other faults for another', async () => {
    expect((await ilrs(['run', mission, '--out', out('again'), '--seed', '7'])).code).toBe(0);
    expect(digests(out('again'))).toEqual(digests(out('first')));
    const other = await ilrsJson<OperateSummary>(['operate', mission, '--out', out('again'), '--seed', '8']);
    expect(other.eventLogDigest).not.toBe(json<OperateSummary>('first', 'operate/summary.json').eventLogDigest);
  });
});

describe('a run that is killed half-way', () => {
  it('leaves no result of the run before it that would seem to belong to the new survey', async () => {
    const folder = out('again');
    expect(readdirSync(folder)).toContain('share');
    await killedAt(['run', mission, '--out', folder, '--seed', '9'], /^construct/m);
    expect(readdirSync(folder)).toContain('survey');
    expect(readdirSync(folder)).not.toContain('share');
  });
});

/** Runs a command until it has said `mark` on standard error, then kills it with SIGKILL. */
function killedAt(args: readonly string[], mark: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}cli/bin/ilrs.mjs`, ...args]);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (mark.test(said)) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`ended before ${mark}: ${said}`)),
    );
  });
}

/** sha256 of every file of a run; run.json names the mission file's folder and is the same here. */
function digests(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    names.map((name) => [name.slice(folder.length), createHash('sha256').update(readFileSync(name)).digest('hex')]),
  );
}
