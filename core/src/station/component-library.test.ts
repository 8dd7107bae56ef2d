import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMPONENTS, componentGuide } from './index.ts';

const GUIDE = fileURLToPath(new URL('../../../docs/guide/station.md', import.meta.url));
const BETWEEN = /(<!-- components -->\n)[\s\S]*(<!-- \/components -->)/;

describe('the library of components', () => {
  it('is told in the guide as it is in the code', () => {
    const text = readFileSync(GUIDE, 'utf8');
    const current = text.replace(
      BETWEEN,
      (_, open: string, close: string) => `${open}\n${componentGuide()}\n\n${close}`,
    );
    if (process.env['UPDATE_GUIDE'] !== undefined) writeFileSync(GUIDE, current);
    expect(calm(readFileSync(GUIDE, 'utf8'))).toBe(calm(current));
  });

  it('says of every number what it is', () => {
    const rows = componentGuide()
      .split('\n')
      .filter((line) => line.startsWith('| `') && / (to|W|K) /.test(line));
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) expect(row.split(' | ')[1], row).not.toBe('');
    expect(new Set(COMPONENTS.map(({ section }) => section)).size).toBe(COMPONENTS.length);
  });
});

/** Tables without the padding that the formatter gives them. */
function calm(text: string): string {
  return text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').replace(/\| ?(?=---)/g, '|').replace(/(---) ?\|/g, '$1|');
} // prettier-ignore
