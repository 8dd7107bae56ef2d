import { parseXmlDocument } from 'slimdom';
import { describe, expect, it } from 'vitest';
import type { PlanMissionOutput } from '@openilrs/core/mission';
import { activitiesCsv, planPicture } from './index.ts';

const fromEt = 1.1e9;
const DAY = 86400;
const activity = (requestId: string, instrumentId: string, fromDay: number, days: number) => ({
  requestId,
  experimentId: 'x',
  instrumentId,
  ownerId: 'china & russia',
  startEt: fromEt + fromDay * DAY,
  endEt: fromEt + (fromDay + days) * DAY,
  startUtc: `day ${fromDay}`,
  endUtc: `day ${fromDay + days}`,
  value: 2,
  earliestStartEt: fromEt,
  latestStartEt: fromEt,
});
const output: PlanMissionOutput = {
  result: {
    missionId: 'test',
    fromUtc: '2035-01-01T00:00:00Z',
    toUtc: '2035-04-11T00:00:00Z',
    fromEt,
    toEt: fromEt + 100 * DAY,
    seed: 1,
    requestsTotal: 3,
    requestsPlaced: 2,
    value: 4,
    upperBound: 5,
    gap: 0.2,
    greedyValue: 3,
    moreThanGreedy: 1 / 3,
    search: null,
    activities: [activity('a-1', 'camera', 0, 10), activity('b-1', 'drill', 50, 50)],
    notPlaced: [],
    shares: [],
    levels: [{ fromEt: fromEt + 20 * DAY, toEt: fromEt + 30 * DAY, level: 2 }],
    sleepLevel: 2,
    provenance: { software: '', command: '', seed: 1, inputs: {} },
  },
  profiles: { series: [{ id: 'battery', title: 'Battery', unit: '1', et: [fromEt, fromEt + 100 * DAY], values: [1, 0.3] }] }, // prettier-ignore
};

describe('the picture of a plan', () => {
  const document = parseXmlDocument(planPicture(output));
  const bars = document.getElementsByTagName('rect').filter((one) => one.getElementsByTagName('title').length > 0);

  it('has a bar for each activity, as long as it lasts, on the row of its instrument', () => {
    const [a, b] = bars.map((one) => ['x', 'y', 'width'].map((name) => Number(one.getAttribute(name))));
    expect(bars).toHaveLength(2);
    // 100 days on 1400 - 190 - 24 pixels
    expect([a![0], a![2]]).toEqual([190, 118.6]);
    expect([b![0], b![2]]).toEqual([190 + 593, 593]);
    expect(b![1]! - a![1]!).toBe(22);
    expect(bars[0]!.getElementsByTagName('title')[0]!.textContent).toBe('a-1, day 0 to day 10, value 2');
  });

  it('says value, bound and gap, and shades the sleep', () => {
    const words = document.getElementsByTagName('text').map((one) => one.textContent);
    expect(words).toContain('2 of 3 requests, value 4 of at most 5 (gap 20.0 %); priority-greedy 3');
    const sleep = document.getElementsByTagName('rect').find((one) => one.getAttribute('fill') === '#e8e8f4')!;
    expect([sleep.getAttribute('x'), sleep.getAttribute('width')]).toEqual(['427.2', '118.6']);
  });

  it('goes with a table of the activities', () => {
    expect(activitiesCsv(output.result).split('\n').slice(0, 2)).toEqual([
      'requestId,experimentId,instrumentId,ownerId,startUtc,endUtc,startEt,endEt,value',
      'a-1,x,camera,china & russia,day 0,day 10,1100000000,1100864000,2',
    ]);
  });
});
