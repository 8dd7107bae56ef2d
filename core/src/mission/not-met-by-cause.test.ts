import { expect, it } from 'vitest';
import { causeWords, notMetByCause } from './not-met-by-cause.ts';

const sleep = { kind: 'sleep', starts: 2, startEt: 0, et: 0, sleepS: 1 } as const;
const power = { kind: 'power', starts: 1, startEt: 0, et: 0, freeW: 1 } as const;

it('counts each request once, for the first of its causes or for what happened, the commonest first', () => {
  const left = [
    { requestId: 'a', reason: 'of 3 starts ...', causes: [sleep, power] },
    { requestId: 'b', reason: 'its only start ...', causes: [power] },
    { requestId: 'c', reason: 'its only start ...', causes: [power] },
    { requestId: 'd', reason: 'broken off at 2035-01-01T00:00:00Z: the instrument failed' },
    { requestId: 'e', reason: 'something new' },
  ];
  expect(notMetByCause(left)).toEqual([
    { cause: 'power', requests: 2 },
    { cause: 'brokenOff', requests: 1 },
    { cause: 'other', requests: 1 },
    { cause: 'sleep', requests: 1 },
  ]);
  expect(notMetByCause([])).toEqual([]);
});

it('has words for every cause', () => {
  expect(causeWords('battery')).toBe('battery would fall too low');
  expect(causeWords('other')).toBe('for other reasons');
});
