import { expect, it } from 'vitest';
import { leftUndone } from './undelivered.ts';

const left = (...ids: string[]) => ids.map((requestId) => ({ requestId, reason: 'no power' }));

it('keeps proposals without a facility apart from requests that were not met', () => {
  const notPlaced = left('earth-radiation', 'drill-3', 'drill-7');
  expect(leftUndone({ notPlaced, requestsTotal: 10, requestsMet: 8 })).toEqual({
    undelivered: left('earth-radiation'),
    notMet: left('drill-3', 'drill-7'),
  });
  expect(leftUndone({ notPlaced, requestsTotal: 10, requestsMet: 7 })).toEqual({ undelivered: [], notMet: notPlaced });
  expect(leftUndone({ notPlaced: [], requestsTotal: 5, requestsMet: 5 })).toEqual({ undelivered: [], notMet: [] });
});
