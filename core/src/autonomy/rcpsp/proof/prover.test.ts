import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../math/index.ts';
import { createEvolution } from '../genetic.ts';
import { networkOf } from '../network.ts';
import { leastMakespan, randomProject } from '../testing/projects.ts';
import { violations } from '../testing/violations.ts';
import { createProver } from './prover.ts';

/** Runs a proof to its end and checks on the way that the bound only rises. */
function prove(problem: Parameters<typeof networkOf>[0], above: number) {
  const network = networkOf(problem);
  const prover = createProver(network, 0, above);
  const bounds = [prover.lowerBound];
  for (let steps = 0; !prover.done && steps < 100_000; steps += 1) {
    prover.step();
    if (prover.lowerBound !== bounds.at(-1)) bounds.push(prover.lowerBound);
  }
  expect(prover.done).toBe(true);
  expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
  return prover;
}

const projects = (least: number, most: number) =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.nat(), fc.integer({ min: 1, max: 6 })).map(([size, seed, resources]) => randomProject(size, seed, resources)); // prettier-ignore

describe('the proof of a lower bound', () => {
  it('ends at the optimum of tiny projects (every order tried), with a schedule or with the one that is known', () => {
    fc.assert(
      fc.property(projects(0, 6), fc.nat(3), (problem, slack) => {
        const least = leastMakespan(problem);
        const prover = prove(problem, least + slack);
        expect(prover.lowerBound).toBe(least);
        if (slack > 0) expect(violations(problem, [...prover.starts!], least)).toEqual([]);
        else expect(prover.starts).toBeNull();
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('gives the same optimum from different known schedules, never above what evolution finds', () => {
    fc.assert(
      fc.property(projects(8, 14), (problem) => {
        const network = networkOf(problem);
        const evolution = createEvolution(network, createRandom(1));
        for (let k = 0; k < 300; k += 1) evolution.step();
        const [loose, tight] = [prove(problem, evolution.makespan + 5), prove(problem, evolution.makespan)];
        expect(loose.lowerBound).toBe(tight.lowerBound);
        expect(tight.lowerBound).toBeLessThanOrEqual(evolution.makespan);
        expect(violations(problem, [...loose.starts!], loose.lowerBound)).toEqual([]);
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  it('uses a better schedule that becomes known during the search', () => {
    const problem = randomProject(18, 21, 3);
    const network = networkOf(problem);
    const least = prove(problem, network.horizon).lowerBound;
    const prover = createProver(network, 0, network.horizon);
    prover.step();
    prover.known(least);
    for (let k = 0; k < 100_000 && !prover.done; k += 1) prover.step();
    expect([prover.done, prover.lowerBound]).toEqual([true, least]);
  });
});
