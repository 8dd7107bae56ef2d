import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { TraverseRecord } from '@openilrs/core/terrain';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registerTraverse } from './traverse.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const program = new Command().exitOverride();
  registerTraverse(program);
  await program.parseAsync(['traverse', ...args], { from: 'user' });
  return lines.join('\n');
}

const WAY = ['--from-point', '-89.47,221', '--to-point', '-89.475,219.6', '--depart', '2035-01-10', '--within', '1'];

describe('ilrs traverse', () => {
  it('prints a drive down the ridge as JSON, lit and within its limits', async () => {
    const drive = JSON.parse(await run(...WAY, '--json')) as TraverseRecord & {
      offsetM: { start: number; goal: number };
    };
    expect(drive.distanceM).toBeGreaterThan(400);
    expect(drive.distanceM).toBeLessThan(700);
    expect([drive.longestDarkH, drive.waitH, drive.points.every(({ sunlit }) => sunlit)]).toEqual([0, 0, true]);
    expect(drive.steepestDeg).toBeLessThan(15);
    expect(drive.offsetM.start).toBeLessThan(15);
  });

  it('says which slope limit would open a way, and ends with 1', async () => {
    const { why, because } = JSON.parse(await run(...WAY, '--slope-limit', '2', '--json')) as {
      why: { reason: string };
      because: string;
    };
    expect(why.reason).toBe('slope');
    expect(because).toMatch(/lowest limit that opens one is \d+\.\d degrees/);
    expect(process.exitCode).toBe(1);
  });

  it('says that nothing is written where there is no drive, and how long one was allowed', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const out = join(tmpdir(), `no-drive-${process.pid}`);
    const words = await run(...WAY, '--to-point', '-89.475,215', '--within', '0.05', '--out', out);
    expect(words).toMatch(/^No way arrives within the 0\.05 days allowed\./);
    expect(said.mock.calls.flat()).toContain(`ilrs: no drive, nothing written to ${out}`);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [['--from-point', '-89.5'], 'OPTION_POINT'],
    [['--to-point', '-12,5'], 'OPTION_NUMBER'],
    [['--least', 'fun'], 'OPTION_CHOICE'],
    [['--cell', '2', '--size', '50'], 'TRAVERSE_REGION'],
    [['--vehicle', 'no-such.yaml'], 'FILE_MISSING'],
  ])('refuses %j', async (change, code) => {
    await expect(run(...WAY, ...change)).rejects.toMatchObject({ code });
  });
});
