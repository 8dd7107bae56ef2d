import { beforeAll, describe, expect, it } from 'vitest';
import { dualBound, expandExperiment, plan, relax, relaxedBound, valueBound, type Request, type SolveLp } from '@openilrs/core/autonomy'; // prettier-ignore
import { createRandom } from '@openilrs/core/math';
import { bruteForce, bruteForceOfPlans } from '../../../core/src/autonomy/testing/brute-force.ts';
import { CAPACITY_J, HOUR, plainModel, planInput, request } from '../../../core/src/autonomy/testing/plain-model.ts';
import { END_S, longNightProblem, shortProblem } from '../../../core/src/autonomy/testing/short-problem.ts';
import { highsSolver } from './index.ts';

let solveLp: SolveLp;
beforeAll(async () => {
  solveLp = await highsSolver();
});

const bounded = (requests: readonly Request[], model = plainModel(), change = {}) =>
  relaxedBound(planInput(requests, model, change), solveLp).bound;

describe('HiGHS', () => {
  it('solves a programme whose optimum is known', () => {
    // the example of its documentation, with finite bounds: 30 x + 50 y, x + 2 y <= 40, 2 x + y <= 50
    const solution = solveLp({
      objective: Float64Array.of(30, 50),
      columnLower: Float64Array.of(0, 0),
      columnUpper: Float64Array.of(100, 100),
      rowLower: Float64Array.of(-Infinity, -Infinity),
      rowUpper: Float64Array.of(40, 50),
      rowStart: Int32Array.of(0, 2, 4),
      column: Int32Array.of(0, 1, 0, 1),
      coefficient: Float64Array.of(1, 2, 2, 1),
    })!;
    expect(solution.optimal).toBe(true);
    expect([...solution.columnValue]).toEqual([expect.closeTo(20, 9), expect.closeTo(10, 9)]);
  });
});

