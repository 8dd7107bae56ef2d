import { describe, expect, it } from 'vitest';
import { isLocale, mendLocale } from './valid-locale.ts';

describe('the locale of the browser', () => {
  it.each(['en-US', 'zh-CN', 'ru', 'zh-Hans-CN'])('%s is one', (tag) => expect(isLocale(tag)).toBe(true));
  it.each(['en-US@posix', 'zh_CN.UTF-8', 'C', ''])('"%s" is none', (tag) => expect(isLocale(tag)).toBe(false));

  it('is mended when it is none, so that no library stumbles over it', () => {
    const navigator = { language: 'en-US@posix', languages: ['en-US@posix', 'ru'] } as unknown as Navigator;
    mendLocale(navigator);
    expect(navigator.language).toBe('ru');
    expect(() => new Intl.NumberFormat(navigator.language)).not.toThrow();
  });

  it('stays as it is when it is one', () => {
    const navigator = { language: 'zh-CN', languages: ['zh-CN'] } as unknown as Navigator;
    mendLocale(navigator);
    expect(navigator.language).toBe('zh-CN');
  });
});
