import { describe, expect, it } from 'vitest';
import { changedFates, outcomeRows } from './outcome-diff.ts';

const ran = (requestId: string, fromEt: number, quality: 'complete' | 'partial' = 'complete') => ({
  id: `${requestId}#1`,
  requestId,
  experimentId: 'x',
  instrumentId: 'camera',
  ownerId: 'china',
  fromEt,
  toEt: fromEt + 60,
  dataBit: 0,
  quality,
});

describe('two lives of a station', () => {
  it('differ in what was not done, what was broken off and what began at another time; a second is none', () => {
    const before = { activities: [ran('same', 10), ran('moved', 20), ran('lost', 30), ran('broken', 40), ran('late', 50)] };
    const after = { activities: [ran('same', 10.5), ran('moved', 500), ran('broken', 40, 'partial'), ran('won', 5), ran('late', 50)] }; // prettier-ignore
    expect(changedFates(before, after).map(({ requestId, before: a, after: b }) => [requestId, a.quality, b.quality])).toEqual([
      ['won', 'none', 'complete'],
      ['lost', 'complete', 'none'],
      ['broken', 'complete', 'partial'],
      ['moved', 'complete', 'complete'],
    ]);
  }); // prettier-ignore

  it('count a request by its best execution', () => {
    const twice = { activities: [ran('a', 10, 'partial'), ran('a', 90)] };
    expect(changedFates(twice, { activities: [ran('a', 90)] })).toEqual([]);
    expect(changedFates({ activities: [...twice.activities].reverse() }, { activities: [ran('a', 90)] })).toEqual([]);
  });

  it('stand side by side in numbers', () => {
    const life = (scienceValue: number, avoidable: boolean[]) =>
      ({ summary: { requestsMet: 3, scienceValue, worstBatteryFraction: 0.4, breaches: avoidable.map((one) => ({ avoidable: one })), dataReturnedBit: 1, hoursByMode: { sleep: 7 }, replans: 2 } }) as never; // prettier-ignore
    const rows = outcomeRows(life(8, [true, false]), life(9, []));
    expect(rows.map(({ name, before, after }) => [name, before, after])).toEqual([
      ['met', 3, 3],
      ['value', 8, 9],
      ['battery', 0.4, 0.4],
      ['breaches', 2, 0],
      ['avoidable', 1, 0],
      ['returned', 1, 1],
      ['sleepH', 7, 7],
      ['safeH', 0, 0],
      ['replans', 2, 2],
    ]);
  });
});
