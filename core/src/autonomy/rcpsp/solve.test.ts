import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../math/index.ts';
import { drawList } from './list-operators.ts';
import { criticalPath, energyBound } from './lower-bounds.ts';
import { networkOf } from './network.ts';
import { createScheme } from './schedule-scheme.ts';
import { createJustifier } from './justification.ts';
import { createBoard, mergeIslands, runIsland, stopIslands } from './islands.ts';
import { solveRcpsp } from './solve.ts';
import { leastMakespan, randomProject } from './testing/projects.ts';
import { violations } from './testing/violations.ts';

const projects = (most: number) =>
  fc.tuple(fc.integer({ min: 0, max: most }), fc.nat(), fc.integer({ min: 1, max: 6 })).map(([size, seed, resources]) => randomProject(size, seed, resources)); // prettier-ignore

describe('schedules of random projects', () => {
  it('keep precedence and resources, from the first list to the last', () => {
    fc.assert(
      fc.property(projects(40), fc.nat(), (problem, seed) => {
        const network = networkOf(problem);
        const scheme = createScheme(network);
        const [list, starts] = [new Int32Array(network.n), new Int32Array(network.n)];
        drawList(network)(list, 1, createRandom(seed));
        const first = scheme.forward(list, starts);
        expect(violations(problem, [...starts], first)).toEqual([]);
        const better = createJustifier(network, scheme).improve(starts, first, list);
        expect(violations(problem, [...starts], better)).toEqual([]);
        expect(better).toBeLessThanOrEqual(first);
        const found = solveRcpsp(problem, { seed, iterations: 400, proofShare: seed % 2 });
        expect(violations(problem, found.starts, found.makespan)).toEqual([]);
        expect(found.lowerBound).toBeLessThanOrEqual(found.makespan);
        expect(found.lowerBound).toBeGreaterThanOrEqual(criticalPath(network));
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('are optimal on tiny projects, and no bound lies above the optimum (every order tried)', () => {
    fc.assert(
      fc.property(projects(6), fc.nat(), (problem, seed) => {
        const least = leastMakespan(problem);
        const network = networkOf(problem);
        expect(energyBound(network)).toBeLessThanOrEqual(least);
        const found = solveRcpsp(problem, { seed, iterations: 500 });
        expect(found.makespan).toBe(least);
        expect(found.lowerBound).toBeLessThanOrEqual(least);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('take demands of many resources and large capacities, which fill several words', () => {
    const plain = randomProject(12, 5, 3);
    const wide = { ...plain, capacities: plain.capacities.map((c) => c * 100_000), demands: plain.demands.map((row) => row.map((d) => d * 100_000)) }; // prettier-ignore
    const [a, b] = [plain, wide].map((problem) => solveRcpsp(problem, { seed: 1, iterations: 300 }));
    expect(b).toEqual(a);
    expect(violations(wide, b!.starts, b!.makespan)).toEqual([]);
  });
});

describe('a search', () => {
  const problem = randomProject(30, 11, 3);

  it('repeats for a seed and a number of iterations, and islands merge the same way', () => {
    const islands = () =>
      [0, 1, 2].map((island) => runIsland({ problem, seed: 5, island, islands: 3, iterations: 400 }, () => 0));
    expect(islands()).toEqual(islands());
    const merged = mergeIslands(islands());
    expect(merged.makespan).toBe(Math.min(...islands().map((one) => one.makespan)));
    expect(violations(problem, merged.starts, merged.makespan)).toEqual([]);
  });

  it('ends when time is up, or when told on the board, with a feasible schedule', () => {
    let now = 0;
    const timed = runIsland({ problem, seed: 1, island: 0, islands: 1, untilS: 1 }, () => (now += 0.01));
    expect(['time', 'goal']).toContain(timed.stopped);
    expect(violations(problem, timed.starts, timed.makespan)).toEqual([]);
    const board = createBoard();
    stopIslands(board);
    const stopped = runIsland({ problem, seed: 1, island: 0, islands: 1, untilS: 1e9, board, share: true }, () => 0);
    expect(violations(problem, stopped.starts, stopped.makespan)).toEqual([]);
    expect(['aborted', 'goal']).toContain(stopped.stopped);
  });
});
