import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const themes = Object.fromEntries(
  ['dark', 'light'].map((name) => {
    const block = css.slice(css.indexOf(`[data-theme='${name}']`)).split('}')[0]!;
    return [name, Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]))];
  }),
) as Record<string, Record<string, string>>;

const backgrounds = ['bg', 'surface', 'surface-2'];
const texts = ['text', 'muted', 'accent', 'ok', 'warn', 'alarm'];
const marks = ['line-strong', 'sun', 'earth', 'mode-nominal', 'mode-reduced', 'mode-safe', 'mode-sleep', 'series-1', 'series-2', 'series-3', 'series-4', 'activity']; // prettier-ignore

describe.each(['dark', 'light'])('%s theme', (name) => {
  const token = (key: string) => themes[name]![key]!;
  const pairs = (keys: string[]) => keys.flatMap((key) => backgrounds.map((ground) => [key, ground] as const));

  it.each(pairs(texts))('%s on %s can be read (4.5:1)', (key, ground) =>
    expect(contrast(token(key), token(ground))).toBeGreaterThanOrEqual(4.5),
  );
  it.each(pairs(marks))('%s on %s can be told apart (3:1)', (key, ground) =>
    expect(contrast(token(key), token(ground))).toBeGreaterThanOrEqual(3),
  );
  it('the chosen button can be read', () =>
    expect(contrast(token('on-accent'), token('accent-bg'))).toBeGreaterThanOrEqual(4.5));
});

it('agrees with the values of WCAG: black on white 21, #767676 on white 4.54', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});
