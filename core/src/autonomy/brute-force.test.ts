import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { plan, valueBound, type Request } from './index.ts';
import { allowed, bruteForce, holds, shortModel } from './testing/brute-force.ts';
import { HOUR, plainModel, planInput, request } from './testing/plain-model.ts';

const END_S = 36 * HOUR;

/** Four requests that a battery of 10 kWh, of which 8 may be used, cannot all serve; times on quarters of an hour, so that neither grid is favoured. */
function problem(k: number) {
  const random = createRandom(900 + k);
  const between = (from: number, to: number) => from + Math.floor(random.next() * (to - from + 1));
  const base = plainModel({ storeCapacityBit: 4e8, reserveFraction: 0.05 });
  const model = shortModel(base, between(12, 22), between(300, 900));
  const requests = Array.from({ length: 4 }, (_, i): Request => {
    const durationS = between(4, 40) * 900;
    const earliestEt = between(0, 60) * 900;
    return request(`r${i}`, {
      instrumentId: random.next() < 0.5 ? 'camera' : 'drill',
      earliestEt,
      latestEt: Math.min(END_S, earliestEt + durationS + between(0, 60) * 900),
      durationS,
      powerW: between(50, 1800),
      dataBit: random.next() < 0.4 ? between(1, 9) * 1e8 : 0,
      condition: (['any', 'any', 'sunlit', 'dark', 'linkAvailable'] as const)[between(0, 4)]!,
      value: between(1, 20),
    });
  }).filter((one) => one.earliestEt + one.durationS <= END_S);
  return { model, requests, input: planInput(requests, model, { horizonS: END_S }) };
}

describe('thirty small problems, solved by trying everything', () => {
  const solved = Array.from({ length: 30 }, (_, k) => {
    const { model, requests, input } = problem(k);
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
      expect(made.activities.every((one) => allowed(model, one))).toBe(true);
      const asleep = made.levels.filter(({ level }) => level === model.levels.length - 1);
      expect(made.activities.some((one) => asleep.some(({ fromEt, toEt }) => one.startEt < toEt && one.endEt > fromEt))).toBe(false); // prettier-ignore
      const awake = (et: number) => !asleep.some(({ fromEt, toEt }) => fromEt <= et && et < toEt);
      expect([k, holds(model, made.activities, END_S, awake)]).toEqual([k, true]);
    }
  });

  it('are planned close to the best there is', () => {
    const sum = (pick: (one: (typeof solved)[number]) => number) => solved.reduce((total, one) => total + pick(one), 0);
    const best = sum(({ awake, asleep }) => Math.max(awake, asleep));
    const planned = sum(({ made }) => made.value);
    console.log(
      `planned ${planned} of ${best} (${((100 * planned) / best).toFixed(1)} %), bound ${sum(({ bound }) => bound)}`,
    );
    expect(planned).toBeGreaterThan(0.93 * best);
  });
});

describe('a request alone', () => {
  it('is in the bound, wherever its hours begin, when it holds at some start on steps of five minutes', () => {
    const random = createRandom(77);
    let [held, counted, total] = [0, 0, 0];
    for (let k = 0; k < 1500; k += 1) {
      const { model, requests, input } = problem(k % 300);
      const one = requests[k % Math.max(1, requests.length)];
      if (one === undefined) continue;
      // narrow windows, so that single starts decide
      const earliestEt = one.earliestEt + 300 * Math.floor(random.next() * 40);
      const latestEt = earliestEt + one.durationS + 300 * Math.floor(random.next() * 4);
      if (latestEt > END_S) continue;
      const narrow = { ...one, earliestEt, latestEt, dataBit: 0 };
      const starts = [0, 300, 600, 900].map((s) => ({ request: narrow, startEt: earliestEt + s }));
      const can = starts.some((placed) => allowed(model, placed) && holds(model, [placed], END_S, () => false));
      const shiftS = 100 * Math.floor(random.next() * 36);
      const bound = valueBound({ ...input, nowEt: -shiftS, horizonS: END_S + shiftS, requests: [narrow] });
      if (can) expect([k, bound]).toEqual([k, narrow.value]);
      [held, counted, total] = [held + Number(can), counted + Number(bound > 0), total + 1];
    }
    // and it is no empty promise: hardly more is let through than can run
    expect([held > 100, counted < total, counted <= 1.15 * held]).toEqual([true, true, true]);
    console.log(`${held} of ${total} can run alone, ${counted} are in the bound`);
  });
});
