import { describe, expect, it } from 'vitest';
import { plan, valueBound } from './index.ts';
import { bruteForce, faultsOf } from './testing/brute-force.ts';
import { countAlone, END_S, shortProblem } from './testing/short-problem.ts';

describe('thirty small problems, solved by trying everything', () => {
  const solved = Array.from({ length: 30 }, (_, k) => {
    const { model, requests, input } = shortProblem(k);
    const best = [false, true].map((awake) => bruteForce(model, requests, END_S, () => awake));
    return { k, model, input, made: plan(input), asleep: best[0]!, awake: best[1]!, bound: valueBound(input) };
  });

  it('have no solution above the bound', () => {
    for (const { k, bound, asleep, awake, made } of solved)
      expect([k, bound >= Math.max(asleep, awake, made.value) - 1e-9]).toEqual([k, true]);
    // else the bound would say nothing: requests that can never run are told from those that can
    expect(solved.some(({ bound, input }) => bound < input.requests.reduce((sum, { value }) => sum + value, 0))).toBe(true); // prettier-ignore
  });

  it.each([300, 900, 1700, 2700, 3599])('have no solution above the bound whose hours begin %d s earlier', (shiftS) => {
    for (const { k, input, asleep, awake } of solved) {
      // the battery is full before the run, too: nothing is won by the shift
      const bound = valueBound({ ...input, nowEt: -shiftS, horizonS: END_S + shiftS });
      expect([k, bound >= Math.max(asleep, awake) - 1e-9]).toEqual([k, true]);
    }
  });

  it('are planned without passing a limit, integrated in steps of five minutes', () => {
    for (const { k, model, made } of solved) {
      expect([k, faultsOf(model, made, END_S)]).toEqual([k, []]);
    }
  });

  it('are planned close to the best there is', () => {
    const sum = (pick: (one: (typeof solved)[number]) => number) => solved.reduce((total, one) => total + pick(one), 0);
    const best = sum(({ awake, asleep }) => Math.max(awake, asleep));
    const planned = sum(({ made }) => made.value);
    // The goal set for the planner before it was written: 95 % of what can be had at all (the reference year is held to the same share of its bound).
    expect(planned).toBeGreaterThanOrEqual(0.95 * best);
  });
});

describe('a request alone', () => {
  it('is in the bound, wherever its hours begin, when it holds at some start on steps of five minutes', () => {
    const { held, counted, total, refused } = countAlone();
    expect(refused).toEqual([]);
    // and it is no empty promise: hardly more is let through than can run
    expect([held > 100, counted < total, counted <= 1.15 * held]).toEqual([true, true, true]);
  });
});
