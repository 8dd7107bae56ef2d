import { expect, it } from 'vitest';
import { createNumbers } from '../i18n/numbers.ts';
import { standing, stateLimits, written } from './telemetry-text.ts';

const i18n = { numbers: createNumbers('en-GB'), unit: (unit: string) => unit };

it('writes values as they are read at a console', () => {
  const said = ([value, unit]: [number, string]) => written(value, unit, i18n);
  expect(([[252.96, 'K'], [9e8, 'J'], [4.2e9, 'bit'], [3, '1'], [0.25, '1'], [412.34, 'W'], [2.31e-4, 'kg/s']] as [number, string][]).map(said)).toEqual([
    '253.0 K', '250.0 kWh', '4.2 Gbit', '3', '0.250', '412.3 W', '0.000231 kg/s',
  ]); // prettier-ignore
});

it('tells what is beyond its limits from what is no value at all', () => {
  expect(standing({ valid: true, withinLimits: true })).toBe('good');
  expect(standing({ valid: true, withinLimits: false })).toBe('beyond');
  expect(standing({ valid: false, withinLimits: null })).toBe('invalid');
});

it('says of a state whether it is asked for or forbidden', () => {
  const flag = { states: ['no', 'yes'] };
  expect(stateLimits({ ...flag, low: null, high: 0 })).toEqual({ rule: 'mustBe', states: ['no'] });
  expect(stateLimits({ ...flag, low: 1, high: null })).toEqual({ rule: 'mustBe', states: ['yes'] });
  expect(stateLimits({ ...flag, low: null, high: null })).toBeNull();
  expect(stateLimits({ states: ['off', 'standby', 'on'], low: 1, high: null })).toEqual({
    rule: 'mustNotBe',
    states: ['off'],
  });
  expect(stateLimits({ states: null, low: 1, high: 2 })).toBeNull();
});
