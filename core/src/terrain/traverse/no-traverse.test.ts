import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseLsk } from '../../time/index.ts';
import { inWordsWhyNot, type NoTraverse } from './no-traverse.ts';

const kernel = new URL('../../../../data/ephemeris/naif0012.tls', import.meta.url);
const lsk = parseLsk(readFileSync(kernel, 'utf8'), 'naif0012.tls');
const dark = { reason: 'darkness', startDark: true, startLitEt: null, needsDarkS: null, withinS: 432_000 } as const;

// 0.2 rad = 11.459 degrees: rounded up, for a limit rounded down would open nothing. 1.1e9 s past J2000 less 32.184 s and 37 leap seconds.
it.each<[NoTraverse, string]>([
  [{ reason: 'slope', opensAtRad: 0.2 }, 'No way under the slope limit; the lowest limit that opens one is 11.5 degrees.'],
  [{ reason: 'slope', opensAtRad: null }, 'No way: start and goal are parted by ground without heights.'],
  [dark, 'The start lies in the dark at departure (it stays so for all of the 5 days allowed). Depart later, or allow some time in the dark.'],
  [{ ...dark, startDark: false, needsDarkS: 7200 }, 'No way stays in light. The cheapest drive that may go through the dark is 2.0 h in it at a stretch.'],
  [{ ...dark, startLitEt: 1.1e9 }, 'The start lies in the dark at departure (light comes at 2034-11-09T23:32:11Z). Depart later, or allow some time in the dark.'],
  [{ reason: 'battery', needsJ: 7.2e6 }, 'No way within the battery; with 2.0 kWh there is one.'],
  [{ reason: 'earthView' }, 'No way keeps the Earth in view while driving; without that there is one.'],
  [{ reason: 'time', withinS: 86_400 }, 'No way arrives within the 1 day allowed.'],
  [{ reason: 'time', withinS: 216_000 }, 'No way arrives within the 2.5 days allowed.'],
  [{ reason: 'tooLarge', labels: 9 }, 'The search was given up after 9 states: use larger cells, less time, or a shorter spell in the dark.'],
])('says in a sentence: %o', (why, words) => {
  expect(inWordsWhyNot(why, lsk)).toBe(words);
}); // prettier-ignore
