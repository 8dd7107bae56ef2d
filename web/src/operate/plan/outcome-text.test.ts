import { expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { fill } from '../../i18n/message.ts';
import { createNumbers } from '../../i18n/numbers.ts';
import type { OutcomeName, OutcomeRow } from './outcome-diff.ts';
import { differenceText, judged, outcomeText } from './outcome-text.ts';

const i18n = {
  t: (key: keyof typeof en, values = {}) => fill(en[key], 'en-GB', values),
  numbers: createNumbers('en-GB'),
};
const row = (name: OutcomeName, before: number, after: number, better: OutcomeRow['better'] = 1): OutcomeRow => ({ name, before, after, better }); // prettier-ignore
const said = (one: OutcomeRow) => [outcomeText(one, one.before, i18n), outcomeText(one, one.after, i18n), differenceText(one, i18n), judged(one, i18n)]; // prettier-ignore

it('shows figures whole and differences that add up, shares in percentage points', () => {
  expect(said(row('value', 1449.6, 1137.8))).toEqual(['1,450', '1,138', '−312', 'bad']);
  expect(said(row('battery', 0.2598, 0.2626))).toEqual(['26.0%', '26.3%', '+0.3 pp', 'good']);
  expect(said(row('returned', 205.1e9, 144.3e9))).toEqual(['205 Gbit', '144 Gbit', '−60.8 Gbit', 'bad']);
  expect(said(row('safeH', 0, 4, -1))).toEqual(['0 h', '4 h', '+4 h', 'bad']);
});

it('calls what reads the same the same, and neither good nor bad', () => {
  expect(said(row('battery', 0.26041, 0.25962))).toEqual(['26.0%', '26.0%', '=', null]);
  expect(said(row('returned', 205.1e9, 205.0e9))).toEqual(['205 Gbit', '205 Gbit', '=', null]);
  expect(said(row('replans', 61, 64, 0))).toEqual(['61', '64', '+3', null]);
});
