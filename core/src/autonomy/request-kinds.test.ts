import { describe, expect, it } from 'vitest';
import { plan, type Plan, type Request } from './index.ts';
import { valueAt } from './request.ts';
import { HOUR, plainModel, planInput, request } from './testing/plain-model.ts';

const hours = (made: Plan) => made.activities.map(({ request: { id }, startEt }) => `${id}@${startEt / HOUR}`);
const reasonOf = (made: Plan, id: string) => made.notPlaced.find(({ requestId }) => requestId === id)?.reason;
const after = (id: string, minH: number, maxH: number): Pick<Request, 'after'> => ({
  after: [{ anyOf: [id], minLagS: minH * HOUR, maxLagS: maxH * HOUR }],
});

describe('a chain', () => {
  const sample = request('sample', { latestEt: 60 * HOUR, value: 0 });
  const analyse = request('analyse', { instrumentId: 'drill', value: 5, earliestEt: 20 * HOUR, latestEt: 60 * HOUR, ...after('sample', 2, 6) }); // prettier-ignore

  it('places the first for the sake of the second, which follows within the lag', () => {
    const made = plan(planInput([analyse, sample]));
    const [first, second] = made.activities;
    expect([first?.request.id, second?.request.id]).toEqual(['sample', 'analyse']);
    const lagH = (second!.startEt - first!.endEt) / HOUR;
    expect([lagH >= 2, lagH <= 6]).toEqual([true, true]);
  });

  it('is refused where the first has no place, and says so', () => {
    const blocked = { ...sample, condition: 'dark' as const };
    const made = plan(planInput([analyse, blocked]));
    expect(hours(made)).toEqual([]);
    expect(reasonOf(made, 'analyse')).toMatch(/all would come without sample in time before$/);
  });

  it('goes on after what is done', () => {
    const done = [{ requestId: 'sample', endEt: 18 * HOUR }];
    expect(hours(plan(planInput([analyse], undefined, { done })))).toEqual(['analyse@20']);
    const long = [{ requestId: 'sample', endEt: 1 * HOUR }];
    expect(reasonOf(plan(planInput([analyse], undefined, { done: long })), 'analyse')).toMatch(/without sample/);
  });

  it('of three links is placed whole, also when only the last is worth anything', () => {
    const third = request('third', {
      value: 3,
      earliestEt: 40 * HOUR,
      latestEt: 70 * HOUR,
      ...after('analyse', 0, 10),
    });
    const made = plan(planInput([third, { ...analyse, value: 0 }, sample]));
    expect(made.activities.map(({ request: { id } }) => id)).toEqual(['sample', 'analyse', 'third']);
    expect(made.value).toBe(3);
  });
});

describe('alternatives', () => {
  const ways = ['near', 'far'].map((id, i) => request(id, { oneOf: 'ice', value: 3 - i, latestEt: 50 * HOUR }));

  it('are met once, the better where it can be', () => {
    const made = plan(planInput(ways), { iterations: 50 });
    expect(hours(made)).toEqual(['near@0']);
    expect(reasonOf(made, 'far')).toMatch(/would be a second way to what near does$/);
  });

  it('leave the other way open when one has none', () => {
    expect(hours(plan(planInput([{ ...ways[0]!, condition: 'dark' }, ways[1]!])))).toEqual(['far@0']);
  });

  it('are not met again when one is done', () => {
    const done = [{ requestId: 'near', endEt: 5 * HOUR, oneOf: 'ice' }];
    expect(plan(planInput([ways[1]!], undefined, { done })).value).toBe(0);
  });

  it('serve as predecessors in each other’s place: a network', () => {
    const goal = request('goal', { instrumentId: 'drill', value: 9, latestEt: 90 * HOUR, after: [{ anyOf: ['near', 'far'], minLagS: 0, maxLagS: 30 * HOUR }] }); // prettier-ignore
    const made = plan(planInput([goal, { ...ways[0]!, condition: 'dark' }, ways[1]!]));
    expect(made.activities.map(({ request: { id } }) => id)).toEqual(['far', 'goal']);
  });
});

