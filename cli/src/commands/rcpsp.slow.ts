import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { randomProject, smText } from '../../../core/src/autonomy/rcpsp/testing/projects.ts';
import { violations } from '../../../core/src/autonomy/rcpsp/testing/violations.ts';
import { registerRcpsp } from './rcpsp.ts';

const folder = mkdtempSync(join(tmpdir(), 'rcpsp-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command().exitOverride();
  registerRcpsp(program);
  await program.parseAsync(['rcpsp', ...args], { from: 'user' });
  return lines.join('\n');
}

const problem = randomProject(24, 3, 4);
const file = join(folder, 'project.sm');
writeFileSync(file, smText(problem));

interface Answer {
  makespan: number;
  lowerBound: number;
  optimal: boolean;
  starts: number[];
  durations: number[];
  resources: { name: string }[];
}

describe('ilrs rcpsp', () => {
  it('answers with a schedule that keeps precedence and resources, and its bound', async () => {
    const answer = JSON.parse(await run(file, '--iterations', '3000', '--json')) as Answer;
    expect(violations(problem, answer.starts, answer.makespan)).toEqual([]);
    expect(answer.lowerBound).toBeLessThanOrEqual(answer.makespan);
    expect(answer.optimal).toBe(answer.lowerBound === answer.makespan);
    expect(answer.durations).toEqual(problem.durations);
    expect(answer.resources.map(({ name }) => name)).toEqual(['R1', 'R2', 'R3', 'R4']);
  });

  it('repeats byte for byte with a number of iterations, on one thread or two', async () => {
    const args = [file, '--iterations', '1500', '--seed', '9', '--json'];
    const one = await run(...args, '--workers', '1');
    expect(await run(...args, '--workers', '2')).toBe(one);
    expect(await run(...args, '--workers', '2')).toBe(one);
  });

  it('ends early with a proof', async () => {
    const begin = performance.now();
    const text = await run(file, '--seconds', '600', '--islands', '2');
    expect(text).toMatch(
      /^project\.sm: makespan \d+, proved optimal\n26 jobs, seed 1, \d+ iterations on [12] islands?/,
    );
    expect(performance.now() - begin).toBeLessThan(120_000);
  });
});

describe('bad input to ilrs rcpsp', () => {
  const broken = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  it.each([
    ['nowhere.sm', [join(folder, 'nowhere.sm')], 'RCPSP_FILE'],
    ['a truncated file', [broken('cut.sm', smText(problem).slice(0, 1200))], 'PSPLIB_TRUNCATED'],
    ['an empty file', [broken('empty.sm', '')], 'PSPLIB_SECTION'],
    ['no time', [file, '--seconds', '0'], 'OPTION_NUMBER'],
    ['half an iteration', [file, '--iterations', '0.5'], 'OPTION_NUMBER'],
    ['a seed that is none', [file, '--seed', 'x'], 'OPTION_VALUE'],
  ])('%s is one error', async (_, args, code) => {
    const failure = await run(...args).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'InputError', code });
  });
});
