import { expect, it } from 'vitest';
import { didYouMean, nearestName } from './index.ts';

it.each([
  ['arrray', ['far-array', 'array'], 'array'],
  ['egipt', ['china', 'egypt'], 'egypt'],
  ['moonquake-003', ['moonquakes-002', 'moonquakes-003'], 'moonquakes-003'],
  ['core.temperature', ['array', 'bay.temperature'], 'bay.temperature'],
  ['drill', ['mast', 'array'], null],
  ['drill', [], null],
])('finds what %s was meant to be among %j', (word, known, near) => {
  expect(nearestName(word, known)).toBe(near);
  expect(didYouMean(word, known)).toBe(near === null ? '' : `, did you mean "${near}"?`);
});
