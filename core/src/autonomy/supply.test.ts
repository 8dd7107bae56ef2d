import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { plan } from './index.ts';
import { applyEdit, openPlan, validateEdit, type PlanEdit } from './plan-editor.ts';
import type { PlannedActivity } from './plan.ts';
import type { RobotModel } from './station-model.ts';
import { HOUR, plainModel, planInput, request } from './testing/plain-model.ts';

const KWH = 3.6e6;

/** 1 kWh, of which 0.8 may be used; 300 W from its dock, of which it draws 10 W standing. */
const ROVER: RobotModel = { id: 'rover', capacityJ: KWH, floorFraction: 0.2, chargeEfficiency: 0.9, dischargeEfficiency: 0.95, chargeW: 300, idleW: 10 }; // prettier-ignore
const onRover = plainModel({ supply: { drill: { busPerPower: 1, robotId: 'rover' }, camera: { busPerPower: 1, robotId: 'rover' } }, robots: [ROVER] }); // prettier-ignore
const behindLine = plainModel({ supply: { drill: { busPerPower: 2 } } });

/** What the robot has at the least, J, by steps of ten seconds: it charges whenever nothing runs on it. Infinite power is not needed: one job at a time. */
function leastOnRobotJ(activities: readonly PlannedActivity[], fromJ: number): number {
  const { capacityJ, chargeEfficiency, dischargeEfficiency, chargeW, idleW } = ROVER;
  let [energyJ, leastJ] = [fromJ, Infinity];
  for (let t = 5; t < 400 * HOUR; t += 10) {
    const workW = activities.reduce((sum, { request: { powerW }, startEt, endEt }) => (startEt <= t && t < endEt ? sum + powerW : sum), 0); // prettier-ignore
    const works = activities.some(({ startEt, endEt }) => startEt <= t && t < endEt);
    energyJ += 10 * (works ? -(idleW + workW) / dischargeEfficiency : chargeEfficiency * (chargeW - idleW));
    energyJ = Math.min(capacityJ, energyJ);
    if (works) leastJ = Math.min(leastJ, energyJ);
  }
  return leastJ;
}

describe('work behind a feeder', () => {
  it('takes from the bus what its losses add: a night that holds it without them does not hold it with them', () => {
    // 100 W awake for 40 h take 4 of the 8 kWh; 20 h of 150 W take 3, of 300 W 6
    const night = request('a', { instrumentId: 'drill', earliestEt: 100 * HOUR, latestEt: 140 * HOUR, durationS: 20 * HOUR, powerW: 150 }); // prettier-ignore
    expect(plan(planInput([night])).value).toBe(1);
    expect(plan(planInput([night], behindLine))).toMatchObject({ value: 0, notPlaced: [{ causes: [{ kind: 'battery' }] }] }); // prettier-ignore
    expect(plan(planInput([{ ...night, powerW: 75 }], behindLine)).energyJ).toEqual(plan(planInput([night])).energyJ);
  });
});

