import type { Job } from '../../jobs/index.ts';
import { beside, type Branch, type BranchResult, type Pairs } from './branch.ts';
import type { EventGrid } from './event-grid.ts';

/*
 * The k places with the most combined light: branch and bound.
 *
 * Light lost to darkness is what counts: with the chosen places known, only elements that are still dark are looked at, so that a level deeper costs a fraction of the one above.
 * Two bounds, both valid for every completion of a partial set:
 *
 *   1. light is submodular: each further place adds at most what it would add now; so the sum of the largest gains is never exceeded
 *   2. pay for overlap: give every dark element e a price 0 <= p_e <= w_e. A place is worth the prices of what it lights, and w_e - p_e is given away once whoever lights e.
 *      Elements that many places light get a small price (counting them twice would be the error of bound 1). See prices.ts.
 */
export interface LightProblem {
  readonly grid: EventGrid;
  readonly pairs: Pairs;
  readonly sites: number;
  readonly priceMs: Float64Array;
}

interface LightBranch extends LightProblem {
  readonly branch: Branch;
  /** Only more than this counts. */
  readonly bestMs: number;
}

/** What is still dark: words with bits left, and the sum of w - p over them. */
interface Dark {
  readonly at: Int32Array;
  readonly bits: Int32Array;
  count: number;
  givenMs: number;
}

export const lightBranchJob: Job<LightBranch, BranchResult> = {
  name: 'terrain/network-light',
  run: ({ branch, bestMs, ...problem }) => {
    const search = createLightSearch(problem);
    return search.best(branch, bestMs);
  },
};

/** A searcher with its buffers. */
export function createLightSearch({ grid, pairs, sites, priceMs }: LightProblem) {
  const { words, weightMs, places } = grid;
  const lit = new Int32Array(grid.lit.buffer, grid.lit.byteOffset, grid.lit.length);
  const darks = Array.from({ length: sites + 1 }, (_, depth) => (depth === 0 ? allDark(grid, priceMs) : emptyDark(words))); // prettier-ignore
  const found = { places: null as readonly number[] | null, valueMs: 0, nodes: 0 };
  const gained = new Float64Array(2);

  /** Adds a place: what is dark at `depth` and not lit by it is dark at `depth + 1`. Returns the light gained. */
  function choose(place: number, depth: number): number {
    const [from, to] = [darks[depth]!, darks[depth + 1]!];
    gain(place, depth);
    let count = 0;
    for (let i = 0; i < from.count; i++) {
      const word = from.at[i]!;
      const left = from.bits[i]! & ~lit[place * words + word]!;
      if (left === 0) continue;
      to.at[count] = word;
      to.bits[count++] = left;
    }
    to.count = count;
    to.givenMs = from.givenMs - (gained[0]! - gained[1]!);
    return gained[0]!;
  }

  /** Light that a place adds at `depth`, and its price, to `gained`. */
  function gain(place: number, depth: number): void {
    const { at, bits, count } = darks[depth]!;
    const base = place * words;
    let [light, price] = [0, 0];
    for (let i = 0; i < count; i++) {
      const word = at[i]!;
      for (let b = bits[i]! & lit[base + word]!; b !== 0; b &= b - 1) {
        const element = (word << 5) + 31 - Math.clz32(b & -b);
        light += weightMs[element]!;
        price += priceMs[element]!;
      }
    }
    gained[0] = light;
    gained[1] = price;
    found.nodes += 1;
  }

  function search(chosen: readonly number[], open: readonly number[], coveredMs: number): void {
    const left = sites - chosen.length;
    if (left === 0) {
      if (coveredMs > found.valueMs) [found.places, found.valueMs] = [chosen, coveredMs];
      return;
    }
    if (open.length < left) return;
    const ranked = rank(open, chosen.length);
    if (left === 1) {
      const first = ranked[0]!;
      if (coveredMs + first.light > found.valueMs)
        [found.places, found.valueMs] = [[...chosen, first.place], coveredMs + first.light];
      return;
    }
    for (let i = 0; i + left <= ranked.length; i++) {
      let most = 0;
      for (let j = i; j < i + left; j++) most += ranked[j]!.light;
      if (coveredMs + most <= found.valueMs) return; // nor any later one: gains fall
      const { place } = ranked[i]!;
      if (pricedBound(ranked, i, left, coveredMs + darks[chosen.length]!.givenMs) <= found.valueMs) continue;
      const rest = beside(pairs, places, place, ranked.slice(i + 1).map((other) => other.place)); // prettier-ignore
      if (rest.length < left - 1) continue;
      const light = choose(place, chosen.length);
      search([...chosen, place], rest, coveredMs + light);
    }
  }

  function rank(open: readonly number[], depth: number): Ranked[] {
    const ranked = open.map((place) => {
      gain(place, depth);
      return { place, light: gained[0]!, price: gained[1]! };
    });
    return ranked.sort((a, b) => b.light - a.light || a.place - b.place);
  }

  return {
    /** The best network of a branch, if it has more light than `bestMs`. */
    best(branch: Branch, bestMs: number): BranchResult {
      [found.places, found.valueMs, found.nodes] = [null, bestMs, 0];
      let covered = 0;
      for (const [depth, place] of branch.chosen.entries()) covered += choose(place, depth);
      search(branch.chosen, branch.open, covered);
      const { places, valueMs, nodes } = found;
      return { best: places === null ? null : { places, valueMs }, nodes };
    },
    /** Light of a set. */
    lightMs: (set: readonly number[]) => set.reduce((sum, place, depth) => sum + choose(place, depth), 0),
    /** Places by what they would add to nothing, and the bound of every branch that starts with one of them. */
    roots(open: readonly number[]): (Ranked & { readonly boundMs: number })[] {
      const ranked = rank(open, 0);
      return ranked.map((one, i) => {
        let most = 0;
        for (let j = i; j < Math.min(i + sites, ranked.length); j++) most += ranked[j]!.light;
        return { ...one, boundMs: Math.min(most, pricedBound(ranked, i, sites, darks[0]!.givenMs)) };
      });
    },
  };
}

interface Ranked {
  readonly place: number;
  readonly light: number;
  readonly price: number;
}

/** Bound 2 for networks that hold the i-th and otherwise later places. The prices are rounded sums: half a millisecond covers that. */
function pricedBound(ranked: readonly Ranked[], i: number, left: number, givenMs: number): number {
  const top = new Array<number>(left - 1).fill(0); // largest first
  for (let j = i + 1; j < ranked.length; j++) {
    let { price } = ranked[j]!;
    if (price <= (top[left - 2] ?? Infinity)) continue;
    for (let t = 0; t < top.length; t++) if (price > top[t]!) [top[t], price] = [price, top[t]!];
  }
  return givenMs + ranked[i]!.price + top.reduce((a, b) => a + b, 0) + 0.5;
}

function allDark({ words, weightMs }: EventGrid, priceMs: Float64Array): Dark {
  const dark = emptyDark(words);
  dark.count = words;
  for (let word = 0; word < words; word++) [dark.at[word], dark.bits[word]] = [word, -1];
  for (let e = 0; e < weightMs.length; e++) dark.givenMs += weightMs[e]! - priceMs[e]!;
  return dark;
}

function emptyDark(words: number): Dark {
  return { at: new Int32Array(words), bits: new Int32Array(words), count: 0, givenMs: 0 };
}
