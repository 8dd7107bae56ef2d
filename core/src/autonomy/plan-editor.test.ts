import { describe, expect, it } from 'vitest';
import { createRandom } from '../math/index.ts';
import { plan } from './index.ts';
import { applyEdit, openPlan, startRange, validateEdit, type OpenPlan, type PlanEdit } from './plan-editor.ts';
import type { Resources } from './resources.ts';
import { HOUR, plainModel, planInput, request } from './testing/plain-model.ts';

/** Everything that a schedule counts, to be compared to the bit. */
function counted({ schedule }: OpenPlan): unknown {
  const { resources, placed } = schedule;
  const arrays: readonly (keyof Resources)[] = ['level', 'activityJ', 'activityW', 'dataBit', 'energyJ', 'storeBit', 'topBit', 'coldJ', 'warmJ', 'slackJ', 'peakBit']; // prettier-ignore
  return {
    arrays: arrays.map((name) => Array.from(resources[name] as Float64Array)),
    inflows: resources.inflows,
    placed: [...placed.keys()].sort(),
  };
}

const many = Array.from({ length: 60 }, (_, i) => {
  const random = createRandom(500 + i);
  const earliestEt = random.int(300) * HOUR + random.int(3600);
  return request(`r${i}`, {
    instrumentId: random.next() < 0.5 ? 'camera' : 'drill',
    earliestEt,
    latestEt: Math.min(400 * HOUR, earliestEt + (10 + random.int(60)) * HOUR),
    durationS: 1800 * (1 + random.int(12)),
    powerW: 20 + random.int(600),
    dataBit: random.int(5) * 1e8,
    value: 1 + random.int(9),
    ...(i % 10 === 9 && { after: [{ anyOf: [`r${i - 1}`], minLagS: 0, maxLagS: 200 * HOUR }] }),
  });
});

describe('editing a plan', () => {
  const input = planInput(many, plainModel());
  const made = plan(input);

  it('counts the same as opening the changed plan anew, to the bit, through three hundred random edits; what cannot be leaves no trace', () => {
    const open = openPlan(input, made.activities);
    const random = createRandom(4);
    const ids = many.map(({ id }) => id);
    let [done, refused] = [0, 0];
    for (let k = 0; k < 300; k += 1) {
      const requestId = ids[random.int(ids.length)]!;
      const one = many.find(({ id }) => id === requestId)!;
      const startEt = one.earliestEt + random.next() * (one.latestEt - one.earliestEt - one.durationS);
      const there = open.schedule.placed.has(requestId);
      const edit: PlanEdit = !there ? { kind: 'add', request: one, startEt } : random.next() < 0.3 ? { kind: 'remove', requestId } : { kind: 'move', requestId, startEt }; // prettier-ignore
      const before = k % 10 === 0 ? structuredClone(counted(open)) : null;
      const said = validateEdit(open, edit);
      if (before !== null) expect(counted(open)).toEqual(before);
      const verdict = applyEdit(open, edit);
      expect(verdict).toEqual(said);
      if (verdict.ok) done += 1;
      else refused += 1;
      if (k % 10 === 0) {
        const anew = openPlan(input, [...open.schedule.placed.values()]);
        expect(counted(open)).toEqual(counted(anew));
        expect(open.schedule.value).toBeCloseTo(anew.schedule.value, 9);
        // and it decides the same
        const probe: PlanEdit = { kind: 'move', requestId: [...open.schedule.placed.keys()][0]!, startEt };
        expect(validateEdit(open, probe)).toEqual(validateEdit(anew, probe));
      }
    }
    expect([done > 50, refused > 50]).toEqual([true, true]);
  });

  it('says what blocks a move and the nearest start that can be kept', () => {
    const requests = [request('a', { latestEt: 30 * HOUR }), request('b', { latestEt: 30 * HOUR })];
    const small = planInput(requests);
    const open = openPlan(small, plan(small).activities);
    const verdict = validateEdit(open, { kind: 'move', requestId: 'b', startEt: 2 * HOUR });
    expect(verdict).toMatchObject({ ok: false, nearestStartEt: 5 * HOUR, causes: [{ kind: 'taken', by: 'a' }] });
    expect(verdict.reason).toBe('its only start hour 2.0 would find camera in use by a');
    const outside = validateEdit(open, { kind: 'move', requestId: 'b', startEt: 40 * HOUR });
    expect(outside).toMatchObject({ ok: false, nearestStartEt: 25 * HOUR });
    expect(outside.reason).toBe('it may only start hour 0.0 to hour 25.0');
    expect(validateEdit(open, { kind: 'move', requestId: 'b', startEt: 11.3 * HOUR })).toEqual({ ok: true, reason: null, causes: [], nearestStartEt: 11.3 * HOUR }); // prettier-ignore
    expect(validateEdit(open, { kind: 'remove', requestId: 'c' }).reason).toBe('the plan knows no request c');
  });

  it('tells from when to when a start can be moved while all others stay', () => {
    const requests = [
      request('a', { latestEt: 8 * HOUR }),
      request('b', { earliestEt: 2 * HOUR, latestEt: 20.5 * HOUR }),
    ];
    const small = planInput(requests);
    const open = openPlan(small, plan(small).activities);
    const before = structuredClone(counted(open));
    expect([startRange(open, 'a'), startRange(open, 'b'), startRange(open, 'c')]).toEqual([
      [0, 0],
      [5 * HOUR, 15.5 * HOUR],
      null,
    ]);
    expect(counted(open)).toEqual(before);
  });

  it('does not take away what something else needs, nor move it out of reach', () => {
    const requests = [
      request('first', { latestEt: 30 * HOUR }),
      request('then', { instrumentId: 'drill', latestEt: 30 * HOUR, after: [{ anyOf: ['first'], minLagS: 0, maxLagS: 4 * HOUR }] }),
    ]; // prettier-ignore
    const small = planInput(requests);
    const open = openPlan(small, plan(small).activities);
    expect(validateEdit(open, { kind: 'remove', requestId: 'first' })).toMatchObject({ ok: false, reason: 'then cannot be done without it' }); // prettier-ignore
    const late = validateEdit(open, { kind: 'move', requestId: 'first', startEt: 20 * HOUR });
    expect([late.ok, late.reason]).toEqual([false, 'then would not follow in time']);
    expect(late.nearestStartEt).not.toBeNull();
  });
});
