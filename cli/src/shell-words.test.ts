import { shellWord } from '@openilrs/node/mission';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellWords } from './shell-words.ts';

it('takes the words of a recorded command apart again', () => {
  expect(shellWords("ilrs operate 'my mission.yaml' --site=-89.4,222 --seed 7")).toEqual([
    'ilrs', 'operate', 'my mission.yaml', '--site=-89.4,222', '--seed', '7',
  ]); // prettier-ignore
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(shellWords(words.map((word) => shellWord(word)).join(' '))).toEqual(words);
    }),
  );
});
