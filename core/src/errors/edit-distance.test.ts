import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';

// kitten: Levenshtein's distance as every textbook has it; CA, ABC: the pair by which optimal string alignment (3) and free transpositions (2) are told apart.
it.each([
  ['kitten', 'sitting', 3],
  ['hieght', 'height', 1],
  ['CA', 'ABC', 3],
  ['', 'floor', 5],
  ['floor', 'floor', 0],
])('is the number of slips: %s, %s', (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
});

it('is the same both ways, and one for two neighbours exchanged', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => editDistance(a, b) === editDistance(b, a)));
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 1 }), fc.string({ minLength: 1, maxLength: 1 }), fc.string(), (head, x, y, tail) =>
      editDistance(head + x + y + tail, head + y + x + tail) === (x === y ? 0 : 1)),
  ); // prettier-ignore
});
