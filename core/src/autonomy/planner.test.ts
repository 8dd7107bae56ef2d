import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandExperiment, plan, valueBound, type Plan, type Request, type StationModel } from './index.ts';
import { CAPACITY_J, HOUR, plainModel, planInput, request } from './testing/plain-model.ts';

const reasonOf = (made: Plan, id: string) => made.notPlaced.find(({ requestId }) => requestId === id)?.reason;
const hours = (made: Plan) => made.activities.map(({ request: { id }, startEt }) => `${id}@${startEt / HOUR}`);
const levelsOf = (made: Plan) => made.levels.map(({ fromEt, toEt, level }) => [fromEt / HOUR, toEt / HOUR, level]);
/** Night without charge for `nightH` hours from hour 100 on. */
const night = (nightH: number): Partial<StationModel> => {
  const end = 100 + nightH;
  const et = [0, 100, 100.001, end, end + 0.001, 400].map((h) => h * HOUR);
  return { arrays: [{ id: 'array', power: { et, values: [1000, 1000, 0, 0, 1000, 1000] }, peakW: 1000 }] };
};

describe('load levels', () => {
  it('leaves everything on when the night can be paid', () => {
    // 40 h x 200 W = 8 kWh = all that is above the floor
    expect(levelsOf(plan(planInput([])))).toEqual([[0, 400, 0]]);
  });

  it('sheds as late as it can', () => {
    // 60 h night, 8 kWh: x hours at 200 W and 60 - x at 100 W: x = 20
    const [first, second, third] = levelsOf(plan(planInput([], plainModel(night(60)))));
    expect(first).toEqual([0, 120, 0]);
    expect(second).toEqual([120, 160, 1]);
    expect(third).toEqual([160, 400, 0]);
  });

  it('sleeps when shedding is not enough, and wakes with the Sun', () => {
    // 100 h night: x at 100 W, 100 - x at 10 W: 90 x = 7000, x = 77.8
    const levels = levelsOf(plan(planInput([], plainModel(night(100)))));
    expect(levels.find(([, , level]) => level === 2)).toEqual([177, 200, 2]);
    expect(levels.at(-1)).toEqual([200, 400, 0]);
  });

  it('names the instant at which even sleep is not enough', () => {
    const made = plan(planInput([], plainModel(night(120)), { batteryJ: 0.21 * CAPACITY_J, nowEt: 100 * HOUR }));
    // 0.1 kWh at 10 W: 10 h
    expect(made.hopelessEt.map((et) => et / HOUR)).toEqual([110]);
  });
});

