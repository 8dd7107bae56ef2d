import type { NetworkGoal } from './plan-network.ts';

/*
 * Which places should be tried besides the brightest ones.
 *
 * The best network need not consist of bright places: a cell that is lit for a third of the time, but just when the summits are dark, is worth more beside a summit than its twin. Such cells are found from
 * samples of the whole period: one bit for each place and sample, set when it is dark. From each bright place in turn a network is grown, every time by the place of the pool that leaves
 * least darkness (or, for the shortest night, the shortest run of it); what is chosen on the way are its partners.
 */

/** Rows of bits, `words` for each place, lowest bit first: 1 where the place is dark. Bits past the last sample are 0. */
export interface DarkSamples {
  readonly places: number;
  readonly words: number;
  readonly dark: Uint32Array;
}

/** Partners of `seeds`, in order and without those seeds, until there are `count` (or no more). `may`: whether two places may stand in one network. */
export function partnerPlaces(
  samples: DarkSamples,
  seeds: readonly number[],
  sites: number,
  goal: NetworkGoal,
  count: number,
  may: (a: number, b: number) => boolean,
): number[] {
  const known = new Set(seeds);
  const partners: number[] = [];
  for (const seed of seeds) {
    const set = [seed];
    const left = rowOf(samples, seed).slice();
    while (set.length < sites) {
      const next = bestBeside(samples, left, set, goal, may);
      if (next === null) break;
      set.push(next);
      const row = rowOf(samples, next);
      for (let w = 0; w < left.length; w++) left[w] = left[w]! & row[w]!;
      if (!known.has(next)) partners.push(next);
      known.add(next);
      if (partners.length === count) return partners;
    }
  }
  return partners;
}

function rowOf({ words, dark }: DarkSamples, place: number): Uint32Array {
  return dark.subarray(place * words, (place + 1) * words);
}

/** The place that leaves least of the darkness `left`; null when no place may stand beside the set. */
function bestBeside(
  samples: DarkSamples,
  left: Uint32Array,
  set: readonly number[],
  goal: NetworkGoal,
  may: (a: number, b: number) => boolean,
): number | null {
  let best: number | null = null;
  let [bestRun, bestDark] = [Infinity, Infinity];
  for (let place = 0; place < samples.places; place++) {
    if (set.includes(place) || !set.every((other) => may(other, place))) continue;
    const row = rowOf(samples, place);
    const run = goal === 'night' ? longestRun(left, row, bestRun) : 0;
    if (run > bestRun) continue;
    const dark = countBoth(left, row);
    if (run === bestRun && dark >= bestDark) continue;
    [best, bestRun, bestDark] = [place, run, dark];
  }
  return best;
}

/** Longest run of ones in `a & b`; anything above `most` once that is passed. */
export function longestRun(a: Uint32Array, b: Uint32Array, most = Infinity): number {
  let [run, longest] = [0, 0];
  for (let w = 0; w < a.length && longest <= most; w++) {
    const bits = (a[w]! & b[w]!) >>> 0;
    if (bits === 0xffffffff) run += 32;
    else if (bits === 0) run = 0;
    else
      for (let bit = 0; bit < 32; bit++) {
        run = (bits >>> bit) & 1 ? run + 1 : 0;
        if (run > longest) longest = run;
      }
    if (run > longest) longest = run;
  }
  return longest;
}

function countBoth(a: Uint32Array, b: Uint32Array): number {
  let sum = 0;
  for (let w = 0; w < a.length; w++) {
    let bits = a[w]! & b[w]!;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    sum += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}
