import { plan } from '@openilrs/core/autonomy';
import { describe, expect, it } from 'vitest';
import { HOUR, plainModel, planInput, request } from '../../../../core/src/autonomy/testing/plain-model.ts';
import { snapStepS, planLanes } from './plan-lanes.ts';
import { PlanSession } from './plan-session.ts';

const input = planInput([
  request('a', { latestEt: 60 * HOUR, powerW: 400 }),
  request('b', { latestEt: 60 * HOUR }),
  request('night', { instrumentId: 'drill', powerW: 200, earliestEt: 90 * HOUR, latestEt: 160 * HOUR }),
]);
const starts = plan(input).activities.map(({ request: { id }, startEt }) => ({ requestId: id, startEt }));
const session = () => new PlanSession(input, starts);
const at = (one: PlanSession, id: string) => one.state().starts.find(({ requestId }) => requestId === id)!.startEt / HOUR; // prettier-ignore

describe('a plan that is changed by hand', () => {
  it('shows the curves of a change before it is made, and stays as it was to the bit', () => {
    const one = session();
    const before = one.state();
    const { verdict, curves } = one.preview({ kind: 'move', requestId: 'a', startEt: 40 * HOUR });
    expect(verdict.ok).toBe(true);
    // 400 W for five hours; loads that can be shed are off: 100 W
    const hours = Array.from({ length: 8 }, (_, i) => curves!.loadW[39 + i]!);
    expect(hours).toEqual([100, 100, 500, 500, 500, 500, 500, 100]);
    expect(one.state()).toEqual(before);
  });

  it('refuses what cannot be, with the nearest start, and leaves nothing behind', () => {
    const one = session();
    const before = one.state();
    const taken = at(one, 'a');
    const said = one.make({ kind: 'move', requestId: 'b', startEt: (taken + 1) * HOUR });
    expect(said).toMatchObject({ ok: false, causes: [{ kind: 'taken', by: 'a' }] });
    expect(one.make({ kind: 'move', requestId: 'b', startEt: said.nearestStartEt! }).ok).toBe(true);
    expect(one.undo()).toBe(true);
    expect(one.state()).toEqual({ ...before, redo: 1 });
  });

  it('takes back and makes again any number of changes; a new one forgets what was taken back', () => {
    const one = session();
    const first = at(one, 'b');
    one.make({ kind: 'move', requestId: 'b', startEt: 30 * HOUR });
    one.make({ kind: 'remove', requestId: 'a' });
    one.make({ kind: 'move', requestId: 'b', startEt: 50 * HOUR });
    for (let k = 0; k < 3; k += 1) expect(one.undo()).toBe(true);
    expect([at(one, 'b'), one.undo()]).toEqual([first, false]);
    one.redo();
    one.redo();
    expect(one.state()).toMatchObject({ undo: 2, redo: 1 });
    expect(
      one
        .state()
        .starts.map(({ requestId }) => requestId)
        .sort(),
    ).toEqual(['b', 'night']);
    expect(one.make({ kind: 'add', requestId: 'a', startEt: 10 * HOUR }).ok).toBe(true);
    expect(one.state()).toMatchObject({ undo: 3, redo: 0 });
  });

  it('knows the night that has to be slept, and what the battery must keep', () => {
    // 100 W for forty hours are 14.4 MJ; of 12 MJ above the floor no waking station is carried through
    const model = plainModel({ battery: { ...plainModel().battery, capacityJ: 1.5e7 } });
    const small = new PlanSession({ ...planInput([], model), batteryJ: 1.5e7 }, []);
    expect(small.facts.keepFraction).toBeCloseTo(0.2, 12);
    expect(small.facts.sleeps.length).toBeGreaterThan(0);
    for (const [from, to] of small.facts.sleeps) expect([from >= 100 * HOUR, to <= 141 * HOUR]).toEqual([true, true]);
  });
});

it('has a row for each instrument and for whatever is held beside one', () => {
  const rover = request('drive', { holds: ['rover'] });
  const held = { ...input, requests: [rover] };
  const sent = { source: 'madeNow', input: held, instruments: [{ id: 'camera', title: 'Camera' }], activities: [] } as never; // prettier-ignore
  const lanes = planLanes(sent, { keepFraction: 0.2, sleeps: [[0, HOUR]] }, [{ requestId: 'drive', startEt: 7 }], new Map([['drive', rover]])); // prettier-ignore
  expect(lanes.map(({ id, bars }) => [id, bars.length])).toEqual([
    ['sleep', 1],
    ['light', 2],
    ['link', 1],
    ['camera', 1],
    ['rover', 1],
  ]);
  expect(planLanes(sent, { keepFraction: 0.2, sleeps: [] }, [], new Map()).map(({ id }) => id)).not.toContain('sleep');
  expect(lanes[4]!.bars[0]).toMatchObject({ fromEt: 7, toEt: 7 + 5 * HOUR, requestId: 'drive' });
});

it('rounds a drag to a step that the eye can follow', () => {
  expect([0.5, 61, 400, 3599, 1e6].map(snapStepS)).toEqual([60, 300, 600, 3600, 21_600]);
});