describe('work on a robot', () => {
  it('is refused when a full robot cannot carry it to its end, with the power that it could', () => {
    const long = request('a', { durationS: 4 * HOUR, powerW: 400 });
    // 0.8 kWh above the floor, 0.76 of them given, in 4 h 190 W, less 10 W standing
    const { value, notPlaced } = plan(planInput([long], onRover));
    expect(value).toBe(0);
    expect(notPlaced[0]!.causes[0]).toMatchObject({ kind: 'power', freeW: expect.closeTo(180, 9) as number });
    expect(plan(planInput([{ ...long, powerW: 180 }], onRover)).value).toBe(1);
  });

  it('never takes its battery under the floor, and the bus charges it afterwards', () => {
    const random = createRandom(31);
    const many = Array.from({ length: 80 }, (_, i) => {
      const durationS = 900 * (2 + random.int(14));
      const earliestEt = random.int(320) * HOUR;
      return request(`r${i}`, { instrumentId: i % 2 === 0 ? 'drill' : 'camera', earliestEt, latestEt: earliestEt + durationS + random.int(30) * HOUR, durationS, powerW: 20 + random.int(300) }); // prettier-ignore
    });
    for (const share of [1, 0.3]) {
      const robotsJ = { rover: share * KWH };
      const made = plan(planInput(many, onRover, { robotsJ }), { iterations: 60 });
      expect(made.activities.length).toBeGreaterThan(20);
      // steps of ten seconds at most 330 W: 3.5 kJ
      expect(leastOnRobotJ(made.activities, robotsJ.rover)).toBeGreaterThan(0.2 * KWH - 3500);
    }
    const one = request('a', { earliestEt: 105 * HOUR, latestEt: 106 * HOUR, durationS: HOUR, powerW: 180 });
    const [idle, used] = [plan(planInput([], onRover)), plan(planInput([one], onRover))];
    const takenJ = (190 * HOUR) / 0.95 / 0.9;
    expect(idle.energyJ[120]! - used.energyJ[120]!).toBeCloseTo(takenJ, 0);
    expect(idle.energyJ[106]! - used.energyJ[106]!).toBeCloseTo(0, 6);
  });

  it('counts the same after edits as opening the changed plan anew, to the bit', () => {
    const random = createRandom(9);
    const many = Array.from({ length: 30 }, (_, i) => request(`r${i}`, { instrumentId: random.next() < 0.7 ? 'drill' : 'camera', durationS: 1800 * (1 + random.int(5)), powerW: 20 + random.int(150), dataBit: random.int(3) * 1e8 })); // prettier-ignore
    const model = { ...onRover, supply: { drill: onRover.supply!['drill']!, camera: { busPerPower: 1.3 } } };
    const input = planInput(many, model, { robotsJ: { rover: 0.5 * KWH } });
    const open = openPlan(input, plan(input).activities);
    let done = 0;
    for (let k = 0; k < 120; k += 1) {
      const one = many[random.int(many.length)]!;
      const startEt = random.next() * 395 * HOUR;
      const there = open.schedule.placed.has(one.id);
      const edit: PlanEdit = !there ? { kind: 'add', request: one, startEt } : random.next() < 0.3 ? { kind: 'remove', requestId: one.id } : { kind: 'move', requestId: one.id, startEt }; // prettier-ignore
      const said = validateEdit(open, edit);
      expect(applyEdit(open, edit)).toEqual(said);
      if (said.ok) done += 1;
      if (k % 10 > 0) continue;
      const anew = openPlan(input, [...open.schedule.placed.values()]);
      for (const name of ['activityJ', 'activityW', 'energyJ', 'storeBit', 'slackJ'] as const)
        expect(open.schedule.resources[name]).toEqual(anew.schedule.resources[name]);
      expect(open.schedule.resources.inflows).toEqual(anew.schedule.resources.inflows);
    }
    expect(done).toBeGreaterThan(30);
  });
});

describe('a battery that cannot give what the station needs awake', () => {
  it('has it sleep through the night, whatever it holds; what would run then is left out', () => {
    const { battery } = plainModel();
    // 100 W with everything shed: 90 W are too little, 110 W carry it and no more than 10 W of work
    const weak = (maxDischargeW: number) => plainModel({ battery: { ...battery, maxDischargeW } });
    const night = request('a', { earliestEt: 110 * HOUR, latestEt: 130 * HOUR, powerW: 5 });
    const day = request('b', { earliestEt: 10 * HOUR, latestEt: 90 * HOUR });
    const asleep = plan(planInput([night, day], weak(90)));
    expect(asleep.activities.map((one) => one.request.id)).toEqual(['b']);
    const [sleep, ...others] = asleep.levels.filter(({ level }) => level === 2);
    expect([sleep!.fromEt, sleep!.toEt, others.length]).toEqual([100 * HOUR, 141 * HOUR, 0]);
    expect(plan(planInput([night, day], weak(110))).value).toBe(2);
    expect(plan(planInput([{ ...night, powerW: 15 }, day], weak(110))).value).toBe(1);
  });
});
