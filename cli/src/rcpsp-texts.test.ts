import type { RcpspProblem } from '@openilrs/core/autonomy';
import { describe, expect, it } from 'vitest';
import { rcpspInWords, resourcePeaks } from './rcpsp-texts.ts';

/** Two jobs of 3 and 2 units that share a resource of 2 units (2 and 1 of them), a third of 2 units beside them. */
const problem: RcpspProblem = {
  name: 'three.sm',
  durations: [0, 3, 2, 2, 0],
  successors: [[1, 2, 3], [4], [4], [4], []],
  demands: [[0], [2], [1], [1], [0]],
  capacities: [2],
  resourceNames: ['R1'],
};
const found = { makespan: 5, lowerBound: 5, optimal: true, starts: [0, 0, 3, 3, 5], iterations: 7, stopped: 'goal', seed: 1, islands: 2 } as const; // prettier-ignore

describe('a schedule in words', () => {
  it('draws each job at its time, in the order of starts', () => {
    const lines = rcpspInWords(problem, found).split('\n');
    expect(lines[0]).toBe('three.sm: makespan 5, proved optimal');
    expect(lines[2]).toBe('most in use: R1 2 of 2 (mean 100 %)');
    expect(lines.slice(4)).toEqual([
      '   1     0     0        |     |',
      '   2     0     3  2 R1  |===  |',
      '   3     3     5  1 R1  |   ==|',
      '   4     3     5  1 R1  |   ==|',
      '   5     5     5        |     |',
    ]);
  });

  it('says how far the bound is away when there is no proof', () => {
    expect(rcpspInWords(problem, { ...found, lowerBound: 4, optimal: false })).toContain('lower bound 4, gap 25.0 %');
  });

  it('keeps long projects within a line', () => {
    const long = { ...problem, durations: [0, 300, 200, 200, 0] };
    const lines = rcpspInWords(long, { ...found, makespan: 500, starts: [0, 0, 300, 300, 500] }).split('\n');
    expect(Math.max(...lines.slice(3).map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines[5]!.split('|')[1]).toMatch(/^={43} {29}$/);
  });

  it('adds up the use of resources', () => {
    expect(resourcePeaks(problem, found)).toEqual([{ name: 'R1', capacity: 2, peak: 2, meanUse: 1 }]);
  });
});
