import { describe, expect, it } from 'vitest';
import { plan } from './index.ts';
import { bruteForce, faultsOf } from './testing/brute-force.ts';
import { HOUR, plainModel, planInput, request } from './testing/plain-model.ts';
import { END_S, shortProblem } from './testing/short-problem.ts';

describe('thirty small problems, searched', () => {
  const solved = Array.from({ length: 30 }, (_, k) => {
    const { model, requests, input } = shortProblem(k);
    const best = Math.max(...[false, true].map((awake) => bruteForce(model, requests, END_S, () => awake)));
    return { k, model, input, best, constructed: plan(input), made: plan(input, { iterations: 150 }) };
  });

  it('hold every limit, integrated in steps of five minutes, also where the station sleeps by choice', () => {
    for (const { k, model, made } of solved) {
      expect([k, faultsOf(model, made, END_S)]).toEqual([k, []]);
    }
  });

  it('come nearer to the best there is than what was constructed, never farther', () => {
    for (const { made, constructed } of solved) expect(made.value).toBeGreaterThanOrEqual(constructed.value);
    const sum = (pick: (one: (typeof solved)[number]) => number) => solved.reduce((total, one) => total + pick(one), 0);
    const shares = [sum(({ constructed }) => constructed.value), sum(({ made }) => made.value)].map((value) => value / sum(({ best }) => best)); // prettier-ignore
    expect(shares[1]).toBeGreaterThanOrEqual(0.98);
  });
});

describe('a search that the clock has ended', () => {
  it('is made again by the iterations that it names', () => {
    let ended = 0;
    for (let k = 0; k < 12; k += 1) {
      const { input } = shortProblem(k);
      let reads = 0;
      const timed = plan(input, { seconds: 40, clock: () => (reads += 1) });
      ended += Number(timed.search!.stopped === 'time');
      const again = plan(input, { iterations: timed.search!.iterations });
      expect([again.activities, again.levels]).toEqual([timed.activities, timed.levels]);
    }
    expect(ended).toBeGreaterThan(2); // others are at their bound
  });
});

describe('sleep by choice', () => {
  // a night of 60 h, 8 kWh above the floor: awake it takes 6 kWh with everything shed; 12 h at 400 W take 4.8 kWh more
  const et = [0, 100, 100.001, 160, 160.001, 400].map((h) => h * HOUR);
  const model = plainModel({
    arrays: [{ id: 'array', power: { et, values: [1000, 1000, 0, 0, 1000, 1000] }, peakW: 1000 }],
    sunlit: [[0, 100 * HOUR], [160 * HOUR, 400 * HOUR]],
  }); // prettier-ignore
  const dark = request('dark', { condition: 'dark', durationS: 12 * HOUR, powerW: 400, value: 5 });

  it('saves the energy for what is worth it, and only then', () => {
    const input = planInput([dark], model);
    expect(plan(input).value).toBe(0);
    const made = plan(input, { iterations: 200 });
    expect(made.value).toBe(5);
    expect(made.levels.some(({ level }) => level === 2)).toBe(true);
    expect(plan(input, { iterations: 200, onlyIfLeftOut: true }).activities).toEqual(made.activities);
    const idle = plan(planInput([request('lit', { condition: 'sunlit', latestEt: 50 * HOUR }), { ...dark, powerW: 4000 }], model), { iterations: 200 }); // prettier-ignore
    expect([idle.value, idle.levels.some(({ level }) => level === 2)]).toEqual([1, false]);
  });

  it('is looked for no longer than by so many starts, or while it finds something better', () => {
    const input = planInput([dark, { ...dark, id: 'darker', value: 4 }], model);
    const { search } = plan(input, { iterations: 200, starts: 1 });
    expect([search?.iterations, search?.stopped]).toEqual([1, 'aborted']);
    const impatient = plan(input, { iterations: 200, patience: 3 }).search!;
    expect([impatient.stopped, impatient.iterations < 200]).toEqual(['aborted', true]);
    const enough = plan(input, { iterations: 200, starts: 1e6, patience: 200 });
    expect(enough.activities).toEqual(plan(input, { iterations: 200 }).activities);
  });

  it('is not looked for, when that is asked, where nothing is left out but what could not run even alone', () => {
    const options = { iterations: 200, onlyIfLeftOut: true };
    const lit = request('lit', { condition: 'sunlit', latestEt: 50 * HOUR });
    for (const requests of [[lit], [lit, { ...dark, powerW: 4000 }]]) {
      const made = plan(planInput(requests, model), options);
      expect([made.value, made.search]).toEqual([1, undefined]);
      expect(made.activities).toEqual(plan(planInput(requests, model)).activities);
    }
    expect(plan(planInput([lit, dark], model), options).search?.stopped).toBe('goal');
  });
});
