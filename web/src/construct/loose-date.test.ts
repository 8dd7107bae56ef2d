import { describe, expect, it } from 'vitest';
import { looseSpan, plannedSpan } from './loose-date.ts';

const utc = (text: string) => Date.parse(text);

describe('dates as loose as their sources', () => {
  it.each([
    ['2027', '2027-01-01', '2028-01-01'],
    ['2028-12', '2028-12-01', '2029-01-01'],
    ['2024-02-29', '2024-02-29', '2024-03-01'],
  ])('%s', (text, first, last) => expect(looseSpan(text)).toEqual([utc(first), utc(last)]));

  it('knows no date where there is none', () => {
    expect(looseSpan(null)).toBeNull();
    expect(looseSpan('after 2036')).toBeNull();
    expect(plannedSpan(null, null)).toBeNull();
  });

  it('spans years and leaves open ends open', () => {
    expect(plannedSpan('2028', '2030')).toEqual({ fromMs: utc('2028-01-01'), toMs: utc('2031-01-01') });
    expect(plannedSpan('2030', null)).toEqual({ fromMs: utc('2030-01-01'), toMs: null });
  });
});
