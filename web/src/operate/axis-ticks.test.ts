import { describe, expect, it } from 'vitest';
import { axisTicks, placeTicks } from './axis-ticks.ts';

// `et` counts UTC seconds of 1970 here: leap seconds have no part in where a label stands.
const context = (locale: string, wide = false) => ({
  toMs: (et: number) => et * 1000,
  i18n: { locale },
  textPx: (text: string) => [...text].length * (wide ? 11 : 6.2),
});
const et = (utc: string) => Date.parse(utc) / 1000;
const year = [et('2035-01-01T00:00:00Z'), et('2036-01-01T00:00:00Z')] as const;

describe.each(['en-GB', 'zh-CN', 'ru-RU'])('a time axis in %s', (locale) => {
  // widths of the charts at 1440, 1024 and 390 px, and odd ones
  it.each([900, 480, 290, 120])('has no labels that touch or are cut off, on %i px', (lengthPx) => {
    const { textPx } = context(locale, locale === 'zh-CN');
    for (const spanS of [3600, 86_400, 7 * 86_400, 30 * 86_400, 366 * 86_400, 20 * 366 * 86_400]) {
      const [from, to] = [year[0], year[0] + spanS];
      const ticks = axisTicks(context(locale, locale === 'zh-CN'), from, to, lengthPx);
      const xOf = (at: number) => 92 + ((at - from) / (to - from)) * lengthPx;
      const shown = placeTicks(ticks, xOf, textPx, [4, 92 + lengthPx + 8]).filter(({ label }) => label !== '');
      expect(shown.length, `${spanS} s`).toBeGreaterThan(0);
      let right = 0;
      for (const { label, labelPx } of shown) {
        expect(labelPx - textPx(label) / 2).toBeGreaterThanOrEqual(right);
        right = labelPx + textPx(label) / 2;
      }
      expect(right).toBeLessThanOrEqual(92 + lengthPx + 8);
    }
  });

  it('says the year in January and the month else', () => {
    const labels = axisTicks(context(locale), ...year, 900).map(({ label }) => label);
    expect(labels[0]).toBe('2035');
    expect(labels.at(-1)).toBe('2036');
    expect(labels).toHaveLength(13);
    expect(labels[1]).toBe({ 'en-GB': 'Feb', 'zh-CN': '2月', 'ru-RU': 'февр.' }[locale]);
  });
});
