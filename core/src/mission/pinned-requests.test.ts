import { describe, expect, it } from 'vitest';
import type { Request } from '../autonomy/index.ts';
import { pinRequests } from './pinned-requests.ts';

const HOUR = 3600;
const request = (id: string, change: Partial<Request> = {}): Request => ({
  id,
  experimentId: 'x',
  instrumentId: 'camera',
  ownerId: 'china',
  earliestEt: 0,
  latestEt: 100 * HOUR,
  durationS: 5 * HOUR,
  powerW: 50,
  dataBit: 0,
  condition: 'any',
  priority: 1,
  value: 8,
  ...change,
});

describe('the requests of a plan made by hand', () => {
  const fading = request('fading', { valueCurve: [{ lateS: 40 * HOUR, share: 0.5 }] });
  const all = [request('a'), request('b'), fading];

  it('may begin as planned or a little later, inside their own windows; what is left out is not asked for', () => {
    const pinned = pinRequests(all, [{ requestId: 'b', startEt: 93 * HOUR }, { requestId: 'a', startEt: 10 * HOUR }], 6 * HOUR); // prettier-ignore
    expect(pinned.map(({ id, earliestEt, latestEt }) => [id, earliestEt / HOUR, latestEt / HOUR])).toEqual([
      ['b', 93, 100],
      ['a', 10, 21],
    ]);
  });

  it('are worth what they were worth at the planned start: half of the fall of the curve after 20 of its 40 hours', () => {
    const [pinned] = pinRequests(all, [{ requestId: 'fading', startEt: 20 * HOUR }], HOUR);
    expect(pinned!.value).toBe(8 * 0.75);
    expect(pinned!.valueCurve).toBeUndefined();
  });

  it('are refused by place when the mission does not know them or they cannot begin then', () => {
    const pin = (requestId: string, hour: number) => () => pinRequests(all, [{ requestId: 'a', startEt: 0 }, { requestId, startEt: hour * HOUR }], 0); // prettier-ignore
    expect(pin('c', 0)).toThrow(expect.objectContaining({ code: 'PLAN_REQUEST', where: 'activities.1.requestId' }));
    expect(pin('b', 95.1)).toThrow(expect.objectContaining({ code: 'PLAN_START', legal: `0 to ${95 * HOUR}` }));
    expect(pin('b', 95)).not.toThrow();
    expect(pin('b', NaN)).toThrow(expect.objectContaining({ code: 'PLAN_START' }));
  });
});
