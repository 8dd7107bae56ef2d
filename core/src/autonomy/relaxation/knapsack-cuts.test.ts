import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knapsackCuts, type Job } from './knapsack-cuts.ts';

const anyJob = fc.record({
  beginS: fc.integer({ min: 0, max: 20 }),
  slackS: fc.integer({ min: 0, max: 12 }),
  durationS: fc.integer({ min: 1, max: 12 }),
  value: fc.integer({ min: 1, max: 9 }),
});

/** True when jobs fit on one instrument one after the other, by trying every order. */
function fits(jobs: readonly Job[], freeS = 0): boolean {
  return (
    jobs.length === 0 ||
    jobs.some((job, i) => {
      const startS = Math.max(freeS, job.beginS);
      return startS + job.durationS <= job.endS && fits(jobs.filter((_, k) => k !== i), startS + job.durationS); // prettier-ignore
    })
  );
}

describe('cuts of an instrument', () => {
  it('let through every set of jobs that fits, by trying all sets in all orders', () => {
    let tight = 0;
    fc.assert(
      fc.property(fc.array(anyJob, { minLength: 2, maxLength: 6 }), (list) => {
        const hour = 3600;
        const jobs = list.map(({ beginS, slackS, durationS, value }, column) => ({
          column,
          beginS: beginS * hour,
          endS: (beginS + durationS + slackS) * hour,
          durationS: durationS * hour,
          value,
        }));
        const cuts = knapsackCuts(jobs, 1);
        for (let set = 0; set < 2 ** jobs.length; set += 1) {
          const met = jobs.filter(({ column }) => (set >> column) & 1);
          if (!fits(met)) continue;
          for (const { columns, weights, most } of cuts) {
            const sum = columns.reduce((total, column, i) => total + ((set >> column) & 1) * weights[i]!, 0);
            expect(sum).toBeLessThanOrEqual(most + 1e-9);
            if (sum === most) tight += 1;
          }
        }
      }),
      { seed: 6, numRuns: 150 },
    );
    // they are no empty words: many are reached
    expect(tight).toBeGreaterThan(100);
  });

  it('let three jobs run back to back whose windows stick out of one another by less than a second', () => {
    const job = { column: 0, value: 1, durationS: 12_000.5 };
    const jobs: Job[] = [
      { ...job, beginS: 72_000, endS: 108_000 },
      { ...job, column: 1, beginS: 71_999.1, endS: 108_000.9 },
      { ...job, column: 2, beginS: 71_999.1, endS: 108_000.9 },
    ];
    expect(fits(jobs)).toBe(true);
    for (const { most } of knapsackCuts(jobs, 1)) expect(most).toBeGreaterThanOrEqual(3);
  });
});
