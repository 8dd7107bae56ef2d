import { describe, expect, it } from 'vitest';
import { createPreferences } from './preferences.ts';

describe('what the reader chose', () => {
  it('is there again next time', () => {
    const kept = new Map<string, string>();
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    createPreferences(() => store).set('language', 'zh');
    expect(createPreferences(() => store).get('language')).toBe('zh');
    expect(createPreferences(() => store).get('theme')).toBeUndefined();
  });

  it('is forgotten, without a word, where the browser keeps nothing', () => {
    const closed = createPreferences(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    closed.set('theme', 'dark');
    expect(closed.get('theme')).toBeUndefined();
  });
});
