import { expect, it } from 'vitest';
import { legendRows } from './chart-sheet.ts';

it('breaks the legend of a saved chart where the picture ends', () => {
  const entries = ['Sun', 'Earth', 'terrain'].map((label) => ({ label, color: 'var(--sun)', mark: 'line' as const }));
  const textPx = (text: string) => 10 * text.length;
  const places = (widthPx: number) => legendRows(entries, widthPx, textPx).map(({ x, row }) => [x, row]);
  expect(places(400)).toEqual([[8, 0], [70, 0], [152, 0]]); // prettier-ignore
  expect(places(200)).toEqual([[8, 0], [70, 0], [8, 1]]); // prettier-ignore
  expect(places(20)).toEqual([[8, 0], [8, 1], [8, 2]]); // prettier-ignore
});