describe('explanations', () => {
  const short = { latestEt: 20 * HOUR };
  it.each<[string, Request, Partial<StationModel>, string | RegExp]>([
    ['no light', request('a', { condition: 'dark', latestEt: 90 * HOUR }), {}, 'the station is dark for at most 0 h at a stretch between hour 0.0 and hour 90.0, 5 h are needed'],
    ['too short a contact', request('a', { condition: 'linkAvailable', ...short }), { links: [{ id: 'l', rateBitS: 1, powerW: 0, windows: [[0, 3 * HOUR]] }] }, 'the station is in contact for at most 3 h at a stretch between hour 0.0 and hour 20.0, 5 h are needed'],
    ['power', request('a', { powerW: 3000, ...short }), {}, /^of 16 starts from hour 0.0 on, all would lack power \(3000 W needed, at best 2400 W free at hour /],
    ['battery', request('a', { powerW: 300, earliestEt: 100 * HOUR, latestEt: 140 * HOUR, durationS: 30 * HOUR }), {}, /^of 11 starts from hour 100.0 on, all would take the battery under the 20.0 % of floor and reserve \(best: 0.0 % at hour 1\d\d.0, begun hour 1\d\d.0\)$/],
    ['store', request('a', { dataBit: 2e9, ...short }), { links: [] }, /^of 16 starts from hour 0.0 on, all would overfill the data store \(best: [\d.]+ % at hour .*, begun hour .*\)$/],
    ['sleep', request('a', { earliestEt: 180 * HOUR, latestEt: 199 * HOUR }), night(100), /^of 15 starts from hour 180.0 on, all would meet the station's sleep \(the shortest \d+ h from hour .*\)$/],
  ])('of a request without %s', (_, one, change, expected) => {
    const made = plan(planInput([one], plainModel(change)));
    expect(made.activities).toEqual([]);
    expect(reasonOf(made, 'a')).toMatch(expected);
  }); // prettier-ignore

  it('of a taken instrument', () => {
    const both = ['a', 'b'].map((id) => request(id, { latestEt: 8 * HOUR, value: id === 'a' ? 2 : 1 }));
    const made = plan(planInput(both));
    expect(hours(made)).toEqual(['a@0']);
    expect(reasonOf(made, 'b')).toBe('of 4 starts from hour 0.0 on, all would find camera in use by a');
  });

  it('of an instrument that is out of order', () => {
    const input = planInput([request('a', { latestEt: 10 * HOUR })]);
    const beliefs = { ...input.beliefs, instrumentDownUntil: { camera: 9 * HOUR } };
    expect(reasonOf(plan({ ...input, beliefs }), 'a')).toMatch(
      /^instrument camera is out of order until at least hour 9.0/,
    );
  });
});

describe('placing', () => {
  it('prefers times that the Sun pays for', () => {
    // from hour 90 on only the night and what follows is left; 800 W only fit into the surplus of the day
    const made = plan(planInput([request('a', { earliestEt: 98 * HOUR, powerW: 400 })]));
    expect(hours(made)).toEqual(['a@140']);
  });

  it('puts science before loads that can be shed', () => {
    const made = plan(planInput([request('a', { powerW: 100, earliestEt: 101 * HOUR, latestEt: 139 * HOUR, durationS: 36 * HOUR })])); // prettier-ignore
    expect(made.activities).toHaveLength(1);
    expect(made.levels.some(({ level }) => level === 1)).toBe(true);
  });

  it('beats priority-greedy where one large request blocks many', () => {
    const large = request('large', { priority: 1, value: 3, durationS: 18 * HOUR, latestEt: 20 * HOUR });
    const small = Array.from({ length: 4 }, (_, i) =>
      request(`small-${i}`, { priority: 2, value: 2, latestEt: 20 * HOUR }),
    );
    const made = plan(planInput([large, ...small]));
    expect(made.greedyValue).toBe(3);
    expect(made.value).toBe(8);
  });

  it('keeps what runs, or says that it must stop', () => {
    const long = request('long', { powerW: 100, durationS: 60 * HOUR });
    const running = [{ request: long, startEt: 90 * HOUR, endEt: 150 * HOUR }];
    const full = plan(planInput([long], plainModel(), { nowEt: 100 * HOUR, running }));
    expect(full.dropped).toEqual([]);
    expect(hours(full)).toEqual(['long@90']);
    const low = plan(planInput([long], plainModel(), { nowEt: 100 * HOUR, running, batteryJ: 0.6 * CAPACITY_J }));
    expect(low.dropped).toEqual([{ requestId: 'long', why: 'battery' }]);
  });
});

describe('every plan', () => {
  const anyRequest = fc.record({
    instrumentId: fc.constantFrom('camera', 'drill'),
    from: fc.integer({ min: 0, max: 350 }),
    window: fc.integer({ min: 2, max: 200 }),
    // whole bins, so that the planner's hours and the steps below must agree; inside a bin the reserve covers the difference
    durationH: fc.integer({ min: 1, max: 60 }),
    powerW: fc.double({ min: 0, max: 1200, noNaN: true }),
    dataBit: fc.double({ min: 0, max: 6e8, noNaN: true }),
    condition: fc.constantFrom('any', 'sunlit', 'dark', 'linkAvailable'),
    priority: fc.integer({ min: 1, max: 5 }),
    value: fc.integer({ min: 1, max: 20 }),
  });

  it('keeps windows, conditions, instruments and battery, is the same twice, and lies under the bound', () => {
    fc.assert(
      fc.property(
        fc.array(anyRequest, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 40, max: 110 }),
        (list, nightH) => {
          const model = plainModel({ ...night(nightH), sunlit: [[0, 100 * HOUR], [(100 + nightH) * HOUR, 400 * HOUR]] }); // prettier-ignore
          const requests = list.map(({ from, window, durationH, ...what }, i) =>
          request(`r${i}`, { ...what, condition: what.condition as Request['condition'], durationS: durationH * HOUR, earliestEt: from * HOUR, latestEt: Math.min(400, from + window) * HOUR }),
        ); // prettier-ignore
          const input = planInput(requests, model);
          const made = plan(input);
          expect(JSON.stringify(plan(input))).toBe(JSON.stringify(made));
          expect(made.value).toBeGreaterThanOrEqual(made.greedyValue);
          expect(made.value).toBeLessThanOrEqual(valueBound(input) + 1e-9);
          expect(made.activities.length + made.notPlaced.length).toBe(requests.length);
          for (const { request: one, startEt, endEt } of made.activities) {
          expect(startEt).toBeGreaterThanOrEqual(one.earliestEt);
          expect(endEt).toBeLessThanOrEqual(one.latestEt + 1e-6);
          const lit = endEt <= 100 * HOUR + 1 || startEt >= (100 + nightH) * HOUR - 1;
          if (one.condition === 'sunlit') expect(lit).toBe(true);
          if (one.condition === 'dark') expect(lit).toBe(false);
          const clash = made.activities.filter((other) => other.request.instrumentId === one.instrumentId && other.startEt < endEt - 1e-6 && other.endEt > startEt + 1e-6);
          expect(clash).toHaveLength(1);
        } // prettier-ignore
          expect(Math.min(...batteryOf(made, model))).toBeGreaterThan(0.2 * CAPACITY_J * (1 - 2e-3));
        },
      ),
      { seed: 5, numRuns: 40 },
    );
  });
});

/** Stored energy by steps of five minutes, from the plan alone: another way than the planner's own. */
function batteryOf(made: Plan, model: StationModel): number[] {
  const course: number[] = [];
  let energy = CAPACITY_J;
  const { et, values } = model.arrays[0]!.power;
  for (let t = 150; t < 400 * HOUR; t += 300) {
    let i = 0;
    while (et[i + 1]! <= t) i += 1;
    const sun = values[i]! + ((values[i + 1]! - values[i]!) * (t - et[i]!)) / (et[i + 1]! - et[i]!);
    const level = made.levels.find(({ fromEt, toEt }) => fromEt <= t && t < toEt)!.level;
    const running = made.activities.filter(({ startEt, endEt }) => startEt <= t && t < endEt);
    const load = model.levels[level]!.powerW + running.reduce((sum, { request: one }) => sum + one.powerW, 0);
    if (level === 2) expect(running).toEqual([]);
    energy = Math.min(CAPACITY_J, energy + 300 * (sun - load));
    course.push(energy);
  }
  return course;
}

describe('expanding an experiment', () => {
  it('gives one request for each period that holds a whole execution', () => {
    const experiment = { ...request('x'), everyS: 24 * HOUR, count: null, durationS: 10 * HOUR };
    const { id: _, earliestEt: __, latestEt: ___, ...what } = experiment;
    const all = expandExperiment(what, 0, 100 * HOUR);
    expect(all.map(({ id, earliestEt, latestEt }) => [id, earliestEt / HOUR, latestEt / HOUR])).toEqual([
      ['test-001', 0, 24],
      ['test-002', 24, 48],
      ['test-003', 48, 72],
      ['test-004', 72, 96],
    ]);
    expect(expandExperiment({ ...what, everyS: null }, 0, 100 * HOUR)).toHaveLength(1);
    expect(expandExperiment({ ...what, count: 2 }, 0, 100 * HOUR)).toHaveLength(2);
  });
});
