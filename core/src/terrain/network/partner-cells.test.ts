import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestRun, partnerPlaces, type DarkSamples } from './partner-cells.ts';

/** Rows of `#` (dark) and `.` (lit). */
function samplesOf(rows: readonly string[]): DarkSamples {
  const words = Math.ceil(rows[0]!.length / 32);
  const dark = new Uint32Array(words * rows.length);
  for (const [place, row] of rows.entries())
    for (const [s, sign] of [...row].entries()) if (sign === '#') dark[place * words + (s >>> 5)]! |= 1 << (s & 31);
  return { places: rows.length, words, dark };
}

const anyTwo = () => true;
const row = (rows: DarkSamples, place: number) => rows.dark.subarray(place * rows.words, (place + 1) * rows.words);

describe('partners of bright places', () => {
  // Summits that share their night, a lesser one that halves it, and a dark place that is lit just then.
  const summits = ['............####', '...........#####', '............####', '...........#####'];
  const rows = samplesOf([...summits, '..........##..##', '############....']);

  it('are found however dark they are alone', () => {
    expect(partnerPlaces(rows, [0, 1], 2, 'night', 4, anyTwo)).toEqual([5]);
    expect(partnerPlaces(rows, [0, 1], 2, 'light', 4, anyTwo)).toEqual([5]);
  });

  it('keep the limits of pairs', () => {
    expect(partnerPlaces(rows, [0], 2, 'night', 4, (a, b) => a + b !== 5)).toEqual([4]);
    expect(partnerPlaces(rows, [0], 2, 'night', 4, () => false)).toEqual([]);
  });

  it('hold, with their seeds, the best pair of the whole pool that has a seed in it', () => {
    const pattern = fc.array(fc.boolean(), { minLength: 70, maxLength: 70 }).map((bits) => bits.map((bit) => (bit ? '#' : '.')).join('')); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 3, maxLength: 9 }), (patterns) => {
        const pool = samplesOf(patterns);
        const night = (a: number, b: number) => longestRun(row(pool, a), row(pool, b));
        const seeds = [0, 1];
        const chosen = [...seeds, ...partnerPlaces(pool, seeds, 2, 'night', 9, anyTwo)];
        const shortest = (from: readonly number[]) => Math.min(...seeds.flatMap((a) => from.filter((b) => b !== a).map((b) => night(a, b)))); // prettier-ignore
        expect(shortest(chosen)).toBe(shortest([...patterns.keys()]));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('count runs of darkness over the edges of words', () => {
    const signs = fc.array(fc.boolean(), { minLength: 1, maxLength: 130 });
    fc.assert(
      fc.property(signs, (bits) => {
        const text = bits.map((bit) => (bit ? '#' : '.')).join('');
        const both = row(samplesOf([text]), 0);
        expect(longestRun(both, both)).toBe(Math.max(...text.split('.').map((run) => run.length)));
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});
