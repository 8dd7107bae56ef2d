import { describe, expect, it } from 'vitest';
import { openPlan, plan, validateEdit, type PlanInput, type Request } from './index.ts';
import { changesOf, withMore, type SmallestChange } from './smallest-change.ts';
import { HOUR, plainModel, planInput, request } from './testing/plain-model.ts';

const changesFor = (input: PlanInput, id: string) => {
  const made = plan(input);
  expect(made.notPlaced.map(({ requestId }) => requestId)).toContain(id);
  return { made, changes: changesOf(input, made.activities).changes(input.requests.find((one) => one.id === id)!) };
};
const of = <K extends SmallestChange['kind']>(changes: readonly SmallestChange[], kind: K) =>
  changes.find((one) => one.kind === kind) as Extract<SmallestChange, { kind: K }> | undefined;

/** Applies a change and asks whether the request then fits beside everything else. */
function suffices(input: PlanInput, made: ReturnType<typeof plan>, one: Request, change: SmallestChange): boolean {
  let [changed, asked, activities] = [input, one, made.activities];
  if (change.kind === 'window') asked = { ...one, earliestEt: one.earliestEt - change.earlierS, latestEt: one.latestEt + change.laterS }; // prettier-ignore
  if (change.kind === 'power') asked = { ...one, powerW: one.powerW - change.lessW };
  if (change.kind === 'battery') changed = withMore(input, 'battery', change.moreJ / input.beliefs.capacityJ);
  if (change.kind === 'store') changed = withMore(input, 'store', change.moreBit / input.model.storeCapacityBit);
  if (change.kind === 'drop') activities = activities.filter(({ request: { id } }) => !change.requestIds.includes(id));
  const open = openPlan({ ...changed, requests: changed.requests.filter(({ id }) => id !== one.id) }, activities);
  return validateEdit(open, { kind: 'add', request: asked, startEt: change.startEt }).ok;
}

describe('the smallest change', () => {
  it('of a request whose instrument is taken is a later end or a cheaper one dropped, to the hour', () => {
    const both = [request('a', { latestEt: 8 * HOUR, value: 4 }), request('b', { latestEt: 8 * HOUR, value: 3 })];
    const { made, changes } = changesFor(planInput(both), 'b');
    expect(of(changes, 'window')).toMatchObject({ earlierS: 0, laterS: 2 * HOUR, startEt: 5 * HOUR });
    expect(of(changes, 'drop')).toMatchObject({ requestIds: ['a'], valueLost: 4 });
    expect(changes[0]?.kind).toBe('window');
    expect(changes.every((one) => suffices(planInput(both), made, both[1]!, one))).toBe(true);
    expect(of(changes, 'power')).toBeUndefined();
  });

  it('of a request that lacks power is to the watt', () => {
    // 1000 W of Sun and 1500 W of battery, 100 W with everything shed: 2400 W are free
    const one = request('a', { powerW: 3000, durationS: HOUR, latestEt: 20 * HOUR });
    const { changes } = changesFor(planInput([one]), 'a');
    expect(of(changes, 'power')?.lessW).toBeGreaterThanOrEqual(600);
    expect(of(changes, 'power')?.lessW).toBeLessThanOrEqual(602);
  });

  it('of a night that is too long for the battery is a larger one, by less than a quarter too much', () => {
    // 30 h at 400 W with 100 W of the station, 10 h more of it: 16 kWh, 8 of 10 are there: 20 kWh are needed
    const one = request('a', { powerW: 400, condition: 'any', earliestEt: 100 * HOUR, latestEt: 140 * HOUR, durationS: 30 * HOUR }); // prettier-ignore
    const input = planInput([one], plainModel());
    const { made, changes } = changesFor(input, 'a');
    const larger = of(changes, 'battery')!;
    expect(larger.moreJ / 3.6e6).toBeGreaterThanOrEqual(10 - 1e-6);
    expect(larger.moreJ / 3.6e6).toBeLessThan(12.5);
    expect(suffices(input, made, one, larger)).toBe(true);
    expect(suffices(input, made, one, { ...larger, moreJ: larger.moreJ / 1.25 })).toBe(false);
  });

  it('of data that find no room is a larger store', () => {
    const one = request('a', { dataBit: 1.3e9, latestEt: 20 * HOUR });
    const { changes } = changesFor(planInput([one], plainModel({ links: [] })), 'a');
    expect(of(changes, 'store')?.moreBit).toBeGreaterThanOrEqual(0.3e9);
    expect(of(changes, 'store')?.moreBit).toBeLessThan(0.3e9 * 1.25);
  });

  it('is none where nothing helps, and leaves the schedule alone', () => {
    const one = request('a', { condition: 'dark', durationS: 50 * HOUR });
    expect(changesFor(planInput([one], plainModel({ sunlit: [[0, 400 * HOUR]] })), 'a').changes).toEqual([]);
  });

  it('suffices whatever its kind, for every request that random crowds leave out', () => {
    const crowd = Array.from({ length: 30 }, (_, i) =>
      request(`r${i}`, { instrumentId: i % 2 ? 'camera' : 'drill', earliestEt: (7 * i) * HOUR, latestEt: (7 * i + 26) * HOUR, durationS: (5 + (i * 5) % 17) * HOUR, powerW: 40 + 60 * (i % 7), dataBit: (i % 4) * 4e8, value: 1 + (i * 3) % 7 }),
    ); // prettier-ignore
    const links = [{ id: 'link', rateBitS: 2e4, powerW: 10, windows: [[0, 400 * HOUR] as const] }];
    const input = planInput(crowd, plainModel({ links }));
    const made = plan(input);
    const finder = changesOf(input, made.activities);
    const kinds = new Set<string>();
    expect(made.notPlaced.length).toBeGreaterThan(3);
    for (const { requestId } of made.notPlaced) {
      const one = crowd.find(({ id }) => id === requestId)!;
      const changes = finder.changes(one);
      expect(changes.length).toBeGreaterThan(0);
      for (const change of changes) {
        kinds.add(change.kind);
        expect([requestId, change.kind, suffices(input, made, one, change)]).toEqual([requestId, change.kind, true]);
      }
      expect([...changes].sort((a, b) => a.effort - b.effort)).toEqual(changes);
    }
    expect(kinds.size).toBeGreaterThanOrEqual(2);
  });
});
