import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SiteReportRecord } from '@openilrs/node/report';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerReport } from './report.ts';
import { registerThermal } from './thermal.ts';
import { registerTraverse } from './traverse.ts';
import { registerUncertainty } from './uncertainty.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'ilrs-report-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const program = new Command().exitOverride();
  for (const register of [registerReport, registerThermal, registerTraverse, registerUncertainty]) register(program);
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

const MONTH = ['--from', '2031-01-01', '--to', '2031-02-01'];
const RIDGE = ['--lat', '-89.45', '--lon', '222.7'];
const HAWORTH = fileURLToPath(new URL('../../../data/terrain/haworth_20m.tif', import.meta.url));
const REFERENCE = fileURLToPath(new URL('../../../examples/ilrs-reference.yaml', import.meta.url));

describe('ilrs report', () => {
  it('writes a page and answers with its numbers, its digest and the command that makes it again', async () => {
    const out = join(folder, 'made', 'ridge.html');
    const args = ['report', ...RIDGE, '--azimuths', '90', ...MONTH, '--name', "Peary's ridge", '--out', out];
    const record = JSON.parse(await run(...args, '--json')) as SiteReportRecord;
    const page = await readFile(out);
    expect(record).toMatchObject({ name: "Peary's ridge", latDeg: -89.45, path: out, bytes: page.length });
    expect(record.sha256).toBe(createHash('sha256').update(page).digest('hex'));
    expect(record.sunDiscMean).toBeGreaterThan(0.5); // local summer on the ridge
    expect(record.command).toBe(
      `ilrs report --lat -89.45 --lon 222.7 --height 2 --azimuths 90 --from 2031-01-01 --to 2031-02-01 --frame MOON_ME_DE421 --name 'Peary'\\''s ridge' --out ${out}`,
    );
    expect(await readdir(join(folder, 'made'))).toEqual(['ridge.html']);
  });

  it.each([
    [['--azimuths', '12.5'], 'OPTION_NUMBER', /^--azimuths: .*whole number/],
    [['--from', 'soon'], 'TIME_SYNTAX', /^--from: /],
    [['--to', '2030-01-01'], 'LIGHT_PERIOD', /^--to: /],
    [['--out', '/dev/null/page.html'], 'OUT_FOLDER', /not a folder/],
  ])('refuses %j and writes nothing', async (options, code, message) => {
    const given = ['report', ...RIDGE, ...MONTH, '--out', join(folder, 'not.html'), ...options];
    const failure = await run(...given).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'InputError', code });
    expect((failure as Error).message).toMatch(message);
    expect(await readdir(folder)).not.toContain('not.html');
  });
});

describe('a terrain of the user that lies elsewhere', () => {
  it.each([
    ['report', ...RIDGE, ...MONTH, '--out', '/tmp/never.html'],
    ['thermal', ...RIDGE],
    ['uncertainty', ...RIDGE, '--clones', '1'],
    ['traverse', '--from-point', '-89.47,221', '--to-point', '-89.475,219.6', '--depart', '2035-01-10'],
  ])('is refused by ilrs %s', async (...args) => {
    const failure = await run(...args, '--terrain', HAWORTH).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'InputError', code: 'TERRAIN_OUTSIDE' });
    expect((failure as Error).message).toMatch(/haworth_20m\.tif covers latitude/);
  });
});

describe('options that would be passed over', () => {
  it.each([
    [['traverse', REFERENCE, '--from-point', '-89.47,221', '--to-point', '-89.475,219.6', '--depart', '2035-01-10', '--terrain', HAWORTH], '--terrain'], // prettier-ignore
    [['uncertainty', REFERENCE, '--terrain', HAWORTH], '--terrain'],
    [['uncertainty', ...RIDGE, '--cell', '40'], '--cell'],
    [['uncertainty', ...RIDGE, '--sigma', '1', '--correlation', '100', '--errors', 'mine.json'], '--errors'],
  ])('are refused: %j', async (args, where) => {
    const failure = await run(...args).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'InputError', code: 'OPTION_CONFLICT', where });
  });

  it('are named with the option also where dates are wrong', async () => {
    const failure = await run('thermal', ...RIDGE, '--from', 'soon').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'TIME_SYNTAX', where: '--from' });
  });
});
