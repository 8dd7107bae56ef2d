import { expect, it } from 'vitest';
import { sayProgress } from './progress.ts';

it.each([
  [0, 10, 0, 'survey: horizons  0 %'],
  [5, 10, 1, 'survey: horizons  50 %'],
  [5, 10, 10, 'survey: horizons  50 %  about 10 s left'],
  [1, 4, 6, 'survey: horizons  25 %  about 18 s left'],
  [0, 0, 6, 'survey: horizons  0 %'],
])('says %i of %i after %i s as "%s"', (done, total, elapsedS, text) => {
  expect(sayProgress('survey', done, total, 'horizons', elapsedS)).toBe(text);
});