describe('support', () => {
  const calibration = request('cal', { support: true, value: 0, durationS: HOUR, latestEt: 50 * HOUR });
  const measure = (id: string, fromH: number) => request(id, { earliestEt: fromH * HOUR, latestEt: (fromH + 8) * HOUR, durationS: 2 * HOUR, after: [{ anyOf: ['cal'], minLagS: 0, maxLagS: 12 * HOUR }] }); // prettier-ignore

  it('is placed once for all that it serves, and never for itself', () => {
    const made = plan(planInput([measure('a', 10), measure('b', 18), calibration]), { iterations: 100 });
    expect(made.activities.map(({ request: { id } }) => id)).toEqual(['cal', 'a', 'b']);
    const alone = plan(planInput([calibration]));
    expect([alone.activities, alone.notPlaced]).toEqual([[], []]);
  });
});

describe('places and robots', () => {
  it('are held by one at a time, whatever the instrument', () => {
    const both = ['camera', 'drill'].map((instrumentId) =>
      request(instrumentId, { instrumentId, holds: ['rover'], latestEt: 9 * HOUR }),
    );
    const made = plan(planInput(both));
    expect(made.value).toBe(1);
    expect(made.notPlaced[0]?.reason).toMatch(/would find rover in use by camera$/);
    expect(plan(planInput(both.map(({ holds: _, ...one }) => one))).value).toBe(2);
  });
});

describe('keep-out times', () => {
  it('are left out of a window', () => {
    const quiet = request('quiet', { latestEt: 30 * HOUR, keepOut: [[2 * HOUR, 20 * HOUR]] });
    expect(hours(plan(planInput([quiet])))).toEqual(['quiet@20']);
    const shut = { ...quiet, keepOut: [[2 * HOUR, 28 * HOUR]] as const };
    expect(reasonOf(plan(planInput([shut])), 'quiet')).toMatch(/is free for at most 2 h at a stretch/);
  });
});

describe('a value that falls', () => {
  const falling = request('f', { value: 10, latestEt: 60 * HOUR, valueCurve: [{ lateS: 10 * HOUR, share: 1 }, { lateS: 30 * HOUR, share: 0.5 }] }); // prettier-ignore

  it('is that of the lateness', () => {
    expect([0, 10, 20, 30, 50].map((h) => valueAt(falling, h * HOUR))).toEqual([10, 10, 7.5, 5, 5]);
  });

  it('draws an execution to an early start, against one that can wait', () => {
    const patient = request('p', { value: 11, latestEt: 60 * HOUR });
    const narrow = { ...falling, valueCurve: [{ lateS: 2 * HOUR, share: 0 }] };
    const made = plan(planInput([patient, narrow]), { iterations: 200 });
    expect([made.value, hours(made)[0]]).toEqual([21, 'f@0']);
  });
});

describe('the search', () => {
  it('finds what the orders miss, within its bound, the same each time', () => {
    // a camera with windows of 24 h, each asked for by tasks that fill it in one way only
    const tasks = [0, 1, 2, 3].flatMap((day) =>
      [11, 7, 6, 9, 8].map((length, i) =>
        request(`t${day}-${i}`, { durationS: length * HOUR, value: [12, 7, 6, 8, 9][i]!, powerW: 20, earliestEt: 24 * day * HOUR, latestEt: 24 * (day + 1) * HOUR }),
      ),
    ); // prettier-ignore
    const input = planInput(tasks, plainModel());
    const [first, again] = [1, 2].map(() => plan(input, { iterations: 400 }));
    expect(JSON.stringify(first)).toBe(JSON.stringify(again));
    expect(first!.value).toBeGreaterThanOrEqual(plan(input).value);
    expect(first!.search?.constructedValue).toBe(plan(input).value);
    // 11 + 7 + 6 hours fill a day for 12 + 7 + 6; 7 + 8 + 9 hours would bring 24
    expect(first!.value).toBe(4 * 25);
  });
});
