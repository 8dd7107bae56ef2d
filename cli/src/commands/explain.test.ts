import { expect, it } from 'vitest';
import { inWords } from './explain.ts';

const planned = {
  requestId: 'drill-001',
  experimentId: 'drill',
  instrumentId: 'drill',
  ownerId: 'egypt',
  startEt: 100_000,
  endEt: 110_000,
  startUtc: '2000-01-02T15:45:36Z',
  endUtc: '2000-01-02T18:32:16Z',
  value: 8,
  earliestStartEt: 100_000,
  latestStartEt: 100_000,
};
const explained = (change: object) => ({ requestId: 'drill-001', planned: { ...planned, ...change }, leftOut: null, executed: null, notMet: null }); // prettier-ignore

it.each([
  ['neither earlier nor later', {}],
  ['up to 2.5 h later', { latestStartEt: 109_000 }],
  ['up to 5.0 h earlier', { earliestStartEt: 82_000, latestStartEt: 100_100 }],
  ['up to 5.0 h earlier or up to 2.5 h later', { earliestStartEt: 82_000, latestStartEt: 109_000 }],
])('says that a request could begin %s', (words, change) => {
  expect(inWords(explained(change))).toContain(`could begin  ${words}, with all others where they are`);
});