describe('the bound by relaxation', () => {
  it('has no gap between the prices and what they are the prices of', () => {
    for (let k = 0; k < 30; k += 1) {
      const { programme } = relax(shortProblem(k).input);
      const solution = solveLp(programme)!;
      const value = programme.objective.reduce((sum, worth, j) => sum + worth * solution.columnValue[j]!, 0);
      expect([k, solution.optimal, Math.abs(dualBound(programme, solution.rowDual) - value) < 1e-6 * (1 + value)]).toEqual([k, true, true]); // prettier-ignore
    }
  });

  it('lies above the best of thirty small problems, found by trying everything, and nearer to it than the sum of what can run alone', () => {
    let [best, relaxed, alone] = [0, 0, 0];
    for (let k = 0; k < 30; k += 1) {
      const { model, requests, input } = shortProblem(k);
      const all = Math.max(...[false, true].map((awake) => bruteForce(model, requests, END_S, () => awake)));
      const { bound } = relaxedBound(input, solveLp);
      expect([k, bound >= Math.max(all, plan(input).value) - 1e-9, bound <= valueBound(input) + 1e-9]).toEqual([k, true, true]); // prettier-ignore
      [best, relaxed, alone] = [best + all, relaxed + bound, alone + valueBound(input)];
    }
    expect(relaxed - best).toBeLessThan(0.7 * (alone - best));
  });

  it('lies above the best plan of forty small problems in which the station has to sleep, found by trying every hour of falling asleep, and near to it', () => {
    let [best, ofPlans, ofAny, below] = [0, 0, 0, 0];
    for (let k = 0; k < 40; k += 1) {
      const { model, requests, night, input } = longNightProblem(k);
      const all = bruteForceOfPlans(model, requests, END_S, night);
      const { bound } = relaxedBound(input, solveLp, { ofPlans: true });
      const any = relaxedBound(input, solveLp).bound;
      expect([k, bound >= Math.max(all, plan(input, { iterations: 30 }).value) - 1e-9, bound <= any + 1e-6]).toEqual([k, true, true]); // prettier-ignore
      [best, ofPlans, ofAny, below] = [best + all, ofPlans + bound, ofAny + any, below + Number(bound < any - 1e-6)];
    }
    expect(below).toBeGreaterThan(20);
    expect(ofPlans - best).toBeLessThan(0.5 * (ofAny - best));
  });

  it('counts the users of an instrument', () => {
    const many = Array.from({ length: 8 }, (_, i) => request(`r${i}`, { latestEt: 20 * HOUR }));
    // eight times five hours in twenty hours
    expect(bounded(many)).toBeCloseTo(4, 6);
    expect(bounded(many, plainModel({ instruments: [{ id: 'camera', count: 2 }] }))).toBeCloseTo(8, 6);
  });

  it('counts the energy of a night', () => {
    // 40 h without Sun and 8 kWh above the floor: asleep 0.4 kWh; ten hours at 300 W need 3 kWh and 0.9 kWh more for being awake
    const dark = Array.from({ length: 4 }, (_, i) =>
      request(`r${i}`, { instrumentId: i % 2 ? 'camera' : 'drill', condition: 'dark', durationS: 10 * HOUR, powerW: 300, latestEt: 140 * HOUR }),
    ); // prettier-ignore
    const sunlit: [number, number][] = [[0, 100 * HOUR], [140 * HOUR, 400 * HOUR]]; // prettier-ignore
    // together: 0.9 kWh awake once for two of them: 6.9 kWh for two, 0.7 kWh left of 7.6 for the third at 3.9 (or 3, awake with others)
    const bound = bounded(dark, plainModel({ sunlit }));
    expect(bound).toBeGreaterThanOrEqual(2);
    expect(bound).toBeLessThan(2.4);
  });

  it('counts the store and what the links can carry', () => {
    const links = [{ id: 'link', rateBitS: 1e5, powerW: 0, windows: [[10 * HOUR, 12 * HOUR] as const] }];
    // 1 Gbit of store and 0.72 Gbit sent between
    const heavy = Array.from({ length: 4 }, (_, i) => request(`r${i}`, { dataBit: 1e9, latestEt: 40 * HOUR }));
    expect(bounded(heavy, plainModel({ links }))).toBeCloseTo(1.72, 6);
  });

  it('of any policy counts on the fastest link, also where another is cheaper and the planner counts on that', () => {
    const windows = [[10 * HOUR, 12 * HOUR] as const];
    const links = [{ id: 'cheap', rateBitS: 1e5, powerW: 1, windows }, { id: 'fast', rateBitS: 2e5, powerW: 50, windows }]; // prettier-ignore
    const heavy = Array.from({ length: 4 }, (_, i) =>
      request(`r${i}`, { dataBit: 1e9, durationS: HOUR, latestEt: 40 * HOUR }),
    );
    expect(bounded(heavy, plainModel({ links }))).toBeCloseTo(2.44, 6);
    const steps = { et: [11 * HOUR], rateBitS: [3e5] };
    // the plan's own bound: whole requests, 1 Gbit of store and an hour at either rate
    const input = planInput(heavy, plainModel({ links: [{ ...links[0]!, steps }] }));
    expect(relaxedBound(input, solveLp).bound).toBeCloseTo(1 + 0.36 + 1.08, 6);
    expect(plan(input, { solveLp })).toMatchObject({ value: 2, upperBound: 2 });
  });

  it('holds where even sleep does not keep the battery', () => {
    const et = [0, 100, 100.001, 240, 240.001, 400].map((h) => h * HOUR);
    const arrays = [{ id: 'array', power: { et, values: [1000, 1000, 0, 0, 1000, 1000] }, peakW: 1000 }];
    const late = request('late', { earliestEt: 260 * HOUR, latestEt: 300 * HOUR });
    for (const batteryJ of [0.21, 0.5].map((share) => share * CAPACITY_J)) {
      const input = planInput([late], plainModel({ arrays }), { nowEt: 100 * HOUR, batteryJ });
      expect(plan(input).value).toBe(1);
      expect(relaxedBound(input, solveLp).bound).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('the bound of many requests', () => {
  it('is near the plan where instruments are short, and under the sum of what could run alone', () => {
    const experiments = [5, 12, 30].map((hours, i) =>
      expandExperiment(
        { ...request(`x${i}`), experimentId: `x${i}`, instrumentId: i === 1 ? 'drill' : 'camera', durationS: hours * HOUR, powerW: 100 + 150 * i, dataBit: 2e8 * i, value: 1 + 2 * i, everyS: 18 * HOUR, count: null },
        0,
        400 * HOUR,
      ),
    ); // prettier-ignore
    const input = planInput(experiments.flat(), plainModel());
    const made = plan(input, { solveLp, iterations: 100 });
    expect(made.value).toBeLessThanOrEqual(made.upperBound);
    expect(made.gap).toBeLessThan(0.05);
    expect(made.upperBound).toBeLessThan(0.9 * valueBound(input));
  });

  it('is above what a long search finds, at random stations with nights, chains, alternatives, places, calibrations and values that fall', () => {
    let [placed, tighter] = [0, 0];
    for (let k = 0; k < 20; k += 1) {
      const random = createRandom(4000 + k);
      const nightH = 30 + random.int(80);
      const et = [0, 100, 100.001, 100 + nightH, 100.001 + nightH, 400].map((h) => h * HOUR);
      const sunW = 300 + random.int(900);
      const model = plainModel({
        arrays: [{ id: 'array', power: { et, values: [sunW, sunW, 0, 0, sunW, sunW] }, peakW: sunW }],
        sunlit: [[0, 100 * HOUR], [(100 + nightH) * HOUR, 400 * HOUR]],
        links: [{ id: 'link', rateBitS: 3e4, powerW: 20, windows: [[20 * HOUR, 60 * HOUR], [150 * HOUR, 170 * HOUR], [300 * HOUR, 390 * HOUR]] }],
        battery: { ...plainModel().battery, chargeEfficiency: 0.95, dischargeEfficiency: 0.95 },
        reserveFraction: random.next() < 0.5 ? 0.05 : 0,
      }); // prettier-ignore
      const requests = Array.from({ length: 22 }, (_, i): Request => {
        const earliestEt = random.int(330) * HOUR + random.int(3600);
        const durationS = 900 * (1 + random.int(90));
        return request(`r${i}`, {
          instrumentId: random.next() < 0.6 ? 'camera' : 'drill',
          earliestEt,
          durationS,
          latestEt: Math.min(400 * HOUR, earliestEt + durationS + random.int(70) * HOUR),
          powerW: 20 + random.int(900),
          dataBit: random.int(4) * 3e8,
          condition: (['any', 'any', 'sunlit', 'dark', 'linkAvailable'] as const)[random.int(5)]!,
          value: 1 + random.int(12),
          ...(i % 7 === 1 && { after: [{ anyOf: [`r${i - 1}`], minLagS: 0, maxLagS: 60 * HOUR }] }),
          ...(i % 7 >= 5 && { oneOf: `g${Math.floor(i / 7)}` }),
          ...(i % 5 === 2 && { holds: ['rover'] }),
          ...(i % 6 === 3 && { valueCurve: [{ lateS: 10 * HOUR, share: 0.8 }, { lateS: 40 * HOUR, share: 0.2 }] }),
          ...(i === 20 && { support: true as const, value: 0 }),
        }); // prettier-ignore
      });
      const input = planInput(requests, model, { batteryJ: CAPACITY_J * (0.4 + 0.6 * random.next()) });
      const made = plan(input, { solveLp, iterations: 100, seed: k });
      expect([k, made.value <= made.upperBound + 1e-9, made.value >= made.greedyValue - 1e-9]).toEqual([k, true, true]); // prettier-ignore
      placed += made.activities.length;
      tighter += Number(made.upperBound < valueBound(input) - 1e-6);
    }
    // plans that place nothing would prove nothing, nor a bound that is always the sum
    expect([placed > 150, tighter > 15]).toEqual([true, true]);
  });
});
