import { describe, expect, it } from 'vitest';
import { HOUR, request } from '../../../../core/src/autonomy/testing/plain-model.ts';
import { planCsv, planJson, startsIn } from './plan-files.ts';

const requests = new Map(['a', 'b'].map((id) => [id, request(id, { value: 3, valueCurve: [{ lateS: 10 * HOUR, share: 0 }] })])); // prettier-ignore
const starts = [
  { requestId: 'a', startEt: 0 },
  { requestId: 'b', startEt: 5 * HOUR },
];
const utc = (et: number) => `hour ${et / HOUR}`;

describe('a plan as a file', () => {
  it('is read again as it was written, and carries the value of each start', () => {
    const text = planJson('test', starts, requests, utc);
    expect(startsIn(text, requests)).toEqual(starts);
    expect(JSON.parse(text)).toMatchObject({
      missionId: 'test',
      value: 4.5,
      activities: [{ value: 3 }, { value: 1.5 }],
    });
  });

  it('is a table too', () => {
    expect(planCsv(starts, requests, utc).split('\r\n').slice(0, 2)).toEqual([
      'requestId,experimentId,instrumentId,ownerId,startUtc,endUtc,startEt,endEt,value',
      'a,test,camera,x,hour 0,hour 5,0,18000,3',
    ]);
  });

  it.each([
    ['{}', 'activities'],
    ['{"activities":[{"requestId":"c","startEt":1}]}', 'activities.0.requestId'],
    ['{"activities":[{"requestId":"a","startEt":null}]}', 'activities.0.startEt'],
    ['{"activities":[null]}', 'activities.0.requestId'],
  ])('is refused by place when it is none: %s', (text, where) => {
    expect(() => startsIn(text, requests)).toThrow(where);
  });
});
