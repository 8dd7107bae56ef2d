import type { TraverseAnswer } from '@openilrs/api/contract';
import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { fill } from '../../i18n/message.ts';
import { createNumbers } from '../../i18n/numbers.ts';
import { ru } from '../../i18n/ru.ts';
import { zh } from '../../i18n/zh.ts';
import { whyNot } from './why-not.ts';

const dark = { reason: 'darkness', startDark: true, startLitUtc: null, needsDarkH: null, withinDays: 2.5 } as const;
const reasons: [NonNullable<TraverseAnswer['why']>, numbers: readonly string[]][] = [
  [{ reason: 'slope', opensAtDeg: 11.5 }, ['11.5']],
  [{ reason: 'slope', opensAtDeg: null }, []],
  [dark, ['2.5']],
  [{ ...dark, startLitUtc: '2034-11-09T17:32:11Z', needsDarkH: 2 }, ['2034-11-09T17:32:11Z', '2.0']],
  [{ ...dark, startDark: false, needsDarkH: 2 }, ['2.0']],
  [{ reason: 'battery', needsWh: 7234 }, ['7.2']],
  [{ reason: 'earthView' }, []],
  [{ reason: 'time', withinDays: 2.5 }, ['2.5']],
  [{ reason: 'tooLarge', states: 900 }, ['900']],
];

describe.each([
  ['en', 'en-GB', en],
  ['zh', 'zh-CN', zh],
  ['ru', 'ru-RU', ru],
] as const)('why there is no drive, in %s', (language, locale, catalogue) => {
  it.each(reasons)('%o', (why, numbers) => {
    const text = whyNot(why, {
      t: (key, values) => fill(catalogue[key], locale, values),
      numbers: createNumbers(locale, (unit) => unit),
    });
    expect(text).not.toMatch(/[{}]/);
    if (language !== 'en') expect(text.replace(/[\dT:-]+Z/, '')).toMatch(/^[^a-z]*$/);
    for (const one of numbers) expect(text).toContain(language === 'ru' && !one.includes('T') ? one.replace('.', ',') : one);
  }); // prettier-ignore
});
