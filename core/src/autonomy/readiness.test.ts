import { describe, expect, it } from 'vitest';
import { inTheWay, type Readiness } from './readiness.ts';
import { HOUR, request } from './testing/plain-model.ts';

const running = (id: string, change: object = {}) => ({ request: request(id, change), startEt: 0, endEt: 9 * HOUR });
const ready = (change: Partial<Readiness> = {}): Readiness => ({ running: [], done: [], instruments: [{ id: 'camera', count: 1 }, { id: 'drill', count: 2 }], almanac: { sunlit: [], links: [] }, ...change }); // prettier-ignore

describe('a start that is due', () => {
  const wide = { latestEt: 50 * HOUR };

  it('waits for its instrument, as long as all there are of it are in use', () => {
    const one = ready({ running: [running('longer')] });
    expect(inTheWay(request('next', wide), 8 * HOUR, one)).toBe('longer');
    expect(inTheWay(request('next', { ...wide, instrumentId: 'drill' }), 8 * HOUR, one)).toBeNull();
    const drills = ['a', 'b'].map((id) => running(id, { instrumentId: 'drill' }));
    const next = request('next', { ...wide, instrumentId: 'drill' });
    expect(inTheWay(next, 8 * HOUR, ready({ running: drills.slice(1) }))).toBeNull();
    expect(inTheWay(next, 8 * HOUR, ready({ running: drills }))).toBe('a');
  });

  it('waits for a place or robot that what takes longer still holds, whatever the instrument', () => {
    const holder = ready({ running: [running('longer', { holds: ['rover', 'arm'] })] });
    const next = (holds: readonly string[]) => request('next', { ...wide, instrumentId: 'drill', holds });
    expect(inTheWay(next(['arm']), 8 * HOUR, holder)).toBe('longer');
    expect(inTheWay(next(['mast']), 8 * HOUR, holder)).toBeNull();
  });

  it('follows what has ended, within the lag, and not what was broken off or still runs', () => {
    const next = request('next', { ...wide, after: [{ anyOf: ['core', 'scoop'], minLagS: HOUR, maxLagS: 5 * HOUR }] });
    expect(inTheWay(next, 8 * HOUR, ready())).toBe('core');
    const done = (hour: number) => ready({ done: [{ requestId: 'scoop', endEt: hour * HOUR }] });
    expect([2, 4, 7, 7.5].map((hour) => inTheWay(next, 8 * HOUR, done(hour)))).toEqual(['core', null, null, 'core']);
  });

  it('is over when it would not end in its window', () => {
    const narrow = request('next', { latestEt: 10 * HOUR, durationS: 2 * HOUR });
    expect([8, 8.1].map((hour) => inTheWay(narrow, hour * HOUR, ready()))).toEqual([null, 'its window']);
    expect(inTheWay({ ...narrow, earliestEt: 5 * HOUR }, 4 * HOUR, ready())).toBe('its window');
  });

  it('keeps out of the times in which it must not run, and in its light or contact, whenever it is tried', () => {
    const kept = request('next', { ...wide, durationS: 2 * HOUR, keepOut: [[10 * HOUR, 11 * HOUR]] });
    const keptAt = (hour: number) => inTheWay(kept, hour * HOUR, ready());
    expect([8, 8.5, 10.5, 11].map(keptAt)).toEqual([null, 'a keep-out time', 'a keep-out time', null]);
    const link = { id: 'relay', rateBitS: 1e6, powerW: 10, windows: [[4 * HOUR, 7 * HOUR]] as const };
    const almanac = { sunlit: [[0, 6 * HOUR]] as const, links: [link] };
    const startAt = (condition: 'any' | 'sunlit' | 'dark' | 'linkAvailable') =>
      [4, 5, 6].map((hour) => inTheWay(request('next', { ...wide, durationS: 2 * HOUR, condition }), hour * HOUR, ready({ almanac }))); // prettier-ignore
    expect(startAt('any')).toEqual([null, null, null]);
    expect(startAt('sunlit')).toEqual([null, 'its condition', 'its condition']);
    expect(startAt('dark')).toEqual(['its condition', 'its condition', null]);
    expect(startAt('linkAvailable')).toEqual([null, null, 'its condition']);
  });
});
