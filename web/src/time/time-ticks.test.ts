import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const utc = (text: string) => Date.parse(text);
const dates = (from: string, to: string, most: number) =>
  timeTicks(utc(from), utc(to), most).map((tick) => new Date(tick.ms).toISOString());

describe('ticks of a time axis', () => {
  it('stand on the first of a month over a year', () => expect(dates('2035-01-01', '2036-01-01', 13)).toHaveLength(13));

  it('stand on midnights over ten days', () =>
    expect(dates('2035-01-01T05:00:00Z', '2035-01-05T00:00:00Z', 5)).toEqual([
      '2035-01-02T00:00:00.000Z',
      '2035-01-03T00:00:00.000Z',
      '2035-01-04T00:00:00.000Z',
      '2035-01-05T00:00:00.000Z',
    ]));

  it('stand on round years over decades', () =>
    expect(dates('2019-05-01', '2041-01-01', 6).map((d) => d.slice(0, 4))).toEqual([
      '2020',
      '2025',
      '2030',
      '2035',
      '2040',
    ]));

  it.each([60, 3600, 86400, 86400 * 30, 86400 * 365, 86400 * 7300])('are never many over %i s', (spanS) => {
    const from = utc('2035-03-07T11:17:23Z');
    const ticks = timeTicks(from, from + spanS * 1000, 8);
    expect(ticks.length).toBeLessThanOrEqual(10);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
  });
});
