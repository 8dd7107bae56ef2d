import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHash, numbersOf, parseHash, VIEWS } from './hash.ts';

describe('the address of the page', () => {
  it('reads view, time and selection', () =>
    expect(parseHash('#/operate?t=2035-06-01T00:00:00Z&lang=zh')).toEqual({
      view: 'operate',
      params: { t: '2035-06-01T00:00:00Z', lang: 'zh' },
    }));

  it('opens the first view for an unknown one', () => {
    expect(parseHash('').view).toBe('survey');
    expect(parseHash('#/nowhere?x=1')).toEqual({ view: 'survey', params: { x: '1' } });
  });

  it('keeps times and coordinates legible', () =>
    expect(formatHash({ view: 'survey', params: { t: '2035-01-01T00:00:00Z', at: '-12,34' } })).toBe(
      '#/survey?at=-12,34&t=2035-01-01T00:00:00Z',
    ));

  it('reads back whatever it wrote', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...VIEWS),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1, unit: 'grapheme' })),
        (view, params) => {
          expect(parseHash(formatHash({ view, params }))).toEqual({ view, params: { ...params } });
        },
      ),
      { seed: 7 },
    ));

  it('refuses numbers that are none', () => {
    expect(numbersOf('1,-2.5', 2)).toEqual([1, -2.5]);
    for (const bad of [undefined, '', '1', '1,', '1,x', '1,2,3', 'Infinity,1'])
      expect(numbersOf(bad, 2), String(bad)).toBeNull();
  });
});
