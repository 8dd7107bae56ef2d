import { expect, it } from 'vitest';
import { sayProgress } from './progress.ts';

it.each([
  [0, 10, 0, 'survey  0 %  horizons'],
  [5, 10, 1, 'survey  50 %  horizons'],
  [5, 10, 10, 'survey  50 %  horizons  about 10 s left'],
  [1, 4, 6, 'survey  25 %  horizons  about 18 s left'],
  [0, 0, 6, 'survey  0 %  horizons'],
])('says %i of %i after %i s as "%s"', (done, total, elapsedS, text) => {
  expect(sayProgress('survey', done, total, 'horizons', elapsedS)).toBe(text);
});
