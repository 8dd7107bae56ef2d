import { describe, expect, it } from 'vitest';
import { feasibilityNotices } from './feasibility-notices.ts';
import { DAY, ridgeRun } from './testing/operate-year.ts';

const input = ridgeRun(1, 60, { faults: [] });
const { station, requests } = input;
const [one] = requests;
const series = (durationS: number) =>
  [0, 3, 6, 9].map((day, i) => ({ ...one!, id: `x-${i}`, experimentId: 'x', earliestEt: day * DAY, latestEt: (day + 3) * DAY, durationS })); // prettier-ignore

describe('what no station could do', () => {
  it('has nothing to say of a sound mission', () => {
    expect(requests.length).toBeGreaterThan(10);
    expect(feasibilityNotices(input)).toEqual([]);
  });

  it('names a proposal that draws more than sources and storage give together', () => {
    const greedy = requests.map((request) => ({ ...request, powerW: 4e6 }));
    const notices = feasibilityNotices({ ...input, requests: greedy });
    expect(notices.length).toBe(new Set(requests.map(({ experimentId }) => experimentId)).size);
    expect(notices[0]).toMatch(/^none of the \d+ requests? of "[a-z-]+" can be met: 4000000 W are needed, the station gives at most \d+ W/); // prettier-ignore
  });

  it('names a proposal whose executions last longer than the time between them', () => {
    expect(feasibilityNotices({ ...input, requests: series(3 * DAY) })).toEqual([]);
    // twelve days hold two executions of five
    expect(feasibilityNotices({ ...input, requests: series(5 * DAY) })).toEqual(['at most 2 of the 4 requests of "x" can be met: one is asked for every 3 d and each lasts 5 d']); // prettier-ignore
  });

  it('names a station that cannot feed its essential loads', () => {
    const arrays = station.arrays.map((array) => ({ ...array, areaM2: 0.001 }));
    const [notice, ...more] = feasibilityNotices({ ...input, requests: [], station: { ...station, arrays, radioisotope: [] } }); // prettier-ignore
    expect(notice).toMatch(/^the station cannot stay awake: its essential loads need [\d.]+ kWh over the run, all sources and the battery give at most [\d.]+ kWh$/);
    expect(more).toEqual([]);
  }); // prettier-ignore
});
