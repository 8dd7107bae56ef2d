import type { Job } from '../../jobs/index.ts';
import { beside, type Branch, type BranchResult, type Pairs } from './branch.ts';

/*
 * The k places whose longest common night is shortest: branch and bound.
 *
 * A further place can only shorten a night, so of a partial set only the spells of common darkness count that last at least as long as the best night known. Every stretch of that
 * length within them must be lit at some time by one of the places still to come: the search takes a stretch that few places light and branches over these alone; a stretch that nobody
 * lights ends it, and so do more stretches than places to come, no two of which share a place.
 */
export interface NightProblem {
  /** For each place the starts and ends of its darkness, milliseconds, one after the other, in order of time. */
  readonly dark: readonly Float64Array[];
  readonly pairs: Pairs;
  readonly sites: number;
}

interface NightBranch extends NightProblem {
  readonly branch: Branch;
  /** Only shorter nights count. */
  readonly bestMs: number;
}

export const nightBranchJob: Job<NightBranch, BranchResult> = {
  name: 'terrain/network-night',
  run: ({ branch, bestMs, ...problem }) => createNightSearch(problem).best(branch, bestMs),
};

/** Stretches looked at for one choice, about: where nights are short not every one can be. Any choice is valid, good ones make the search short. */
const MOST_STRETCHES = 2000;

export function createNightSearch({ dark, pairs, sites }: NightProblem) {
  const found = { places: null as readonly number[] | null, valueMs: 0, nodes: 0 };

  const after = (spells: Float64Array, place: number, leastMs = 0): Float64Array => {
    found.nodes += 1;
    return common(spells, dark[place]!, leastMs);
  };

  /** `spells`: all common darkness of `chosen`. */
  function search(chosen: readonly number[], open: readonly number[], spells: Float64Array): void {
    const left = sites - chosen.length;
    if (open.length < left || found.valueMs === 0) return;
    if (left === 0) {
      const valueMs = longestMs(spells);
      if (valueMs < found.valueMs) [found.places, found.valueMs] = [chosen, valueMs];
      return;
    }
    const tooLong = common(spells, EVER, found.valueMs);
    if (tooLong.length === 0) {
      // Nothing is left to be broken: any places that may stand there make a better network, then a shorter night is looked for.
      if (complete(chosen, open, spells)) search(chosen, open, spells);
      return;
    }
    const breakers = fewestBreakers(tooLong, open, left);
    if (breakers === null) return;
    let rest = open;
    for (const place of breakers) {
      rest = rest.filter((other) => other !== place);
      if (left === 1 && after(tooLong, place, found.valueMs).length > 0) continue;
      search([...chosen, place], beside(pairs, dark.length, place, rest), after(spells, place));
    }
  }

  function complete(chosen: readonly number[], open: readonly number[], spells: Float64Array): boolean {
    if (chosen.length === sites) {
      const valueMs = longestMs(spells);
      if (valueMs >= found.valueMs) return false;
      [found.places, found.valueMs] = [chosen, valueMs];
      return true;
    }
    return open.some((place, i) => {
      const rest = beside(pairs, dark.length, place, open.slice(i + 1));
      return rest.length >= sites - chosen.length - 1 && complete([...chosen, place], rest, after(spells, place));
    });
  }

  /** Places that light the stretch which fewest light, those that leave the shortest night first; null when no completion can help. */
  function fewestBreakers(spells: Float64Array, open: readonly number[], left: number): number[] | null {
    const stretchMs = found.valueMs;
    if (stretchMs === 0) return null;
    const stretches: number[][] = [];
    const finest = total(spells) / MOST_STRETCHES;
    for (let i = 0; i < spells.length; i += 2) {
      const last = spells[i + 1]! - stretchMs;
      const steps = Math.max(1, Math.ceil((last - spells[i]!) / Math.max(stretchMs / 2, finest)));
      for (let step = 0; step <= steps; step++) {
        const from = step === steps ? last : spells[i]! + (step / steps) * (last - spells[i]!);
        const breakers = open.filter((place) => !isDark(dark[place]!, from, from + stretchMs));
        if (breakers.length === 0) return null;
        stretches.push(breakers);
      }
    }
    stretches.sort((a, b) => a.length - b.length);
    const used = new Set<number>();
    let apart = 0;
    for (const breakers of stretches) {
      if (breakers.some((place) => used.has(place))) continue;
      for (const place of breakers) used.add(place);
      if (++apart > left) return null;
    }
    const few = stretches[0]!;
    const leftMs = new Map(few.map((place) => [place, total(after(spells, place, stretchMs))]));
    return [...few].sort((a, b) => leftMs.get(a)! - leftMs.get(b)! || a - b);
  }

  function spellsOf(set: readonly number[]): Float64Array {
    let spells: Float64Array = EVER;
    for (const place of set) spells = after(spells, place);
    return spells;
  }

  return {
    /** Longest common night of a set. */
    nightMs: (set: readonly number[]) => longestMs(spellsOf(set)),
    /** The network of a branch with the shortest common night, if it is shorter than `bestMs`. */
    best(branch: Branch, bestMs: number): BranchResult {
      [found.places, found.valueMs, found.nodes] = [null, bestMs, 0];
      search(branch.chosen, branch.open, spellsOf(branch.chosen));
      const { places, valueMs, nodes } = found;
      return { best: places === null ? null : { places, valueMs }, nodes };
    },
    /** The first level of the search below `spanMs`: branches that together hold every better network; empty when there is none. */
    roots(open: readonly number[], spanMs: number, bestMs: number): Branch[] {
      found.valueMs = bestMs;
      const breakers = fewestBreakers(Float64Array.of(0, spanMs), open, sites) ?? [];
      return breakers.map((place, i) => {
        const rest = open.filter((other) => !breakers.slice(0, i + 1).includes(other));
        return { chosen: [place], open: beside(pairs, dark.length, place, rest) };
      });
    },
  };
}

/** The parts common to two lists of spells that last at least `leastMs`. */
export function common(a: Float64Array, b: Float64Array, leastMs: number): Float64Array {
  const out: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const start = Math.max(a[i]!, b[j]!);
    const end = Math.min(a[i + 1]!, b[j + 1]!);
    if (end > start && end - start >= leastMs) out.push(start, end);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return Float64Array.from(out);
}

const EVER = Float64Array.of(-Infinity, Infinity);

/** Whether one dark spell holds all of a stretch; O(log n). */
function isDark(dark: Float64Array, from: number, to: number): boolean {
  let [low, high] = [0, dark.length >> 1]; // first spell that ends at or after `to`
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dark[2 * middle + 1]! < to) low = middle + 1;
    else high = middle;
  }
  return 2 * low < dark.length && dark[2 * low]! <= from;
}

function longestMs(spells: Float64Array): number {
  let most = 0;
  for (let i = 0; i < spells.length; i += 2) most = Math.max(most, spells[i + 1]! - spells[i]!);
  return most;
}

function total(spells: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < spells.length; i += 2) sum += spells[i + 1]! - spells[i]!;
  return sum;
}
