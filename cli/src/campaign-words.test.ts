import { expect, it } from 'vitest';
import { CAMPAIGN_COLUMNS } from '@openilrs/core/mission';
import { columnWords } from './campaign-words.ts';

it('has words for every column of the table', () => {
  expect(CAMPAIGN_COLUMNS.length).toBeGreaterThan(10);
  for (const [name] of CAMPAIGN_COLUMNS) expect(columnWords(name).words).not.toMatch(/[a-z][A-Z]/);
});

it.each([
  ['valueOverBound', 0.98765, '98.8 %'],
  ['scienceValue', 1192.004, '1192'],
  ['hoursSleep', 74.26, '74.3 h'],
  ['dataReturnedBit', 3.21e9, '3.21 Gbit'],
  ['somethingNew', 0.123456, '0.1235'],
])('writes %s with its unit', (name, value, text) => {
  expect(columnWords(name).written(value)).toBe(text);
});
